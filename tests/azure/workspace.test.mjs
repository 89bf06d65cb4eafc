// import -> plan -> edit -> push -> undo push on a service of 50 APIs and 200 operations.
import fs from 'node:fs';
import path from 'node:path';

export const importArguments = ({ workspace }) => ['import', '--service', 'apim-dev', '--out', workspace];
const read = (context, file) => fs.readFileSync(path.join(context.workspace, file), 'utf8');
const write = (context, file, text) => { fs.mkdirSync(path.dirname(path.join(context.workspace, file)), { recursive: true }); fs.writeFileSync(path.join(context.workspace, file), text); };
const backend = { properties: { url: 'https://north.example/openai', protocol: 'http' } };

/// An edit of each kind: policy, backend with a secret, new backend and fragment, deletion.
export function edit(context) {
  const policy = 'apis/api-07/operations/chat/policy.xml';
  write(context, policy, read(context, policy).replace('"500"', '"1000"'));
  const east = 'backends/aoai-eastus/backendInformation.json';
  write(context, east, read(context, east).replace('eastus.example', 'eastus2.example'));
  write(context, 'backends/aoai-north/backendInformation.json', JSON.stringify(backend, null, 2));
  write(context, 'policy fragments/limits/policyFragmentInformation.json', JSON.stringify({ properties: { description: 'Limits' } }));
  write(context, 'policy fragments/limits/policy.xml', '<fragment>\n  <include-fragment fragment-id="outer" />\n</fragment>\n');
  write(context, 'products/starter/policy.xml', read(context, 'products/starter/policy.xml').replace('<base />', '<base />\n    <include-fragment fragment-id="limits" />'));
  fs.rmSync(path.join(context.workspace, 'products/starter/groups'), { recursive: true });
}
const edited = ['/apis/api-07/operations/chat/policies/policy', '/backends/aoai-eastus', '/backends/aoai-north', '/policyFragments/limits', '/products/starter/groups/partners', '/products/starter/policies/policy'];

async function roundTrip(context, options) {
  const { assert } = context;
  const server = await context.serve(options);
  const imported = await context.azure(importArguments(context));
  assert.equal(imported.code, 0, imported.stderr.slice(-2000) + imported.text.slice(0, 2000));
  assert.equal(imported.out.counts.api, 50);
  if (options.exports) assert.equal(imported.out.counts.specification, 50);
  else assert.equal(imported.out.counts.operation, 200);
  assert.equal(imported.out.counts.policy, 102);
  assert.equal(JSON.parse(read(context, 'backends/aoai-pool/backendInformation.json')).properties.pool.services[0].id, '/backends/aoai-eastus');
  assert.deepEqual(JSON.parse(read(context, 'named values/appinsights-key/namedValueInformation.json')).properties.value, undefined);
  assert.equal(JSON.parse(read(context, 'diagnostics/azuremonitor/diagnosticInformation.json')).properties.largeLanguageModel.logs, 'enabled');
  assert.ok(!fs.existsSync(path.join(context.workspace, 'subscriptions/master')));
  assert.match(read(context, 'apis/api-01/policy.xml'), /@\(context\.Api\.Id \+ "1"\)/);

  const nothing = await context.azure(['plan', '--workspace', context.workspace]);
  assert.equal(nothing.code, 0, nothing.stderr.slice(-800));
  assert.deepEqual(nothing.out.changes, []);

  const before = snapshot(server);
  edit(context);
  const planned = await context.azure(['plan', '--workspace', context.workspace]);
  assert.equal(planned.code, 0, planned.stderr.slice(-800));
  assert.deepEqual(planned.out.changes.map(item => item.id).sort(), edited);
  assert.match(planned.out.changes.find(item => item.id.startsWith('/apis')).diff, /-.*tokens-per-minute="500"[\s\S]*\+.*tokens-per-minute="1000"/);
  assert.deepEqual(planned.out.summary, { create: 2, update: 3, delete: 1, conflicts: 0, blocked: 0, unchanged: planned.out.summary.unchanged });
  assert.deepEqual(snapshot(server), before, 'a plan changes nothing');

  const unconfirmed = await context.azure(['push', '--workspace', context.workspace]);
  assert.equal(unconfirmed.code, 2);
  assert.deepEqual(snapshot(server), before);

  const pushed = await context.azure(['push', '--workspace', context.workspace, '--yes']);
  assert.equal(pushed.code, 0, pushed.stderr.slice(-800) + pushed.text);
  assert.equal(pushed.out.summary.applied, 6);
  const after = snapshot(server);
  assert.match(after['/apis/api-07/operations/chat/policies/policy'].properties.value, /1000/);
  assert.equal(after['/backends/aoai-eastus'].properties.url, 'https://eastus2.example/openai');
  assert.deepEqual(after['/backends/aoai-eastus'].properties.credentials.header, { 'api-key': ['SECRET-backend-key'] }, 'the secret is still there');
  assert.equal(after['/products/starter/groups/partners'], undefined);
  const again = await context.azure(['plan', '--workspace', context.workspace]);
  assert.deepEqual(again.out.changes, []);

  const undone = await context.azure(['undo-push', '--workspace', context.workspace, '--yes']);
  assert.equal(undone.code, 0, undone.stderr.slice(-800) + undone.text);
  assert.equal(undone.out.summary.undone, 6);
  assert.deepEqual(snapshot(server), before, 'all is as before');
  assert.match(read(context, 'apis/api-07/operations/chat/policy.xml'), /1000/, 'the edit is still here');
  const shown = await context.azure(['plan', '--workspace', context.workspace]);
  assert.deepEqual(shown.out.changes.map(item => item.id).sort(), edited, 'the edits show again');
  const none = await context.azure(['undo-push', '--workspace', context.workspace, '--yes']);
  assert.equal(none.code, 2);
}

export function snapshot(server) {
  const all = {};
  for (const item of server.resources.values()) if (/ApiManagement\/service\/apim-dev\//i.test(item.id)) {
    const body = structuredClone(item.body);
    if (body?.properties) { delete body.properties.provisioningState; delete body.properties.createdDate; }
    all[item.id.replace(/^.*apim-dev/, '')] = body;
  }
  return JSON.parse(JSON.stringify(all).replaceAll(/"\/subscriptions\/[^"]*apim-dev/g, '"'));
}

export const tests = {
  async roundTripWithSpecifications(context) { await roundTrip(context, { exports: true }); },
  async roundTripOperationByOperation(context) { await roundTrip(context, {}); },
  async roundTripOnTablesAlone(context) { await roundTrip(context, { tablesOnly: true }); },

  async specificationChange(context) {
    const { assert } = context;
    const server = await context.serve({ exports: true });
    await context.azure(importArguments(context));
    const before = snapshot(server);
    const file = 'apis/api-03/specification.json';
    const specification = JSON.parse(read(context, file));
    specification.paths['/fresh'] = { get: { operationId: 'fresh', responses: { 200: { description: '' } } } };
    write(context, file, JSON.stringify(specification, null, 2));
    const pushed = await context.azure(['push', '--workspace', context.workspace, '--yes']);
    assert.equal(pushed.code, 0, pushed.stderr.slice(-800) + pushed.text);
    assert.ok(snapshot(server)['/apis/api-03/operations/fresh']);
    assert.deepEqual((await context.azure(['plan', '--workspace', context.workspace])).out.changes, []);
    const undone = await context.azure(['undo-push', '--workspace', context.workspace, '--yes']);
    assert.equal(undone.code, 0, undone.stderr.slice(-800) + undone.text);
    assert.deepEqual(Object.keys(snapshot(server)).sort(), Object.keys(before).sort());
  },

  async graphQlSchemaAndResolvers(context) {
    const { assert } = context;
    const server = await context.serve({});
    const at = (id, properties) => server.put(`/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ai/providers/Microsoft.ApiManagement/service/apim-dev${id}`, { properties });
    const schema = 'type Query { user: User }\ntype User { name: String }\n';
    const source = '<http-data-source>\n  <http-request>\n    <set-method>GET</set-method>\n    <set-url>https://people.example/user</set-url>\n  </http-request>\n</http-data-source>\n';
    at('/apis/people', { displayName: 'People', path: 'people', protocols: ['https'], type: 'graphql', subscriptionRequired: true, apiRevision: '1', isCurrent: true });
    at('/apis/people/schemas/graphql', { contentType: 'application/vnd.ms-azure-apim.graphql.schema', document: { value: schema } });
    at('/apis/people/resolvers/user', { displayName: 'User', path: 'Query/user', description: 'Who is it' });
    at('/apis/people/resolvers/user/policies/policy', { format: 'rawxml', value: source });
    const imported = await context.azure(importArguments(context));
    assert.equal(imported.code, 0, imported.stderr.slice(-2000));
    assert.deepEqual([imported.out.counts.resolver, imported.out.counts.specification], [1, 1]);
    assert.equal(read(context, 'apis/people/specification.graphql'), schema);
    assert.equal(read(context, 'apis/people/resolvers/user/policy.xml'), source);
    assert.equal(JSON.parse(read(context, 'apis/people/resolvers/user/resolverInformation.json')).properties.path, 'Query/user');
    assert.deepEqual((await context.azure(['plan', '--workspace', context.workspace])).out.changes, []);

    const before = snapshot(server);
    write(context, 'apis/people/specification.graphql', schema.replace('name: String', 'name: String age: Int'));
    write(context, 'apis/people/resolvers/age/resolverInformation.json', JSON.stringify({ properties: { displayName: 'Age', path: 'User/age' } }));
    write(context, 'apis/people/resolvers/age/policy.xml', source.replace('/user', '/age'));
    write(context, 'apis/fresh/apiInformation.json', JSON.stringify({ properties: { displayName: 'Fresh', path: 'fresh', protocols: ['https'], type: 'graphql' } }));
    write(context, 'apis/fresh/specification.graphql', 'type Query { now: String }\n');
    const pushed = await context.azure(['push', '--workspace', context.workspace, '--yes']);
    assert.equal(pushed.code, 0, pushed.stderr.slice(-800) + pushed.text);
    const after = snapshot(server);
    assert.match(after['/apis/people/schemas/graphql'].properties.document.value, /age: Int/);
    assert.equal(after['/apis/people/resolvers/age'].properties.path, 'User/age');
    assert.match(after['/apis/people/resolvers/age/policies/policy'].properties.value, /people.example\/age/);
    assert.equal(after['/apis/fresh/schemas/graphql'].properties.contentType, 'application/vnd.ms-azure-apim.graphql.schema');
    assert.deepEqual((await context.azure(['plan', '--workspace', context.workspace])).out.changes, []);
    const undone = await context.azure(['undo-push', '--workspace', context.workspace, '--yes']);
    assert.equal(undone.code, 0, undone.stderr.slice(-800) + undone.text);
    assert.equal(snapshot(server)['/apis/people/resolvers/age'], undefined);
    assert.equal(snapshot(server)['/apis/people/schemas/graphql'].properties.document.value, before['/apis/people/schemas/graphql'].properties.document.value);
  },

  async reimportShowsDrift(context) {
    const { assert } = context;
    const server = await context.serve({ exports: true });
    await context.azure(importArguments(context));
    edit(context);
    const touched = id => server.resources.get(`/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ai/providers/Microsoft.ApiManagement/service/apim-dev${id}`.toLowerCase());
    touched('/backends/aoai-westus').body.properties.url = 'https://moved.example';
    touched('/backends/aoai-eastus').body.properties.url = 'https://other.example';
    const again = await context.azure(importArguments(context));
    assert.equal(again.code, 0, again.stderr);
    const drift = Object.fromEntries(again.out.drift.map(item => [item.id, item.what]));
    assert.equal(drift['/backends/aoai-westus'], 'changedInAzure');
    assert.equal(drift['/backends/aoai-eastus'], 'changedOnBoth');
    assert.match(read(context, 'backends/aoai-westus/backendInformation.json'), /moved/);
    assert.match(read(context, 'backends/aoai-eastus/backendInformation.json'), /eastus2/, 'the local edit is kept');
  },

  async commandsAndErrors(context) {
    const { assert } = context;
    context.allowFaults = true;
    await context.serve({ exports: true });
    const who = await context.azure(['whoami']);
    assert.equal(who.code, 0, who.stderr);
    assert.equal(who.out.subscriptions[0].name, 'Contoso AI Dev');
    for (const kind of ['tenants', 'subscriptions', 'resource-groups', 'services', 'accounts', 'app-insights', 'log-analytics']) {
      const listed = await context.azure(['list', kind]);
      assert.equal(listed.code, 0, kind + listed.stderr);
      assert.equal(listed.out.kind, kind);
    }
    assert.equal((await context.azure(['list', 'services'])).out.items[0].name, 'apim-dev');
    const missing = await context.azure(['import', '--service', 'nowhere', '--out', context.workspace]);
    assert.equal(missing.code, 1);
    assert.equal(missing.out.error.code, 'ServiceNotFound');
    assert.equal((await context.azure(['import', '--bogus'])).code, 2);
    assert.equal((await context.azure(['whoami'], { env: { MGC_ACCESS_TOKEN: '' } })).code, 2);
  },
};
