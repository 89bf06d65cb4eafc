// The operation tables of Microsoft's SDKs (../shared/data/azure) as a checker of requests: method, path, query, headers.
import fs from 'node:fs';
import path from 'node:path';

// Versions that we use on purpose besides the one of a table, and why.
const furtherVersions = {
  apimanagement: {
    '2024-06-01-preview': 'diagnostics with largeLanguageModel',
    '2025-03-01-preview': 'backends with failureResponse or sessionAffinity, APIs with the bearer key parameter',
    '2025-09-01-preview': 'MCP APIs',
  },
  cognitiveservices: { '2025-06-01': 'the lab', '2026-05-01': 'connections of the gateway categories' },
};

/// Requests that no table has, and why they are made all the same. `data`: a data plane of its own, answered by data_planes.mjs.
export const whiteList = [
  { method: 'GET', path: /\/providers\/Microsoft\.Insights\/metrics$/, why: 'Azure Monitor metrics: documented REST API 2023-10-01, no SDK table among the data; also fits resources GET /{resourceId}' },
  { method: 'GET', path: /\/providers\/Microsoft\.Authorization\/permissions$/, why: 'Authorization permissions: documented REST API 2022-04-01, no SDK table among the data; also fits resources GET /{resourceId}' },
  { method: 'POST', path: /^\/v1\/workspaces\/[^/]+\/query$/, why: 'Log Analytics query API, a data plane without a table', data: true },
  { method: 'POST', path: /^\/api\/projects\/[^/]+\/openai\/v1\/(conversations|responses)$/, why: "the OpenAI client's own addresses below a Foundry project; the SDK's table lists its own operations only", data: true },
  { method: 'POST', path: /^\/gateway\//, why: 'a request to the gateway itself, not to Azure', data: true },
];

export function loadTables(folder) {
  const tables = [];
  for (const name of ['apimanagement', 'cognitiveservices', 'deployments', 'subscriptions', 'resources']) {
    const table = JSON.parse(fs.readFileSync(path.join(folder, `operations-${name}.json`), 'utf8'));
    for (const operation of table.operations) {
      const exact = operation.path.split('/').filter(part => !part.startsWith('{')).length;
      tables.push({
        ...operation, table: name, exact,
        versions: [table.apiVersion, ...Object.keys(furtherVersions[name] ?? {})],
        pattern: new RegExp('^' + operation.path.replace(/\/$/, '').split('/').map(part =>
          part === '{resourceId}' || part === '{scope}' || part === '{parentResourcePath}' ? '.+' : part.startsWith('{') ? '[^/]+' : escape(part)).join('/') + '$', 'i'),
      });
    }
  }
  return tables.sort((a, b) => b.exact - a.exact);
}

const escape = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/// The operation a request is, or the faults that keep it from being one.
export function match(tables, request) {
  const candidates = tables.filter(operation => operation.method === request.method && operation.pattern.test(request.path));
  if (candidates.length === 0) return { faults: [`no operation ${request.method} ${request.path}`] };
  let best = null;
  for (const operation of candidates) {
    const faults = faultsOf(operation, request);
    if (faults.length === 0) return { operation, faults };
    best ??= { operation, faults };
  }
  return best;
}

function faultsOf(operation, request) {
  const faults = [];
  const declared = new Map(operation.query.map(name => [name.replace('?', '').toLowerCase(), !name.endsWith('?')]));
  const optionalHere = operation.table === 'deployments' ? ['$top', '$filter', 'forcedeletiontypes'] : [];
  for (const [name, needed] of declared)
    if (needed && !request.query.has(name) && !optionalHere.includes(name)) faults.push(`query ${name} is missing`);
  for (const name of request.query.keys()) if (!declared.has(name.toLowerCase())) faults.push(`query ${name} is not one of the operation's`);
  const version = request.query.get('api-version');
  if (version && !operation.versions.includes(version) && operation.path !== '/{resourceId}') faults.push(`api-version ${version}`);
  for (const header of operation.headers ?? [])
    if (!header.endsWith('?') && !request.headers[header.toLowerCase()]) faults.push(`header ${header} is missing`);
  if (request.headers['if-match'] && !(operation.headers ?? []).some(header => header.replace('?', '') === 'If-Match')) faults.push('header If-Match is not one of the operation\'s');
  if (!/^Bearer .+/.test(request.headers.authorization ?? '')) faults.push('header Authorization is missing');
  if (!/^[0-9a-f-]{36}$/.test(request.headers['x-ms-client-request-id'] ?? '')) faults.push('header x-ms-client-request-id is no GUID');
  if (operation.body && request.body === undefined) faults.push(`the body (${operation.body}) is missing`);
  if (request.body !== undefined && !/^application\/json/.test(request.headers['content-type'] ?? '')) faults.push('Content-Type is not application/json');
  return faults;
}
