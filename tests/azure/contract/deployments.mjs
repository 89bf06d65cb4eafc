// Resource groups, deployments and soft deletion, for the contract server. Returns true where the request was one of these.
import crypto from 'node:crypto';

/// The value of "[concat('a', '/b')]"; other names as they are.
export const literal = name => /^\[concat\(/.test(name) ? [...name.matchAll(/'([^']*)'/g)].map(([, part]) => part).join('') : name;

export function deployments(server, asked, operation, send) {
  const path = asked.path;
  server.deletions ??= new Map();
  const deployment = path.match(/^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+)\/providers\/Microsoft\.Resources\/deployments\/([^/]+)(\/[^/]+)?$/i);
  const operations = path.match(/^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+)\/deployments\/([^/]+)\/operations$/i);
  if (deployment) return deploy(server, asked, deployment[1], deployment[2], deployment[3] ?? '', send);
  if (operations) {
    const stored = server.resources.get(`${operations[1]}/providers/Microsoft.Resources/deployments/${operations[2]}`.toLowerCase());
    send(200, { value: (stored?.created ?? []).map((id, i) => ({ operationId: String(i), properties: { provisioningOperation: 'Create', provisioningState: 'Succeeded', timestamp: '2026-01-01T00:00:00Z', duration: 'PT1S', statusCode: 'OK', targetResource: { id, resourceType: server.resources.get(id.toLowerCase())?.type, resourceName: id.split('/').pop() } } })) });
    return true;
  }
  const purge = path.match(/\/locations\/([^/]+)(?:\/resourceGroups\/[^/]+)?\/deleted(?:services|Accounts)\/([^/]+)$/i);
  if (purge) {
    const found = server.deletions.get(purge[2].toLowerCase());
    if (asked.method === 'GET') send(found ? 200 : 404, found ? { id: path, name: purge[2] } : { error: { code: 'ResourceNotFound', message: 'Not deleted.' } });
    else { server.deletions.delete(purge[2].toLowerCase()); send(found ? 200 : 204); }
    return true;
  }
  if (/\/deleted(services|Accounts)$/i.test(path)) {
    const type = /services$/i.test(path) ? 'service' : 'account';
    send(200, { value: [...server.deletions.values()].filter(item => item.kind === type).map(item => item.view) });
    return true;
  }
  if (asked.method === 'DELETE' && /\/(service|accounts)\/[^/]+$/i.test(path)) {
    const stored = server.resources.get(path.toLowerCase());
    if (!stored) return send(204), true;
    if (/accounts/i.test(path) && server.children(path + '/projects').length > 0) return send(409, { error: { code: 'Conflict', message: 'The account has projects.' } }), true;
    for (const key of [...server.resources.keys()]) if (key === path.toLowerCase() || key.startsWith(path.toLowerCase() + '/')) server.resources.delete(key);
    server.deletions.set(stored.name.toLowerCase(), { kind: /accounts/i.test(path) ? 'account' : 'service', view: { name: stored.name, location: stored.body.location, properties: { serviceId: stored.id, location: stored.body.location } } });
    longRunning(server, send, 202);
    return true;
  }
  if (asked.method === 'DELETE' && /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i.test(path)) {
    for (const key of [...server.resources.keys()]) if (key === path.toLowerCase() || key.startsWith(path.toLowerCase() + '/')) server.resources.delete(key);
    longRunning(server, send, 202);
    return true;
  }
  if (asked.method === 'GET' && /^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?\/resources$/i.test(path)) {
    const group = path.slice(0, path.lastIndexOf('/')).toLowerCase() + (/resourcegroups/i.test(path) ? '/providers/' : '/');
    const wanted = asked.query.get('$filter')?.match(/resourceType eq '([^']+)'/i)?.[1];
    const top = [...server.resources.values()].filter(item => item.id.toLowerCase().startsWith(group) && item.type.split('/').length === 2 && !/deployments/i.test(item.type) && (!wanted || wanted.toLowerCase() === item.type.toLowerCase()));
    send(200, { value: top.map(item => ({ id: item.id, name: item.name, type: item.type, location: item.body.location })) });
    return true;
  }
  return false;
}

function longRunning(server, send, status) {
  const address = `/subscriptions/0/operationresults/${crypto.randomUUID()}`;
  let polls = 0;
  server.operations.set(address, (_, answer) => ++polls < 2 ? answer(202, undefined, { Location: `${server.url}${address}`, 'Retry-After': '0' }) : answer(200, {}));
  if (server.options.tablesOnly) send(200);
  else send(status, undefined, { Location: `${server.url}${address}`, 'Retry-After': '0' });
}

function deploy(server, asked, group, name, action, send) {
  const id = `${group}/providers/Microsoft.Resources/deployments/${name}`;
  if (asked.method === 'PUT' || action === '/validate' || action === '/whatIf') {
    if (!server.resources.has(group.toLowerCase())) return send(404, { error: { code: 'ResourceGroupNotFound', message: `Resource group '${group}' could not be found.` } }), true;
    const faults = templateFaults(server, asked.body?.properties?.template);
    if (faults.length > 0) return server.refuse(asked, faults, send), true;
  }
  const resources = () => flatten(asked.body.properties.template.resources, group);
  if (action === '/validate') return send(200, { id, properties: { provisioningState: 'Succeeded' } }), true;
  if (action === '/whatIf') {
    const changes = resources().map(item => ({ resourceId: item.id, changeType: server.resources.has(item.id.toLowerCase()) ? 'NoChange' : 'Create', after: item.body }));
    if (server.options.tablesOnly) return send(200, { status: 'Succeeded', properties: { changes } }), true;
    const address = `/subscriptions/0/operationresults/${crypto.randomUUID()}`;
    server.operations.set(address, (_, answer) => answer(200, { status: 'Succeeded', properties: { changes } }));
    send(202, undefined, { Location: `${server.url}${address}`, 'Retry-After': '0' });
    return true;
  }
  if (action === '/cancel') return send(204), true;
  if (asked.method === 'PUT') {
    const created = resources();
    for (const item of created) server.put(item.id, item.body);
    const outputs = Object.fromEntries(Object.entries(asked.body.properties.template.outputs ?? {}).map(([key, output]) => [key, { type: output.type, value: output.value }]));
    const stored = server.put(id, { properties: { provisioningState: 'Succeeded', outputs, outputResources: created.map(item => ({ id: item.id })), duration: 'PT3S', correlationId: crypto.randomUUID() } });
    stored.created = created.map(item => item.id);
    if (server.options.tablesOnly) return send(200, server.view(stored)), true;
    const address = `${group}/providers/Microsoft.Resources/deployments/${name}/operationStatuses/${crypto.randomUUID()}`.toLowerCase();
    let polls = 0;
    server.operations.set(address, (_, answer) => answer(200, { status: ++polls < 3 ? 'Running' : 'Succeeded' }, { 'Retry-After': '0' }));
    send(201, { ...server.view(stored), properties: { provisioningState: 'Accepted' } }, { 'Azure-AsyncOperation': `${server.url}${address}?api-version=2025-04-01`, 'Retry-After': '0' });
    return true;
  }
  const stored = server.resources.get(id.toLowerCase());
  if (asked.method === 'HEAD') return send(stored ? 204 : 404), true;
  if (asked.method === 'GET') return send(stored ? 200 : 404, stored ? server.view(stored) : { error: { code: 'DeploymentNotFound', message: `Deployment '${name}' could not be found.` } }), true;
  return false;
}

/// Faults of a template against the deployment template schema and the schemas of its resources.
export function templateFaults(server, template) {
  if (!template) return ['the template is missing'];
  const document = [...server.schemas.documents.values()].find(item => /deploymentTemplate/.test(item.id ?? ''));
  const shape = { ...document, properties: { ...document.properties, resources: { type: 'array' } } };
  const faults = server.schemas.validate(template, shape, document, 'template');
  for (const resource of template.resources ?? []) {
    const body = { ...resource };
    for (const member of ['dependsOn', 'scope', 'condition', 'copy', 'comments', 'tags']) delete body[member];
    const found = server.schemas.resource(body);
    if (found === null) faults.push(`no schema for ${resource.type}@${resource.apiVersion}`);
    else faults.push(...found.filter(fault => !/managedIdentity|bearer|CustomMetricsOptedInType/.test(fault)));
  }
  return faults;
}

function flatten(resources, group) {
  return resources.map(resource => {
    const types = resource.type.split('/'), names = literal(resource.name).split('/');
    const own = `/providers/${types[0]}` + names.map((name, i) => `/${types[i + 1]}/${name}`).join('');
    const id = resource.scope ? `${group}/providers/${resource.scope}${own}` : group + own;
    const { type, apiVersion, name, dependsOn, scope, ...body } = resource;
    return { id, body };
  });
}
