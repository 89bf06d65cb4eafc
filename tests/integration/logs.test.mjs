// --gateway-log and --llm-log: JSON lines with the columns of Azure Monitor's tables, one pair per model call.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'mgc-logs-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const files = { gateway: path.join(folder, 'gateway.jsonl'), llm: path.join(folder, 'llm.jsonl') };
export const options = { arguments: ['--gateway-log', files.gateway, '--llm-log', files.llm] };

const lines = file => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
/** Lines that follow `count` earlier ones, once there are `more`. The writer looks four times a second. */
async function after(file, count, more) {
  for (const end = Date.now() + 5000; Date.now() < end;) {
    const all = lines(file);
    if (all.length >= count + more) return all.slice(count);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  assert.fail(`${path.basename(file)} has ${lines(file).length - count} new lines, not ${more}`);
}

export const tests = {
  'a call is one line of gateway log and two of model log': async ({ gateway }) => {
    const response = await gateway.chat('Say something short.', {}, { headers: { 'x-note': 'kept' } });
    const answer = await response.text();
    const { usage } = JSON.parse(answer);
    const [entry] = await after(files.gateway, 0, 1);
    const [row] = (await gateway.manage('GET', '/v1/requests')).requests;
    assert.deepEqual([entry.Category, entry.CorrelationId, entry.Method, entry.ResponseCode, entry.IsRequestSuccess, entry.ApiId, entry.ApimSubscriptionId],
      ['GatewayLogs', row.requestId, 'POST', 200, true, 'inference-api', 'foundry-subscription']);
    assert.deepEqual([entry.BackendId, entry.BackendResponseCode, entry.BackendMethod, entry.Cache], [row.backendId, 200, 'POST', 'none']);
    assert.ok(entry.TotalTime >= entry.BackendTime && entry.ResponseSize === Buffer.byteLength(answer), JSON.stringify(entry));
    assert.match(entry.Url, /\/chat\/completions\?api-version=2024-10-21$/);
    const header = name => Object.entries(entry.RequestHeaders).find(([key]) => key.toLowerCase() === name)[1];
    assert.equal(header('x-note'), 'kept');
    assert.ok(!JSON.stringify(entry).includes(gateway.key), 'the subscription key is in the log');

    const [prompt, completion] = await after(files.llm, 0, 2);
    for (const part of [prompt, completion])
      assert.deepEqual([part.Category, part.CorrelationId, part.PromptTokens, part.CompletionTokens, part.TotalTokens, part.ModelName, part.DeploymentName, part.ApiVersion, part.IsStreamCompletion],
        ['GatewayLlmLogs', entry.CorrelationId, usage.prompt_tokens, usage.completion_tokens, usage.total_tokens, 'gpt-4o-mini', 'gpt-4o-mini', '2024-10-21', false]);
    assert.deepEqual([prompt.SequenceNumber, completion.SequenceNumber], [0, 1]);
    assert.equal(JSON.parse(prompt.RequestMessages).messages[0].content, 'Say something short.');
    assert.equal(completion.ResponseMessages, answer);
  },
  'a refused call is logged with its reason, and is no model call': async ({ gateway }) => {
    const [before, models] = [lines(files.gateway).length, lines(files.llm).length];
    assert.equal((await gateway.chat('Hi', {}, { key: 'wrong' })).status, 401);
    const [entry] = await after(files.gateway, before, 1);
    assert.deepEqual([entry.ResponseCode, entry.IsRequestSuccess, entry.LastErrorReason, entry.BackendId], [401, false, 'SubscriptionKeyInvalid', undefined]);
    assert.equal(lines(files.llm).length, models);
  },
  'a streamed call says so': async ({ gateway }) => {
    const [before, models] = [lines(files.gateway).length, lines(files.llm).length];
    const text = await (await gateway.chat('Count to three.', { stream: true })).text();
    await after(files.gateway, before, 1);
    const parts = await after(files.llm, models, 2);
    assert.ok(parts.every(part => part.IsStreamCompletion && part.CompletionTokens > 0));
    assert.equal(parts[1].ResponseMessages, text);
  },
  'messages over 32 KB come in parts with sequence numbers': async ({ gateway }) => {
    const models = lines(files.llm).length;
    const long = 'é'.repeat(40_000); // 80,000 bytes, so that a cut must look for a character's end
    assert.equal((await gateway.chat(long)).status, 429); // more than the limit: no model call, no entry
    const other = await fetch(`${gateway.url}/inference/openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21`, {
      method: 'POST', headers: { 'api-key': gateway.key, 'content-type': 'application/json' }, body: JSON.stringify({ input: 'a' + ' '.repeat(70_000) }) });
    assert.ok([200, 400].includes(other.status));
    if (other.status !== 200) return assert.equal(lines(files.llm).length, models);
    const parts = (await after(files.llm, models, 4)).filter(part => part.RequestMessages !== undefined);
    assert.deepEqual(parts.map(part => part.SequenceNumber), [0, 1, 2]);
    assert.ok(parts.every(part => Buffer.byteLength(part.RequestMessages) <= 32 * 1024));
    assert.equal(parts.map(part => part.RequestMessages).join(''), JSON.stringify({ input: 'a' + ' '.repeat(70_000) }));
  },
  'the files are for their owner only': async () => {
    for (const file of Object.values(files)) assert.equal(statSync(file).mode & 0o777, 0o600);
  },
};
