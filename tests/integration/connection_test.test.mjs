// POST /v1/backends/{id}/test: the model list through the backend's own address and credentials, and what each failure says. PUT and
// DELETE /v1/backends/{id}/hold: its breaker held open, and released.
import assert from 'node:assert/strict';
import http from 'node:http';

/** Backends of several kinds on one port; the path's first part says which. */
const seen = [];
const answers = {
  'azure/openai/deployments': [404, {}],
  'azure/openai/models': [200, { object: 'list', data: [{ id: 'gpt-4o' }, { id: 'gpt-4o-mini' }] }],
  'openai/v1/models': [200, { object: 'list', data: [{ id: 'o4-mini' }] }],
  'foundry/models/info': [200, { model_name: 'Phi-4', model_type: 'chat-completion' }],
  'ollama/v1/models': [404, {}],
  'ollama/models': [200, { models: [{ name: 'llama3.2' }] }],
  'locked/v1/models': [401, { error: 'no' }],
  'page/v1/models': [200, '<html>hello</html>'],
};
const server = http.createServer((request, response) => {
  const key = new URL(request.url, 'http://x').pathname.slice(1);
  seen.push({ url: request.url, headers: request.headers });
  const [status, body] = answers[key] ?? [404, {}];
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const free = await new Promise(resolve => { const probe = http.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); }); });

const backend = (url, more = {}) => ({ properties: { protocol: 'http', url, ...more } });
export const options = {
  sample: 'starter',
  files: {
    'backends/azure/backendInformation.json': backend(`${base}/azure/openai`, { credentials: { header: { 'api-key': ['secret-key'] } } }),
    'backends/openai/backendInformation.json': backend(`${base}/openai/v1`, { credentials: { authorization: { scheme: 'Bearer', parameter: 'sk-1' }, query: { tenant: ['a b'] } } }),
    'backends/foundry/backendInformation.json': backend(`${base}/foundry/models`),
    'backends/ollama/backendInformation.json': backend(`${base}/ollama`),
    'backends/bare/backendInformation.json': backend(`${base}/locked`),
    'backends/locked/backendInformation.json': backend(`${base}/locked`, { credentials: { header: { 'api-key': ['old'] } }, circuitBreaker: { rules: [{ name: 'r', failureCondition: { count: 1, interval: 'PT1M', statusCodeRanges: [{ min: 400, max: 599 }] }, tripDuration: 'PT1M' }] } }),
    'backends/page/backendInformation.json': backend(`${base}/page/v1`),
    'backends/gone/backendInformation.json': backend(`http://127.0.0.1:${free}/v1`),
  },
};
const ask = (gateway, id) => gateway.manage('POST', `/v1/backends/${id}/test`);

export const tests = {
  'lists models in every dialect, with the backend\'s credentials': async ({ gateway, onEnd }) => {
    onEnd(() => { server.closeAllConnections(); server.close(); });
    const azure = await ask(gateway, 'azure');
    assert.deepEqual([azure.status, azure.problem, azure.models, azure.simulated], [200, '', ['gpt-4o', 'gpt-4o-mini'], false]);
    assert.ok(azure.latencyMs > 0 && azure.latencyMs < 10_000);
    assert.deepEqual(seen.map(one => one.headers['api-key']), ['secret-key', 'secret-key']);
    assert.match(seen[1].url, /^\/azure\/openai\/models\?api-version=/);
    assert.ok(!JSON.stringify(azure).includes('secret-key'));
    assert.deepEqual((await ask(gateway, 'openai')).models, ['o4-mini']);
    assert.deepEqual([seen.at(-1).headers.authorization, seen.at(-1).url], ['Bearer sk-1', '/openai/v1/models?tenant=a%20b']);
    assert.deepEqual((await ask(gateway, 'foundry')).models, ['Phi-4']);
    assert.deepEqual((await ask(gateway, 'ollama')).models, ['llama3.2']);
  },
  'asks the simulator like any other': async ({ gateway }) => {
    const test = await ask(gateway, 'aoai-eastus');
    assert.deepEqual([test.status, test.problem, test.simulated], [200, '', true]);
    assert.ok(test.models.includes('gpt-4o-mini'), String(test.models));
  },
  'says what is wrong and what to do': async ({ gateway }) => {
    assert.match((await ask(gateway, 'locked')).problem, /credentials \(401\); check the key/);
    assert.match((await ask(gateway, 'bare')).problem, /its entity has none/);
    assert.match((await ask(gateway, 'page')).problem, /not with a list of models/);
    const gone = await ask(gateway, 'gone');
    assert.equal(gone.status, 0);
    assert.match(gone.problem, /^No answer: .*127\.0\.0\.1/);
    // A test is no call: the breaker of `locked`, which opens at the first 401, has not heard of it.
    const { backends } = await gateway.manage('GET', '/v1/state');
    assert.deepEqual(backends.filter(one => one.trips > 0 || one.failuresInInterval > 0), []);
    await assert.rejects(ask(gateway, 'nobody'), /404 .*no backend 'nobody'/);
    await assert.rejects(ask(gateway, 'aoai-pool'), /409 .*is a pool; test its members/);
  },
  'holds a breaker open until it is released': async ({ gateway }) => {
    const state = async () => {
      const { backends } = await gateway.manage('GET', '/v1/state');
      const { state, held, closesInSeconds } = backends.find(one => one.id === 'locked');
      return { state, held, closesInSeconds };
    };
    assert.deepEqual(await gateway.manage('PUT', '/v1/backends/locked/hold'), { id: 'locked', held: true });
    assert.deepEqual(await state(), { state: 'open', held: true, closesInSeconds: 0 });
    const { backends, annotations } = await gateway.manage('GET', '/v1/metrics');
    assert.deepEqual([backends.find(one => one.id === 'locked').held, annotations.at(-1).kind], [true, 'breakerHeld']);
    await gateway.manage('POST', '/v1/reload');
    assert.equal((await state()).held, true);
    await gateway.manage('DELETE', '/v1/backends/locked/hold');
    assert.deepEqual(await state(), { state: 'closed', held: false, closesInSeconds: 0 });
    await assert.rejects(gateway.manage('PUT', '/v1/backends/bare/hold'), /409 .*no circuit breaker/);
    await assert.rejects(gateway.manage('PUT', '/v1/backends/nobody/hold'), /404 .*no backend 'nobody'/);
  },
};
