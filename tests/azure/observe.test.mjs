// Connections, queries, metrics, traces and agents against the contract server.
import fs from 'node:fs';
import path from 'node:path';

const subscription = '00000000-0000-0000-0000-000000000001';
const S = `/subscriptions/${subscription}`;
const account = `${S}/resourceGroups/rg-ai/providers/Microsoft.CognitiveServices/accounts/foundry-dev`;
export function withFoundry(server) {
  server.put(account, { location: 'swedencentral', kind: 'AIServices', sku: { name: 'S0' }, properties: { provisioningState: 'Succeeded' } });
  server.put(`${account}/projects/agents`, { location: 'swedencentral', properties: { provisioningState: 'Succeeded' } });
  server.put(`${S}/resourceGroups/rg-ai/providers/Microsoft.OperationalInsights/workspaces/logs`, { location: 'swedencentral', properties: { customerId: '5b5e9f6c-0000-0000-0000-000000000001' } });
}
const connectionFile = (context, target) => {
  const file = path.join(context.folder, 'connection.json');
  fs.writeFileSync(file, JSON.stringify({ name: 'ai-gateway', properties: { category: 'ApiManagement', authType: 'ApiKey', target, isSharedToAll: true,
    metadata: { deploymentInPath: 'true', inferenceAPIVersion: '2024-12-01-preview', models: JSON.stringify([{ name: 'gpt-4.1-mini', properties: { model: { name: 'gpt-4.1-mini', version: '2025-04-14', format: 'OpenAI' } } }]) } } }));
  return file;
};
const chat = (request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk)).on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    if (request.headers['api-key'] !== 'SECRET-gateway-key') { response.writeHead(401, { 'Content-Type': 'application/json' }); return response.end('{"statusCode":401,"message":"Access denied due to invalid subscription key."}'); }
    const answer = { id: 'c', object: 'chat.completion', created: 1, model: 'gpt-4.1-mini', choices: [{ index: 0, finish_reason: body.tools ? 'tool_calls' : 'stop', message: { role: 'assistant', content: body.tools ? null : '{"ok":true}', ...(body.tools ? { tool_calls: [{ id: 't', type: 'function', function: { name: body.tools[0].function.name, arguments: '{}' } }] } : {}) } }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };
    if (!body.stream) { response.writeHead(200, { 'Content-Type': 'application/json' }); return response.end(JSON.stringify(answer)); }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }] })}\n\ndata: [DONE]\n\n`);
  });
};

export const tests = {
  async connectionCreatedValidatedDeleted(context) {
    const { assert } = context;
    const http = await import('node:http');
    const gateway = http.createServer(chat);
    await new Promise(resolve => gateway.listen(0, '127.0.0.1', resolve));
    context.onEnd(() => { gateway.closeAllConnections(); gateway.close(); });
    const target = `http://127.0.0.1:${gateway.address().port}/inference/openai`;
    const server = await context.serve({});
    withFoundry(server);
    const file = connectionFile(context, target), env = { MGC_CONNECTION_KEY: 'SECRET-gateway-key' };
    const here = ['--account', 'foundry-dev', '--project', 'agents'];
    const unconfirmed = await context.azure(['connection', 'create', file, ...here], { env });
    assert.equal(unconfirmed.code, 2, unconfirmed.text);
    const keyless = await context.azure(['connection', 'create', file, ...here, '--yes']);
    assert.equal(keyless.code, 1);
    assert.ok(keyless.out.findings.some(finding => finding.severity === 'error' && /Key/.test(finding.code)), keyless.text);
    const created = await context.azure(['connection', 'create', file, ...here, '--yes'], { env });
    assert.equal(created.code, 0, created.text + created.stderr);
    assert.equal(created.out.model, 'ai-gateway/gpt-4.1-mini');
    const stored = server.resources.get(`${account}/projects/agents/connections/ai-gateway`.toLowerCase()).body;
    assert.equal(stored.properties.credentials.key, 'SECRET-gateway-key');
    for (const [name, value] of Object.entries(stored.properties.metadata)) assert.equal(typeof value, 'string', name);
    const listed = await context.azure(['list', 'connections', ...here]);
    assert.equal(listed.out.items[0].name, 'ai-gateway');
    const valid = await context.azure(['connection', 'validate', 'ai-gateway', ...here], { env });
    assert.equal(valid.code, 0, valid.text);
    assert.ok(valid.out.requests.some(request => request.step === 'chat' && request.status === 200), valid.text);
    const wrong = await context.azure(['connection', 'validate', 'ai-gateway', ...here], { env: { MGC_CONNECTION_KEY: 'SECRET-other' } });
    assert.equal(wrong.code, 1);
    assert.ok(wrong.out.findings.some(finding => finding.severity === 'error' && finding.request?.status === 401), wrong.text);
    const missing = await context.azure(['connection', 'validate', 'nothing', ...here], { env });
    assert.equal(missing.code, 1);
    assert.ok(missing.out.findings.some(finding => finding.code === 'ConnectionNotFound'));
    const gone = await context.azure(['connection', 'delete', 'ai-gateway', ...here, '--yes']);
    assert.deepEqual([gone.code, gone.out.existed], [0, true]);
    assert.equal((await context.azure(['connection', 'delete', 'ai-gateway', ...here, '--yes'])).out.existed, false);
    const nowhere = await context.azure(['connection', 'create', file, '--account', 'none', '--yes'], { env });
    assert.deepEqual([nowhere.code, nowhere.out.error.code], [1, 'AccountNotFound']);
    fs.rmSync(file);
  },

  async connectionExports(context) {
    const { assert } = context;
    await context.serve({});
    const file = connectionFile(context, 'https://apim.azure-api.net/inference/openai');
    for (const as of ['arm', 'bicep']) {
      const out = path.join(context.folder, as);
      const exported = await context.azure(['connection', 'export', file, '--as', as, '--out', out, '--project', 'agents'], { env: { MGC_CONNECTION_KEY: 'SECRET-key' } });
      assert.equal(exported.code, 0, exported.text);
      const text = fs.readFileSync(exported.out.files[0], 'utf8');
      assert.match(text, /projects\/connections/);
      if (as === 'arm') assert.equal(JSON.parse(text).parameters.apiKey.type, 'securestring');
      else assert.match(text, /@secure\(\)\s*\n(@description\([^\n]*\)\n)?param apiKey string|@description\([^\n]*\)\n@secure\(\)\nparam apiKey string/);
    }
  },

  async queries(context) {
    const { assert } = context;
    const server = await context.serve({});
    const none = await context.azure(['query', 'gateway-logs']);
    assert.deepEqual([none.code, none.out.error.code], [1, 'WorkspaceNotFound']);
    withFoundry(server);
    const saved = await context.azure(['query', 'tokens-by-model', '--timespan', 'P1D']);
    assert.equal(saved.code, 0, saved.text);
    assert.deepEqual(saved.out.columns, ['TimeGenerated', 'ApiId', 'ResponseCode', 'TotalTime']);
    assert.equal(saved.out.rows.length, 3);
    assert.match(saved.out.query, /^ApiManagementGatewayLlmLog/);
    const wrong = await context.azure(['query', 'syntax error here', '--log-analytics', '5b5e9f6c']);
    assert.deepEqual([wrong.code, wrong.out.error.code], [1, 'BadArgumentError']);
  },

  async metrics(context) {
    const { assert } = context;
    await context.serve({});
    const read = await context.azure(['metrics', '--service', 'apim-dev']);
    assert.equal(read.code, 0, read.text);
    assert.deepEqual(read.out.series.map(one => `${one.metric} ${one.label}`.trim()), ['Requests 2xx', 'Requests 4xx', 'Duration', 'BackendDuration']);
    assert.deepEqual(read.out.series[0].points.map(point => point.value), [10, 20, 30]);
    assert.equal((await context.azure(['metrics', '--service', 'apim-dev', '--timespan', 'soon'])).code, 2);
  },

  async traces(context) {
    const { assert, folder } = context;
    const server = await context.serve({});
    const request = path.join(folder, 'request.json'), local = path.join(folder, 'local.json');
    fs.writeFileSync(request, JSON.stringify({ method: 'POST', url: '/api1/chat/completions', body: { messages: [] } }));
    fs.writeFileSync(local, JSON.stringify({ traceEntries: { inbound: [{ source: 'api-inspector', elapsed: '00:00:00.0020000', data: { a: 1 } }, { source: 'set-header', elapsed: '00:00:00.0030000', data: {} }] } }));
    const args = ['trace', '--service', 'apim-dev', '--api', 'api-01', '--request', request];
    const traced = await context.azure([...args, '--local-trace', local]);
    assert.equal(traced.code, 0, traced.text + traced.stderr);
    assert.deepEqual([traced.out.status, traced.out.traceId], [200, 'trace-1']);
    assert.deepEqual(JSON.parse(traced.out.body).answer, { messages: [] });
    assert.deepEqual(traced.out.comparison.map(step => [step.source, step.result]), [['api-inspector', 'different'], ['set-header', 'onlyLocal']]);
    assert.deepEqual(traced.out.comparison[0].differences, ['/a: (none) -> 1']);
    const asked = server.calls.find(call => /listDebugCredentials$/.test(call.path));
    assert.ok(asked, 'a debug token was asked for');
    fs.writeFileSync(local, '{}');
    assert.equal((await context.azure([...args, '--local-trace', local])).code, 2);
    assert.ok(!traced.text.includes('debug-token') && !traced.text.includes('primary-key'), 'no key in the output');
  },

  async agents(context) {
    const { assert } = context;
    const server = await context.serve({});
    withFoundry(server);
    const here = ['--account', 'foundry-dev', '--project', 'agents'];
    const asked = await context.azure(['agent', 'ask', 'ai-gateway/gpt-4.1-mini', 'Who are you?', ...here, '--keep']);
    assert.equal(asked.code, 0, asked.text + asked.stderr);
    assert.equal(asked.out.text, 'ai-gateway/gpt-4.1-mini heard: Who are you?');
    assert.equal(asked.out.gatewayCalls.length, 1, 'the call of the gateway is shown');
    assert.equal(asked.out.gatewayCalls[0].ResponseCode, 200);
    for (const name of ['b', 'c', 'd']) server.agents.set(name, { name, definition: { model: 'm' } });
    const listed = await context.azure(['agent', 'list', ...here]);
    assert.deepEqual(listed.out.agents.map(agent => agent.name), ['model-gateway-check', 'b', 'c', 'd'], 'all pages');
    assert.equal((await context.azure(['agent', 'delete', 'model-gateway-check', ...here, '--yes'])).out.existed, true);
    assert.equal((await context.azure(['agent', 'delete', 'model-gateway-check', ...here, '--yes'])).out.existed, false);
    const bare = await context.azure(['agent', 'ask', 'gpt-4.1-mini', 'Hi', ...here]);
    assert.deepEqual([bare.code, bare.out.error.code], [2, 'InvalidArgument']);
    const once = await context.azure(['agent', 'ask', 'ai-gateway/gpt-4o', 'Hi', ...here]);
    assert.equal(once.out.kept, false);
    assert.ok(!server.agents.has('model-gateway-check'), 'the agent is deleted again');
  },

  async checksOfAPlan(context) {
    const { assert } = context;
    await context.serve({ exports: true, readOnly: true });
    await context.azure(['import', '--service', 'apim-dev', '--out', context.workspace]);
    const file = path.join(context.workspace, 'apis/api-07/policy.xml');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('<base />', '<base />\n    <set-variable name="r" value="{{region}} {{nowhere}}" />\n    <validate-azure-ad-token tenant-id="t"><client-application-ids><application-id>a</application-id></client-application-ids></validate-azure-ad-token>'));
    const plan = await context.azure(['plan', '--workspace', context.workspace, '--checks']);
    const states = Object.fromEntries(plan.out.checks.map(check => [check.id, check.state]));
    assert.deepEqual(states, { role: 'failed', tier: 'passed', namedValues: 'failed', conflicts: 'passed', secrets: 'passed' }, JSON.stringify(plan.out.checks));
    assert.match(plan.out.checks.find(check => check.id === 'namedValues').detail, /nowhere/);
  },
};
