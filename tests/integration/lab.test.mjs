// The lab "AI Foundry model gateway": its own policy document, with nothing but its {backend-id} placeholder filled as the lab's template fills
// it, on the lab's resources (sample workspace model-gateway-lab). The document is read from the corpus beside the project.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const document = path.resolve(path.dirname(fileURLToPath(import.meta.url)),
  '../../../shared/data/corpus/files/Azure-Samples__AI-Gateway__labs_ai-foundry-model-gateway_policy-378e38.xml');
const present = existsSync(document);
if (!present) console.log('skip the lab document: the corpus folder is not beside the project; the sample keeps its own policy');
const pool = 'inference-backend-pool';

export const options = {
  sample: 'model-gateway-lab',
  arguments: ['--trace', 'all'],
  policy: (text, file) =>
    present && file === path.join('apis', 'inference-api', 'policy.xml') ? readFileSync(document, 'utf8').replace('{backend-id}', pool) : text,
};

const send = (context, target, body, key = context.gateway.key) => fetch(context.gateway.url + target, {
  method: 'POST', headers: { 'content-type': 'application/json', 'api-key': key }, body: JSON.stringify(body) });
const chatPath = '/inference/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-12-01-preview';
const prompt = { messages: [{ role: 'user', content: 'Count to 3' }] };

export const tests = {
  'the gateway finds no fault in the lab': async context => {
    const status = await context.gateway.manage('GET', '/v1/status');
    assert.deepEqual((status.problems ?? []).filter(problem => problem.severity === 'error'), []);
  },
  'a prompt goes through the pool with the token of the managed identity': async context => {
    const response = await send(context, chatPath, prompt);
    assert.equal(response.status, 200);
    assert.equal((await response.json()).choices[0].message.content, '1, 2, 3.');
    const { requests } = await context.gateway.manage('GET', '/v1/requests?limit=1');
    const trace = JSON.stringify(await context.gateway.manage('GET', `/v1/requests/${requests[0].id}/trace`));
    for (const step of ['api-inspector', 'authentication-managed-identity', 'set-header', 'set-backend-service', 'forward-request', 'transfer-response'])
      assert.ok(trace.includes(`"source":"${step}"`), `${step} is in the trace`);
    assert.ok(trace.includes(pool), 'the trace names the pool');
    assert.ok(!/eyJ[\w-]{20}/.test(trace) && !trace.includes(context.gateway.key), 'no token and no key is in the trace');
  },
  'a streamed prompt': async context => {
    const text = await (await send(context, chatPath, { ...prompt, stream: true })).text();
    assert.ok(text.trimEnd().endsWith('data: [DONE]'), text.slice(-200));
  },
  'a wrong key': async context => assert.equal((await send(context, chatPath, prompt, 'wrong')).status, 401),
};
