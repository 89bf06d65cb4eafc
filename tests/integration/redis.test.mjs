// Two gateways share counters and caches through a Redis that this suite starts on loopback, kills in the middle and starts again.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Gateway, sleep } from './support/gateway.mjs';

const limit = 2000;
const port = await new Promise(resolve => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});
const folder = mkdtempSync(path.join(tmpdir(), 'mgc-redis-'));
let redis;
async function startRedis() {
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: 'ignore' });
  await new Promise((resolve, reject) => redis.on('spawn', resolve).on('error', () => reject(new Error('redis-server is not installed (Debian package redis-server)'))));
  for (let tries = 0; tries < 500; ++tries) {
    const open = await new Promise(resolve => { const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).on('error', () => resolve(false)); });
    if (open) return;
    await sleep(10);
  }
  throw new Error('redis-server does not listen');
}
async function killRedis() {
  const ended = new Promise(resolve => redis.on('exit', resolve));
  redis.kill('SIGKILL');
  await ended;
}
await startRedis();
process.on('exit', () => { redis.kill('SIGKILL'); rmSync(folder, { recursive: true, force: true }); });

const burst = `<choose><when condition="@(context.Request.Headers.ContainsKey(&quot;x-burst&quot;))">
  <rate-limit-by-key calls="10" renewal-period="300" counter-key="@(context.Request.Headers.GetValueOrDefault(&quot;x-burst&quot;))" />
  <cache-lookup-value key="@(context.Request.Headers.GetValueOrDefault(&quot;x-burst&quot;))" default-value="none" variable-name="seen" />
  <cache-store-value key="@(context.Request.Headers.GetValueOrDefault(&quot;x-burst&quot;))" value="stored" duration="60" />
  <return-response><set-status code="200" reason="OK" /><set-body>@((string)context.Variables["seen"])</set-body></return-response>
</when></choose>`;
const isSemantic = '@(context.Request.Headers.ContainsKey(&quot;x-semantic&quot;))';
const lookup = `<choose><when condition="${isSemantic}"><llm-semantic-cache-lookup score-threshold="0.2" embeddings-backend-id="embeddings" embeddings-backend-auth="system-assigned" /></when></choose>`;
const store = `<choose><when condition="${isSemantic}"><llm-semantic-cache-store duration="120" /></when></choose>`;
const gatewayOptions = {
  files: { 'backends/embeddings/backendInformation.json': { properties: { protocol: 'http', url: 'https://aoai-eastus.openai.azure.com/openai/deployments/text-embedding-3-small/embeddings' } } },
  arguments: ['--state', `redis://127.0.0.1:${port}`],
  policy: (text, name) => name === 'apis/inference-api/policy.xml'
    ? text.replace(/<llm-token-limit/, `${burst}\n${lookup}\n<llm-token-limit`).replace(/<outbound>\s*<base \/>/, `$&\n${store}`) : text,
};
export const options = { ...gatewayOptions, timeoutMs: 120_000 };

let second;
async function gateways(context) {
  if (!second) {
    second = await Gateway.start(context.program, gatewayOptions, context);
    context.onEnd(() => second.stop());
  }
  return [context.gateway, second];
}
const shared = gateway => gateway.manage('GET', '/v1/state').then(state => state.shared);
async function connected(gateway, wanted) {
  for (let waited = 0; waited < 5000; waited += 20) {
    if ((await shared(gateway)).connected === wanted) return;
    await sleep(20);
  }
  assert.fail(`the gateway is ${wanted ? 'not ' : 'still '}connected`);
}

export const tests = {
  'one token limit for both, to the unit of one call': async context => {
    const both = await gateways(context);
    let used = 0, calls = 0;
    for (; calls < 200; ++calls) {
      const response = await both[calls % 2].chat(`Tell me about topic ${calls}, please.`);
      const text = await response.text();
      if (response.status === 429) break;
      assert.equal(response.status, 200, text);
      used += JSON.parse(text).usage.total_tokens;
      assert.equal(Number(response.headers.get('remaining-tokens')), Math.max(0, limit - used), `call ${calls}: ${used} used`);
    }
    // What is left does not hold the next prompt, and the other gateway says the same.
    assert.ok(used > limit - 100, `${used} of ${limit} after ${calls} calls`);
    const other = await both[(calls + 1) % 2].chat(`Tell me about topic ${calls}, please.`);
    assert.equal(other.status, 429);
    console.log(`     ${calls} calls over two gateways used ${used} of ${limit} tokens`);
  },
  '50 calls at once: exactly as many as the limit says': async context => {
    const both = await gateways(context);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => both[i % 2].chat('x', {}, { headers: { 'x-burst': 'many' } })));
    const statuses = answers.map(one => one.status);
    assert.equal(statuses.filter(one => one === 200).length, 10, String(statuses));
    assert.equal(statuses.filter(one => one === 429).length, 40, String(statuses));
  },
  'cached values are shared': async context => {
    const [first, other] = await gateways(context);
    const ask = gateway => gateway.chat('x', {}, { headers: { 'x-burst': 'value' } }).then(response => response.text());
    assert.equal(await ask(first), 'none');
    assert.equal(await ask(other), 'stored');
  },
  'a semantic entry stored by one answers the other': async context => {
    const both = await gateways(context);
    for (const gateway of both) await gateway.manage('DELETE', '/v1/state');
    const ask = async (gateway, prompt, more) => {
      const response = await gateway.chat(prompt, more, { headers: { 'x-semantic': 'yes', 'Ocp-Apim-Trace': 'true' } });
      const text = await response.text();
      assert.equal(response.status, 200, text);
      const { requests } = await gateway.manage('GET', '/v1/requests?limit=1000');
      return { text, flags: requests.at(-1).flags };
    };
    const [first, other] = both;
    const stored = await ask(first, 'How do I reset my password?');
    assert.ok(!stored.flags.includes('semantic cache hit'));
    const hit = await ask(other, 'How can I reset my password?');
    assert.ok(hit.flags.includes('semantic cache hit'), JSON.stringify(hit.flags));
    assert.equal(hit.text, stored.text);
    assert.ok(!(await ask(other, 'Bananas are rich in potassium.')).flags.includes('semantic cache hit'));
    // What the second one has stored is the first one's too.
    assert.ok((await ask(first, 'Bananas are rich in potassium.')).flags.includes('semantic cache hit'));
    // A streamed answer is replayed as a stream by the gateway that did not store it.
    const streamed = await ask(first, 'Write two lines about the sea.', { stream: true });
    assert.match(streamed.text, /^data: \{/);
    const replayed = await ask(other, 'Write two lines about the sea.', { stream: true });
    assert.ok(replayed.flags.includes('semantic cache hit'), JSON.stringify(replayed.flags));
    assert.equal(replayed.text, streamed.text);
    for (const gateway of both) assert.equal((await gateway.manage('GET', '/v1/state')).semanticCache.entries, 3);
    // Clearing the shared state clears the entries for both.
    await first.manage('DELETE', '/v1/state');
    assert.ok(!(await ask(first, 'How do I reset my password?')).flags.includes('semantic cache hit'));
  },
  'Redis dies: each gateway goes on with its own counts; it comes back: they share again': async context => {
    const both = await gateways(context);
    await killRedis();
    const call = (gateway, key) => gateway.chat('x', {}, { headers: { 'x-burst': key } });
    for (const gateway of both) {
      const statuses = [];
      for (let i = 0; i < 12; ++i) statuses.push((await call(gateway, 'alone')).status);
      assert.deepEqual(statuses, [...Array(10).fill(200), 429, 429]);
      await connected(gateway, false);
      assert.notEqual((await shared(gateway)).problem, '');
    }
    await startRedis();
    for (const gateway of both) await connected(gateway, true);
    const statuses = [];
    for (let i = 0; i < 12; ++i) statuses.push((await call(both[i % 2], 'again')).status);
    assert.deepEqual(statuses, [...Array(10).fill(200), 429, 429]);
  },
};
