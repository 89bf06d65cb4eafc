// What clients see when the backend breaks: Azure-shaped errors, no crash, and other calls unaffected.
import assert from 'node:assert/strict';
import { startBadUpstream, closedPort } from './support/bad_upstream.mjs';
import { sleep } from './support/gateway.mjs';

let upstream;
export const options = {
  policy: text => text.replace(/tokens-per-minute="2000"/, 'tokens-per-minute="100000000"').replace(/estimate-prompt-tokens="true"/, 'estimate-prompt-tokens="false"')
    .replace(/backend-id="aoai-pool"/, 'backend-id="aoai-eastus"'),
  upstreams: async context => {
    upstream = await startBadUpstream();
    context.onEnd(() => upstream.stop());
    return { 'aoai-eastus': upstream.url, 'aoai-westus': `http://127.0.0.1:${await closedPort()}/openai` };
  },
};

async function stillWorks(context) {
  const response = await context.gateway.chat('mode:good');
  assert.equal(response.status, 200);
  assert.equal((await response.json()).choices[0].message.content, 'fine');
}
async function read(response) {
  let text = '';
  for await (const piece of response.body) text += Buffer.from(piece).toString();
  return text;
}
const failsWith500 = mode => async context => {
  const response = await context.gateway.chat(`mode:${mode}`);
  const text = await response.text();
  assert.equal(response.status, 500, text);
  assert.equal(text, '{ "statusCode": 500, "message": "Internal server error", "activityId": "' + JSON.parse(text).activityId + '" }');
  await stillWorks(context);
};
const breaksOff = (mode, expected) => async context => {
  const response = await context.gateway.chat(`mode:${mode}`, { stream: true });
  assert.equal(response.status, 200);
  let text = '';
  // What had arrived is passed on; then the connection breaks, so that the client can tell it from a clean end.
  await assert.rejects(async () => { for await (const piece of response.body) text += Buffer.from(piece).toString(); });
  assert.match(text, expected);
  await stillWorks(context);
};

export const tests = {
  'a good backend': stillWorks,
  'the backend closes in the middle of a stream': breaksOff('close-mid-stream', /one.*two/s),
  'the backend resets in the middle of a stream': breaksOff('reset-mid-stream', /one/),
  'a body shorter than announced': async context => {
    const response = await context.gateway.chat('mode:short-body').catch(error => error);
    if (response.status === 200) await assert.rejects(response.text());
    else assert.equal(response.status, 500);
    await stillWorks(context);
  },
  'the backend closes without an answer': failsWith500('close-at-once'),
  'no HTTP': failsWith500('garbage'),
  'a bad status line': failsWith500('bad-status'),
  'two lengths': failsWith500('two-lengths'),
  'length and chunked': failsWith500('length-and-chunked'),
  'an endless head': failsWith500('long-head'),
  'a bad header': failsWith500('bad-header'),
  'a bad chunk': async context => {
    const response = await context.gateway.chat('mode:bad-chunk').catch(error => error);
    if (response.status === 200) await assert.rejects(response.text());
    else assert.equal(response.status, 500);
    await stillWorks(context);
  },
  'a 64 MiB answer streams through': async context => {
    const response = await context.gateway.chat('mode:big-body');
    assert.equal(response.status, 200);
    let size = 0;
    for await (const piece of response.body) size += piece.length;
    assert.equal(size, 64 * 1024 * 1024);
    await stillWorks(context);
  },
  'clients that leave cancel the call to the backend': async context => {
    const leaving = [];
    for (let i = 0; i < 20; ++i) {
      const abort = new AbortController();
      const response = await context.gateway.chat('mode:endless-stream', { stream: true }, { signal: abort.signal });
      const reader = response.body.getReader();
      await reader.read();
      leaving.push(abort);
    }
    assert.ok(upstream.open() >= 20);
    for (const abort of leaving) abort.abort();
    for (let i = 0; i < 100 && upstream.open() > 5; ++i) await sleep(50);
    assert.ok(upstream.open() <= 5, `${upstream.open()} connections to the backend are still open`);
    const snapshot = await context.gateway.snapshotWhen(one => one.activeRequests === 0);
    assert.equal(snapshot.activeRequests, 0);
    assert.equal(snapshot.activeStreams, 0);
    await stillWorks(context);
  },
  'other calls are unaffected while half of them break': async context => {
    const bad = ['garbage', 'close-at-once', 'reset-mid-stream', 'two-lengths', 'short-body'];
    const calls = Array.from({ length: 200 }, async (_, i) => {
      if (i % 2) return stillWorks(context);
      const response = await context.gateway.chat(`mode:${bad[i % bad.length]}`, { stream: true }).catch(() => null);
      if (response) await read(response).catch(() => {});
    });
    await Promise.all(calls);
  },
};
