// node server.mjs DATA-FOLDER [--tables-only] [--export]: Azure Resource Manager as far as the console uses it, for tests. Prints {"url", "cloud"} once
// it listens on loopback. Each request is checked against the operation tables and the body schemas; what does not fit is answered 400 and
// kept in GET /__faults. --tables-only: knows nothing but the tables: no ETags, no long-running operations, no exports.
// POST /__fail {"method","path" (regex),"times","kind"}: the next fitting requests end as kind says: "429", "500", "412", "lost" (nothing
// done), "lost-after" (done, answer lost), "slow" (answers after 400 ms). GET /__calls: what was asked.  POST /__touch {"path","properties"}: somebody else's change.
import http from 'node:http';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadTables, match } from './operations.mjs';
import { Schemas } from './schemas.mjs';
import { seed, serviceId } from './seed.mjs';
import { dataPlanes } from './data_planes.mjs';
import { deployments } from './deployments.mjs';

export const pageSize = 20;

/// Members that the service takes although no published schema has them; a PUT's body needs no name.
const schemaGaps = [/^[^ ]*\.name[: ]/, /credentials\.managedIdentity/, /bearer/, /CustomMetricsOptedInType/];

/// Read once by all servers of a process.
const known = {};

export class ContractServer {
  constructor(data, options = {}) {
    known.tables ??= loadTables(data);
    known.schemas ??= new Schemas(data);
    this.tables = known.tables;
    this.schemas = known.schemas;
    this.options = { ...options, data };
    this.resources = new Map();  // lower-case id -> {id, body, etag, raw}
    this.order = [];
    this.faults = [];
    this.calls = [];
    this.failures = [];
    this.used = new Set();  // operations of the tables that were called well
    this.operations = new Map();
    this.secrets = new Map();
    this.revision = 0;
    seed((id, body, raw) => this.put(id, body, raw));
  }

  put(id, body, raw) {
    const key = id.toLowerCase();
    const name = id.slice(id.lastIndexOf('/') + 1);
    const type = typeOf(id);
    const stored = { id: this.resources.get(key)?.id ?? id, etag: `"${(++this.revision).toString(16)}"`, body: structuredClone(body), raw, name, type };
    this.resources.set(key, stored);
    return stored;
  }

  view(stored) {
    if (stored.raw) return { id: stored.id, ...stored.body };
    const body = structuredClone(stored.body);
    if (/\/namedValues\/[^/]+$/i.test(stored.id) && body.properties?.secret) delete body.properties.value;
    if (/\/subscriptions\/[^/]+$/i.test(stored.id) && /ApiManagement/.test(stored.id)) { delete body.properties.primaryKey; delete body.properties.secondaryKey; }
    if (/\/connections\/[^/]+$/i.test(stored.id)) delete body.properties.credentials;
    return { id: stored.id, type: stored.type, name: stored.name, ...body };
  }

  children(collection) {
    const prefix = collection.toLowerCase() + '/';
    return [...this.resources.values()].filter(item => item.id.toLowerCase().startsWith(prefix) && !item.id.slice(prefix.length).includes('/'));
  }

  async listen() {
    this.server = http.createServer((request, response) => this.receive(request, response));
    await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    this.resources.get(serviceId.toLowerCase()).body.properties.gatewayUrl = `${this.url}/gateway`;
    return this;
  }
  /// For --cloud.
  cloudFile() { return { name: 'contract', authority: this.url, resourceManager: this.url, foundry: this.url, logAnalytics: this.url }; }
  close() { this.server.closeAllConnections(); this.server.close(); }

  async receive(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url, this.url);
    const send = (status, body, headers = {}) => {
      response.writeHead(status, { 'x-ms-request-id': crypto.randomUUID(), 'x-ms-correlation-request-id': crypto.randomUUID(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers });
      response.end(body === undefined || request.method === 'HEAD' ? undefined : JSON.stringify(body));
    };
    if (url.pathname.startsWith('/__')) return this.control(url.pathname, text && JSON.parse(text), send);
    const asked = { method: request.method, path: decodeURIComponent(url.pathname), query: url.searchParams, headers: request.headers, body: text ? JSON.parse(text) : undefined };
    this.calls.push({ method: asked.method, path: asked.path, query: Object.fromEntries(url.searchParams), ifMatch: request.headers['if-match'], token: request.headers.authorization?.replace('Bearer ', '') });
    const failure = this.failures.find(item => item.times > 0 && item.method === asked.method && new RegExp(item.path).test(asked.path));
    if (failure) {
      --failure.times;
      if (failure.kind === '429') return send(429, { error: { code: 'TooManyRequests', message: 'Slow down.' } }, { 'Retry-After': '0' });
      if (failure.kind === '500') return send(500, { error: { code: 'InternalServerError', message: 'Planted.' } }, { 'Retry-After': '0' });
      if (failure.kind === '401') return send(401, { error: { code: 'InvalidAuthenticationToken', message: 'Further claims are needed.' } }, { 'WWW-Authenticate': `Bearer realm="", authorization_uri="${this.url}/tenant", error="insufficient_claims", claims="${Buffer.from(failure.claims).toString('base64')}"` });
      if (failure.kind === '412') return send(412, { error: { code: 'PreconditionFailed', message: 'Resource was modified since last retrieval.' } });
      if (failure.kind === 'lost') return request.socket.destroy();
      if (failure.kind === 'lost-after') { this.answer(asked, () => request.socket.destroy()); return; }
      if (failure.kind === 'slow') await new Promise(resolve => setTimeout(resolve, 400));
    }
    this.answer(asked, send);
  }

  control(name, body, send) {
    if (name === '/__faults') return send(200, this.faults);
    if (name === '/__calls') return send(200, this.calls);
    if (name === '/__resources') return send(200, [...this.resources.values()].map(item => ({ id: item.id, etag: item.etag, body: item.body })));
    if (name === '/__fail') { this.failures.push({ times: 1, ...body }); return send(200, {}); }
    if (name === '/__touch') { const item = this.resources.get(body.path.toLowerCase()); this.put(item.id, { ...item.body, properties: { ...item.body.properties, ...body.properties } }); return send(200, {}); }
    send(404);
  }

  refuse(asked, faults, send) {
    this.faults.push({ method: asked.method, path: asked.path, query: Object.fromEntries(asked.query), faults });
    send(400, { error: { code: 'ContractViolated', message: faults.join('; ') } });
  }

  checkBody(asked) {
    if (!asked.body || asked.method !== 'PUT' || asked.path.includes('/deployments/')) return [];
    const faults = this.schemas.resource({ type: typeOf(asked.path), name: asked.path.slice(asked.path.lastIndexOf('/') + 1), apiVersion: nearest(typeOf(asked.path)), ...asked.body }) ?? [];
    return faults.filter(fault => !schemaGaps.some(gap => gap.test(fault)));
  }

  answer(asked, send) {
    if (!this.options.strict && dataPlanes(this, asked, send)) return;
    if (this.operations.has(asked.path.toLowerCase())) return this.operations.get(asked.path.toLowerCase())(asked, send);
    const { operation, faults } = match(this.tables, asked);
    if (operation && faults.length === 0) this.used.add(`${operation.method} ${operation.path}`);
    const all = [...faults, ...this.checkBody(asked)];
    if (all.length > 0) return this.refuse(asked, all, send);
    const special = deployments(this, asked, operation, send);
    if (special) return;
    const stored = this.resources.get(asked.path.toLowerCase());
    const etag = stored && !this.options.tablesOnly ? { ETag: stored.etag } : {};
    switch (asked.method) {
      case 'HEAD':
        return stored ? send(operation.responses?.['204'] !== undefined && !operation.responses?.['200'] ? 204 : 200, undefined, etag) : send(404);
      case 'GET': return this.get(asked, stored, etag, send);
      case 'PUT': return this.write(asked, stored, operation, send);
      case 'PATCH': return this.write(asked, stored, operation, send);
      case 'DELETE': return this.remove(asked, stored, send);
      case 'POST': return this.post(asked, stored, send);
    }
  }

  get(asked, stored, etag, send) {
    if (asked.query.get('export') === 'true') {
      if (!stored || !this.options.exports || this.options.tablesOnly) return send(stored ? 200 : 404, stored ? this.view(stored) : notFound(asked.path));
      const link = `/exports/${stored.name.toLowerCase()}`;
      this.operations.set(link, (_, answer) => answer(200, specificationOf(this, stored)));
      return send(200, { id: stored.id, format: 'openapi+json-link', value: { link: this.url + link } });
    }
    if (stored && !(stored.raw && asked.path.split('/').length < 3)) return send(200, this.view(stored), etag);
    const last = asked.path.slice(asked.path.lastIndexOf('/') + 1).toLowerCase();
    if (/^(policy|default)$/.test(last) || !isCollection(asked.path)) return send(404, notFound(asked.path));
    let items = this.children(asked.path);
    const everywhere = asked.path.match(/^(\/subscriptions\/[^/]+)\/providers\/([^/]+\/[^/]+)$/i);
    if (everywhere) items = [...this.resources.values()].filter(item => item.id.toLowerCase().startsWith(everywhere[1].toLowerCase() + '/') && item.type.toLowerCase() === everywhere[2].toLowerCase());
    const skip = Number(asked.query.get('$skip') ?? 0);
    const page = items.slice(skip, skip + pageSize).map(item => this.view(item));
    const rest = items.length > skip + pageSize;
    const next = new URL(this.url + asked.path.split('/').map(encodeURIComponent).join('/'));
    next.searchParams.set('api-version', asked.query.get('api-version'));
    next.searchParams.set('$skip', String(skip + pageSize));
    const canPage = /ApiManagement\/service\//.test(asked.path) && !/\/policies$/.test(asked.path);
    send(200, canPage && rest ? { value: page, count: items.length, nextLink: next.href } : { value: canPage ? page : items.map(item => this.view(item)) });
  }

  write(asked, stored, operation, send) {
    const ifMatch = asked.headers['if-match'];
    if (ifMatch && ifMatch !== '*' && (!stored || (stored.etag !== ifMatch && !this.options.tablesOnly))) return send(412, { error: { code: 'PreconditionFailed', message: 'Resource was modified since last retrieval.' } });
    const parent = asked.path.split('/').slice(0, -2).join('/');
    if (/ApiManagement\/service\/.+/i.test(asked.path) && !/\/(apis|policies)$/i.test(parent) && !this.resources.has(parent.toLowerCase())) return send(404, notFound(parent));
    const missing = this.missingReference(asked);
    if (missing) return send(400, { error: { code: 'ValidationError', message: 'One or more fields contain incorrect values:', details: [{ code: 'ValidationError', target: missing.target, message: missing.message }] } });
    const body = asked.body ?? { properties: {} };
    const imported = body.properties?.value !== undefined && /\/apis\/[^/]+$/i.test(asked.path);
    const kept = structuredClone(body);
    if (imported) { delete kept.properties.value; delete kept.properties.format; this.importSpecification(asked.path, body.properties.value); }
    if (stored && /\/namedValues\//.test(asked.path) && kept.properties.secret && kept.properties.value === undefined) return send(400, { error: { code: 'ValidationError', message: 'Value is required.' } });
    const now = this.put(asked.path, kept);
    const status = stored ? 200 : 201;
    if (operation.longRunning && !this.options.tablesOnly) return this.longRunning(asked, now, stored ? 200 : 202, send);
    send(status, this.view(now), this.options.tablesOnly ? {} : { ETag: now.etag });
  }

  longRunning(asked, now, status, send) {
    const id = crypto.randomUUID();
    const address = `${serviceId}/tenant/operationResults/${id}`;
    let polls = 0;
    this.operations.set(address.toLowerCase(), (_, answer) => {
      answer(200, ++polls < 2 ? { status: 'InProgress' } : { status: 'Succeeded', percentComplete: 100 }, { 'Retry-After': '0' });
    });
    send(status, { ...this.view(now), properties: { ...this.view(now).properties, provisioningState: 'InProgress' } },
      { 'Azure-AsyncOperation': `${this.url}${address}?api-version=2024-05-01`, Location: `${this.url}${asked.path}?api-version=2024-05-01&asyncId=${id}&asyncCode=201`, 'Retry-After': '0' });
  }

  importSpecification(path, text) {
    let document;
    try { document = JSON.parse(text); } catch { return; }
    for (const child of this.children(path + '/operations')) this.resources.delete(child.id.toLowerCase());
    for (const [template, methods] of Object.entries(document.paths ?? {}))
      for (const [method, operation] of Object.entries(methods))
        if (operation.operationId) this.put(`${path}/operations/${operation.operationId}`, { properties: { displayName: operation.summary ?? operation.operationId, method: method.toUpperCase(), urlTemplate: template, templateParameters: [], responses: [] } });
  }

  /// Ordering: what a body names must be there.
  missingReference(asked) {
    const text = JSON.stringify(asked.body?.properties ?? {});
    const check = (pattern, collection, target) => {
      for (const [, name] of text.matchAll(pattern)) if (!this.resources.has(`${serviceId}/${collection}/${name}`.toLowerCase())) return { target, message: `There is no ${collection} '${name}'.` };
      return null;
    };
    return check(/fragment-id=\\"([^"\\]+)\\"/g, 'policyFragments', 'value') ?? check(/"id":"\/backends\/([^"]+)"/g, 'backends', 'pool') ?? check(/"loggerId":"(?:[^"]*)\/loggers\/([^"/]+)"/g, 'loggers', 'loggerId') ??
      check(/backend-id=\\"([^"\\]+)\\"/g, 'backends', 'value');
  }

  remove(asked, stored, send) {
    const deleted = this.deletions?.get(asked.path.toLowerCase());
    if (!stored && !deleted) return send(204);
    const ifMatch = asked.headers['if-match'];
    if (stored && ifMatch && ifMatch !== '*' && stored.etag !== ifMatch && !this.options.tablesOnly) return send(412, { error: { code: 'PreconditionFailed', message: 'Resource was modified since last retrieval.' } });
    for (const key of [...this.resources.keys()]) if (key === asked.path.toLowerCase() || key.startsWith(asked.path.toLowerCase() + '/')) this.resources.delete(key);
    send(200);
  }

  post(asked, stored, send) {
    if (/\/listValue$/.test(asked.path)) return send(200, { value: this.resources.get(asked.path.replace(/\/listValue$/, '').toLowerCase())?.body.properties.value });
    if (/\/listSecrets$/.test(asked.path)) return send(200, { primaryKey: 'primary-key', secondaryKey: 'secondary-key' });
    if (/\/listDebugCredentials$/.test(asked.path)) return send(200, { token: 'debug-token' });
    if (/\/listTrace$/.test(asked.path)) return send(200, { serviceName: 'apim-dev', traceId: asked.body.traceId, traceEntries: { inbound: [{ source: 'api-inspector', timestamp: '2026-01-01T00:00:00Z', elapsed: '00:00:00.0001000', data: {} }] } });
    send(404, notFound(asked.path));
  }
}

const notFound = id => ({ error: { code: 'ResourceNotFound', message: `The resource ${id} was not found.` } });
const nearest = type => /ApiManagement/i.test(type) ? '2025-09-01-preview' : /CognitiveServices/i.test(type) ? '2026-05-01' : '2025-04-01';
export function typeOf(id) {
  const at = id.toLowerCase().lastIndexOf('/providers/');
  if (at < 0) return /resourcegroups\/[^/]+$/i.test(id) ? 'Microsoft.Resources/resourceGroups' : 'Microsoft.Resources/subscriptions';
  const parts = id.slice(at + 11).split('/');
  return [parts[0], ...parts.slice(1).filter((_, i) => i % 2 === 0)].join('/');
}
/// After the provider's namespace names and types alternate; a path that ends with a type is a collection.
function isCollection(id) {
  const at = id.toLowerCase().lastIndexOf('/providers/');
  return at < 0 ? id.split('/').length % 2 === 0 : id.slice(at + 11).split('/').length % 2 === 0;
}
function specificationOf(server, api) {
  const paths = {};
  for (const operation of server.children(`${api.id}/operations`)) {
    const { urlTemplate, method, displayName } = operation.body.properties;
    (paths[urlTemplate] ??= {})[method.toLowerCase()] = { operationId: operation.name, summary: displayName, responses: { 200: { description: '' } } };
  }
  return { openapi: '3.0.1', info: { title: api.body.properties.displayName, version: '1.0' }, paths };
}

if (process.argv[1] && path.resolve(process.argv[1]) === new URL(import.meta.url).pathname) {
  const data = process.argv[2];
  const server = await new ContractServer(data, { tablesOnly: process.argv.includes('--tables-only'), exports: process.argv.includes('--export') }).listen();
  const cloud = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'mgc-cloud-')), 'cloud.json');
  fs.writeFileSync(cloud, JSON.stringify(server.cloudFile()));
  console.log(JSON.stringify({ url: server.url, cloud }));
}
