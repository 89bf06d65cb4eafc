// Big and hostile requests from clients, refused connections to the backend, and the simulator's own faults through the gateway.
import assert from 'node:assert/strict';
import net from 'node:net';
import { closedPort } from './support/bad_upstream.mjs';

export const options = {
  policy: (text, file) => file.includes('inference-v1')
    ? text.replace(/tokens-per-minute="2000"/, 'tokens-per-minute="100000000"').replace(/backend-id="aoai-pool-v1"/, 'backend-id="aoai-eastus-v1"')
    : text.replace(/tokens-per-minute="2000"/, 'tokens-per-minute="100000000"').replace(/backend-id="aoai-pool"/, 'backend-id="aoai-eastus"'),
  upstreams: async () => ({ 'aoai-eastus-v1': `http://127.0.0.1:${await closedPort()}/openai/v1` }),
};

const error500 = async response => {
  const text = await response.text();
  assert.equal(response.status, 500, text);
  assert.match(text, /^\{ "statusCode": 500, "message": "Internal server error", "activityId": "[0-9a-f-]{36}" \}$/);
};
const stillWorks = async context => {
  const response = await context.gateway.chat('Count to 3');
  assert.equal(response.status, 200);
  assert.equal((await response.json()).choices[0].message.content, '1, 2, 3.');
};
const raw = (context, text, { end = true, wait = 2000 } = {}) => new Promise(resolve => {
  const { hostname, port } = new URL(context.gateway.url);
  const socket = net.connect(Number(port), hostname);
  let answer = '';
  socket.on('data', data => { answer += data; });
  socket.on('error', () => resolve(answer));
  socket.on('close', () => resolve(answer));
  setTimeout(() => socket.destroy(), wait);
  socket.write(text, () => { if (end) socket.end(); });
});

export const tests = {
  'refused connection': async context => {
    const response = await fetch(`${context.gateway.url}/inference/openai/v1/chat/completions`, { method: 'POST', headers: { 'api-key': context.gateway.key, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] }) });
    await error500(response);
    await stillWorks(context);
  },
  'a simulated outage': async context => {
    await error500(await context.gateway.chat('hi [[sim:outage]]'));
    await stillWorks(context);
  },
  'a simulated broken stream': async context => {
    const response = await context.gateway.chat('Count to 20 [[sim:cut=5]]', { stream: true });
    assert.equal(response.status, 200);
    await assert.rejects(async () => { for await (const piece of response.body) void piece; });
    await stillWorks(context);
  },
  'a simulated 429 passes through with its headers': async context => {
    const response = await context.gateway.chat('hi [[sim:429;retryAfterMs=7000]]');
    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), '7');
    assert.equal((await response.json()).error.code, '429');
  },
  'a 64 MiB prompt does not hurt': async context => {
    const response = await context.gateway.chat('word '.repeat(64 * 1024 * 1024 / 5)).catch(error => error);
    // Refused with a status by whoever reads it first, or the connection is closed on the sender.
    assert.ok(response instanceof Error || [400, 413, 429, 500].includes(response.status), String(response.status));
    if (!(response instanceof Error)) await response.text().catch(() => {});
    await stillWorks(context);
  },
  'hostile heads are refused and nothing else happens': async context => {
    const host = new URL(context.gateway.url).host;
    const cases = {
      'two lengths': `POST /inference/openai/x HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
      'length and chunked': `POST /inference/openai/x HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'no host': 'GET / HTTP/1.1\r\n\r\n',
      'bad header name': `GET / HTTP/1.1\r\nHost: ${host}\r\nbad name: x\r\n\r\n`,
      'garbage': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'long head': `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'a'.repeat(1_000_000)}\r\n\r\n`,
    };
    for (const [name, text] of Object.entries(cases)) {
      const answer = await raw(context, text);
      assert.ok(answer === '' || /^HTTP\/1\.1 4\d\d /.test(answer), `${name}: ${answer.slice(0, 200)}`);
      assert.ok(!/^HTTP\/1\.1 200/m.test(answer), name);
    }
    await stillWorks(context);
  },
  'a body that never ends its announcement': async context => {
    const host = new URL(context.gateway.url).host;
    await raw(context, `POST /inference/openai/deployments/gpt-4o-mini/chat/completions?api-version=1 HTTP/1.1\r\nHost: ${host}\r\napi-key: ${context.gateway.key}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"half`, { end: false, wait: 300 });
    await stillWorks(context);
  },
};
