// Every request that the client can make is one of Microsoft's operations. The list of requests is made from the sources: each call in core/azure
// says what it is for ("Reading the trace"), and the commands list their calls with these words. A call that no command here makes, and a request
// that neither a table nor the white list has, fails the test.
import fs from 'node:fs';
import path from 'node:path';
import { whiteList } from './contract/operations.mjs';
import { serviceId } from './contract/seed.mjs';
import { withFoundry } from './observe.test.mjs';
import { edit, importArguments } from './workspace.test.mjs';

const sources = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../../core/azure');
const subscription = '00000000-0000-0000-0000-000000000001';

/// The fixed beginning of every purpose in the sources.
function purposes() {
  const found = new Set();
  for (const file of fs.readdirSync(sources, { recursive: true }).filter(name => /\.cpp$/.test(name) && !name.startsWith('demo'))) {
    const text = fs.readFileSync(path.join(sources, file), 'utf8');
    for (const [, words] of text.matchAll(/"((?:Reading|Listing|Looking|Asking|Getting|Making|Creating|Deleting|Letting|Deploying|Cancelling|Putting|Starting|Exporting)[^"]*)"/g)) found.add(words);
  }
  return [...found].filter(words => !/[.:]$/.test(words));
}

/// The members of each command's JSON as README.md's reference lists them: {command: {name: isAlwaysThere}}.
function documented() {
  const readme = fs.readFileSync(path.join(sources, '../../README.md'), 'utf8');
  const commands = {};
  for (const [, command, cell] of readme.matchAll(/^\| `((?:login|logout|whoami|list|import|plan|push|undo-push|deploy-lab|clean-up|connection|query|metrics|trace|agent)[^`]*)` \| (.*) \|$/gm)) {
    const members = (commands[command.replace(/ [A-Z].*/, '')] = {});
    // Every piece of code up to the first semicolon is a list of members; brackets hold the members of members.
    for (const [, code] of cell.split(';')[0].matchAll(/`([^`]*)`/g)) {
      let flat = code;
      for (let before = ''; before !== flat;) { before = flat; flat = flat.replace(/[[{][^[\]{}]*[\]}]/g, ''); }
      for (const name of flat.split(',').map(part => part.trim()).filter(part => /^\w+\??$/.test(part))) members[name.replace('?', '')] = !name.endsWith('?');
    }
  }
  return commands;
}

export const tests = {
  async everyCallIsAnOperation(context) {
    const { assert, folder, workspace } = context;
    const server = await context.serve({ exports: true });
    withFoundry(server);
    server.put(`${serviceId}/apis/graph`, { properties: { displayName: 'Graph', path: 'graph', protocols: ['https'], type: 'graphql', apiRevision: '1', isCurrent: true } });
    server.put(`${serviceId}/apis/graph/schemas/graphql`, { properties: { contentType: 'application/vnd.ms-azure-apim.graphql.schema', document: { value: 'type Query { a: String }' } } });
    const seen = [], outputs = {};
    const run = async (args, options = {}) => {
      const done = await context.azure([...args, '--show-calls'], options);
      for (const [, words] of done.stderr.matchAll(/ # (.*), \d+ ms$/gm)) seen.push(words);
      if (!options.mayFail && !args.includes('--what-if')) (outputs[/^(connection|agent)$/.test(args[0]) ? `${args[0]} ${args[1]}` : args[0]] ??= []).push(done.out);
      if (!options.mayFail) assert.equal(done.code, 0, args.join(' ') + '\n' + done.stderr.slice(-600) + done.text.slice(0, 600));
      return done;
    };
    for (const kind of ['tenants', 'subscriptions', 'resource-groups', 'services', 'accounts', 'app-insights', 'log-analytics']) await run(['list', kind]);
    const here = ['--account', 'foundry-dev'];
    for (const kind of ['projects', 'deployments', 'connections']) await run(['list', kind, ...here]);
    await run(['list', 'connections', ...here, '--project', 'agents']);

    await run(importArguments(context));
    edit(context);
    const put = (file, body) => { fs.mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true }); fs.writeFileSync(path.join(workspace, file), typeof body === 'string' ? body : JSON.stringify(body)); };
    // One new entity of every kind that has a place in a workspace, so that each kind is created, read, undone.
    put('named values/fresh/namedValueInformation.json', { properties: { displayName: 'fresh', value: '1' } });
    put('tags/fresh/tagInformation.json', { properties: { displayName: 'Fresh' } });
    put('version sets/fresh/versionSetInformation.json', { properties: { displayName: 'Fresh', versioningScheme: 'Segment' } });
    put('loggers/fresh/loggerInformation.json', { properties: { loggerType: 'azureMonitor', isBuffered: false } });
    put('groups/fresh/groupInformation.json', { properties: { displayName: 'Fresh' } });
    put('products/fresh/productInformation.json', { properties: { displayName: 'Fresh', state: 'published' } });
    put('products/fresh/policy.xml', '<policies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>\n');
    put('apis/fresh/apiInformation.json', { properties: { displayName: 'Fresh', path: 'fresh', protocols: ['https'] } });
    put('apis/fresh/specification.json', { openapi: '3.0.1', info: { title: 'Fresh', version: '1' }, paths: { '/a': { get: { operationId: 'a', responses: { 200: { description: '' } } } } } });
    put('apis/fresh/policy.xml', '<policies>\n  <inbound>\n    <base />\n  </inbound>\n</policies>\n');
    put('subscriptions/fresh/subscriptionInformation.json', { properties: { displayName: 'Fresh', scope: '/apis', state: 'active' } });
    const planned = await run(['plan', '--workspace', workspace, '--checks']);
    assert.ok(planned.out.changes.length >= 16, planned.text);
    await run(['push', '--workspace', workspace, '--yes']);
    await run(['undo-push', '--workspace', workspace, '--yes']);

    const place = ['--subscription', subscription, '--resource-group', 'lab-all'];
    await run(['deploy-lab', ...place, '--yes']);
    await run(['deploy-lab', ...place, '--what-if']);
    server.failures.push({ method: 'GET', path: '/operationStatuses/', kind: 'slow', times: 1 });
    await run(['deploy-lab', ...place, '--yes'], { mayFail: true, interrupt: text => text.includes('# Deploying the lab') });
    await run(['clean-up', ...place, '--yes']);
    // A group without a ledger is looked through; one that was there before stays.
    const theirs = ['--subscription', subscription, '--resource-group', 'lab-theirs'];
    server.put(`/subscriptions/${subscription}/resourcegroups/lab-theirs`, { location: 'swedencentral', properties: {} });
    await run(['deploy-lab', ...theirs, '--yes', '--workspace', folder + '/one']);
    await run(['clean-up', ...theirs, '--yes', '--workspace', folder + '/two'], { mayFail: true });

    const connection = path.join(folder, 'connection.json');
    fs.writeFileSync(connection, JSON.stringify({ name: 'ai-gateway', properties: { category: 'ApiManagement', authType: 'ApiKey', target: `${server.url}/gateway/x`, isSharedToAll: true, metadata: { deploymentInPath: 'true', models: JSON.stringify([{ name: 'm', properties: { model: { name: 'm', version: '', format: 'OpenAI' } } }]) } } }));
    for (const project of [[], ['--project', 'agents']]) {
      await run(['connection', 'create', connection, ...here, ...project, '--yes'], { env: { MGC_CONNECTION_KEY: 'k' } });
      await run(['connection', 'validate', 'ai-gateway', ...here, ...project], { mayFail: true });
      await run(['connection', 'delete', 'ai-gateway', ...here, ...project, '--yes']);
    }
    await run(['query', 'errors']);
    await run(['metrics', '--service', 'apim-dev']);
    const request = path.join(folder, 'request.json');
    fs.writeFileSync(request, JSON.stringify({ url: '/api1/chat/completions', body: {} }));
    await run(['trace', '--service', 'apim-dev', '--api', 'api-01', '--request', request]);
    await run(['agent', 'ask', 'ai-gateway/m', 'Hi', ...here, '--project', 'agents']);
    await run(['agent', 'list', ...here, '--project', 'agents']);

    await run(['whoami']);
    await run(['connection', 'export', connection, '--out', path.join(folder, 'exported')]);
    await run(['agent', 'delete', 'nobody', ...here, '--project', 'agents', '--yes']);
    const valid = documented();
    for (const [command, all] of Object.entries(outputs))
      for (const out of all) {
        assert.ok(valid[command], `README.md does not document ${command}`);
        const names = Object.keys(out).filter(name => name !== 'ok');
        assert.deepEqual(names.filter(name => !(name in valid[command])), [], `${command}: members that README.md does not have`);
        assert.deepEqual(Object.keys(valid[command]).filter(name => valid[command][name] && !(name in out)), [], `${command}: members that only README.md has`);
      }
    for (const command of Object.keys(valid)) if (!/log(in|out)|connection validate/.test(command)) assert.ok(outputs[command], `${command} is documented and was run`);

    const missing = purposes().filter(words => !seen.some(said => said.startsWith(words)));
    assert.deepEqual(missing, [], 'calls in the sources that were not made here');
    const outside = server.calls.filter(call => whiteList.some(entry => entry.method === call.method && entry.path.test(call.path)));
    for (const entry of whiteList.filter(entry => !/gateway itself/.test(entry.why))) assert.ok(outside.some(call => entry.path.test(call.path)), `the white list has an entry that is not used: ${entry.path}`);
    console.log(`     ${server.calls.length} requests, ${server.used.size} operations of the tables, ${purposes().length} kinds of call in the sources, ${whiteList.length} entries in the white list`);
  },
};
