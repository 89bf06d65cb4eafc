// What the console asks beside Azure Resource Manager: metrics, permissions, logs, Foundry's agents, the gateway itself. Returns true where the
// request was one of these. Agents are checked against the table of Microsoft's own SDK.
import fs from 'node:fs';
import path from 'node:path';
import { whiteList } from './operations.mjs';

const minute = i => new Date(Date.UTC(2026, 0, 1, 12, i)).toISOString().replace('.000', '');
let agentTable;

function agents(server, asked, send) {
  const found = asked.path.match(/^\/api\/projects\/([^/]+)(\/.*)$/);
  if (!found) return false;
  if (server.options.foundryToken && asked.headers.authorization !== `Bearer ${server.options.foundryToken}`) return send(401, { error: { code: 'unauthorized', message: 'no token' } }), true;
  const rest = found[2];
  if (rest === '/openai/v1/conversations') return send(200, { id: 'conv_1', object: 'conversation' }), true;
  if (rest === '/openai/v1/responses') {
    const { agent_reference: reference, conversation, input } = asked.body;
    if (!reference || reference.type !== 'agent_reference' || conversation !== 'conv_1' || input?.[0]?.role !== 'user') return send(400, { error: { code: 'invalid_request', message: 'agent_reference, conversation and input are needed' } }), true;
    const agent = server.agents?.get(reference.name);
    if (!agent) return send(404, { error: { code: 'not_found', message: `There is no agent ${reference.name}.` } }), true;
    server.gatewayCalls = (server.gatewayCalls ?? 0) + 1;
    return send(200, { id: 'resp_1', status: 'completed', output: [{ type: 'message', content: [{ type: 'output_text', text: `${agent.definition.model} heard: ${input[0].content}` }] }], usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 } }), true;
  }
  agentTable ??= JSON.parse(fs.readFileSync(path.join(server.options.data, 'operations-ai-projects.json'), 'utf8')).operations
    .map(operation => ({ ...operation, pattern: new RegExp('^' + operation.path.replace(/\{[^}]+\}/g, '[^/:]+') + '$') }));
  const operation = agentTable.find(each => each.method === asked.method && each.pattern.test(rest));
  const faults = !operation ? [`no operation ${asked.method} ${rest} of the agents`] : [...asked.query.keys()].filter(name => !operation.query.includes(name)).map(name => `query ${name}`);
  if (asked.query.get('api-version') !== 'v1') faults.push(`api-version ${asked.query.get('api-version')}`);
  if (faults.length > 0) return server.refuse(asked, faults, send), true;
  server.used.add(`${operation.method} projects:${operation.path}`);
  server.agents ??= new Map();
  const name = rest.split('/')[2];
  if (asked.method === 'POST') {
    const { definition } = asked.body;
    if (definition?.kind !== 'prompt' || !definition.model) return send(400, { error: { code: 'invalid_request', message: 'definition.kind and definition.model are needed' } }), true;
    server.agents.set(name, { name, definition });
    return send(200, { object: 'agent.version', id: `${name}:1`, name, version: '1', definition }), true;
  }
  if (asked.method === 'DELETE') return send(server.agents.delete(name) ? 200 : 404, { object: 'agent.deleted', name, deleted: true }), true;
  // Two on a page, as the cursor has to be followed.
  const all = [...server.agents.values()], after = all.findIndex(agent => agent.name === asked.query.get('after')) + 1, page = all.slice(after, after + 2);
  return send(200, { data: page.map(agent => ({ object: 'agent', name: agent.name, versions: { latest: { definition: agent.definition } } })), last_id: page.at(-1)?.name, has_more: after + 2 < all.length }), true;
}

function logs(server, asked, send) {
  const found = asked.path.match(/^\/v1\/workspaces\/([^/]+)\/query$/);
  if (!found) return false;
  if (asked.headers.prefer !== 'wait=60' || typeof asked.body?.query !== 'string') return server.refuse(asked, ['Prefer or query is missing'], send), true;
  if (/syntax error/.test(asked.body.query)) return send(400, { error: { code: 'BadArgumentError', message: 'The request had some invalid properties', innererror: { code: 'SyntaxError', message: 'A recognition error occurred.' } } }), true;
  const calls = /datetime\(/.test(asked.body.query);
  const columns = [['TimeGenerated', 'datetime'], ['ApiId', 'string'], ['ResponseCode', 'int'], ['TotalTime', 'long']].map(([name, type]) => ({ name, type }));
  const rows = Array.from({ length: calls ? server.gatewayCalls ?? 0 : 3 }, (_, i) => [minute(i), 'api-01', 200, 12 + i]);
  return send(200, { tables: [{ name: 'PrimaryResult', columns, rows }] }), true;
}

export function dataPlanes(server, asked, send) {
  if (asked.path.startsWith('/gateway/')) {
    if (asked.headers['apim-debug-authorization'] !== 'debug-token' || asked.headers['api-key'] !== 'primary-key') return send(401, { statusCode: 401, message: 'Access denied' }), true;
    return send(200, { answer: asked.body ?? null }, { 'Apim-Trace-Id': 'trace-1' }), true;
  }
  if (agents(server, asked, send) || logs(server, asked, send)) return true;
  const listed = whiteList.find(entry => entry.method === asked.method && entry.path.test(asked.path));
  if (!listed) return false;
  if (/metrics$/.test(asked.path)) {
    const names = asked.query.get('metricnames').split(','), aggregation = asked.query.get('aggregation').toLowerCase();
    if (asked.query.get('api-version') !== '2023-10-01' || !/^\d{4}-.*Z\/\d{4}-.*Z$/.test(asked.query.get('timespan')) || asked.query.get('interval') !== 'PT1M') return server.refuse(asked, ['metrics query'], send), true;
    const series = label => ({ metadatavalues: label ? [{ name: { value: 'gatewayresponsecodecategory' }, value: label }] : [], data: [0, 1, 2].map(i => ({ timeStamp: minute(i), [aggregation]: 10 * (i + 1) })) });
    return send(200, { value: names.map(name => ({ name: { value: name }, unit: name === 'Requests' ? 'Count' : 'MilliSeconds', timeseries: asked.query.has('$filter') ? [series('2xx'), series('4xx')] : [series('')] })) }), true;
  }
  return send(200, { value: [{ actions: ['*'], notActions: server.options.readOnly ? ['Microsoft.ApiManagement/service/*/write'] : [] }] }), true;
}
