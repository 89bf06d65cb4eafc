// `model-gateway export` of the sample workspaces: the ARM template against Microsoft's schemas, Bicep's files, OpenAPI, APIOps.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { templateFaults } from './contract/deployments.mjs';
import { Schemas } from './contract/schemas.mjs';

const samples = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../../resources/samples');

function exported(context, workspace, as) {
  const out = path.join(context.folder, 'out', path.basename(workspace), as);
  execFileSync(path.join(path.dirname(context.program), 'model-gateway'), ['export', workspace, '--as', as, '--out', out], { stdio: 'pipe' });
  return out;
}
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');

export const tests = {
  async armTemplatesFitTheSchemas(context) {
    const schemas = new Schemas(context.data);
    for (const sample of fs.readdirSync(samples)) {
      const template = JSON.parse(read(exported(context, path.join(samples, sample), 'arm'), 'main.json'));
      // The schema of the API version that exports name does not know MCP APIs yet; that of 2025-09-01-preview does.
      const faults = templateFaults({ schemas }, template).filter(fault => !fault.includes('apis.properties.type: "mcp"'));
      context.assert.deepEqual(faults, [], sample);
      const types = template.resources.map(resource => resource.type.replace('Microsoft.ApiManagement/service/', ''));
      for (const type of ['backends', 'apis', 'apis/policies', 'subscriptions']) context.assert.ok(types.includes(type), `${sample}: ${type}`);
      for (const resource of template.resources) for (const other of resource.dependsOn ?? []) context.assert.match(other, /^\[resourceId\('Microsoft\.ApiManagement\/service\//);
    }
  },

  async bicepLoadsItsFiles(context) {
    for (const sample of fs.readdirSync(samples)) {
      const out = exported(context, path.join(samples, sample), 'bicep');
      const bicep = read(out, 'main.bicep');
      const loaded = [...bicep.matchAll(/loadTextContent\('([^']+)'\)/g)].map(([, file]) => file);
      context.assert.ok(loaded.length > 2);
      for (const file of loaded) context.assert.ok(fs.existsSync(path.join(out, file)), file);
      context.assert.equal((bicep.match(/{/g) ?? []).length, (bicep.match(/}/g) ?? []).length, 'braces');
      const symbols = [...bicep.matchAll(/^resource (\w+) '/gm)].map(([, name]) => name);
      context.assert.equal(new Set(symbols).size, symbols.length, 'symbols are unique');
    }
  },

  async secretsBecomeParameters(context) {
    const workspace = path.join(context.folder, 'secret');
    const put = (file, body) => { fs.mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true }); fs.writeFileSync(path.join(workspace, file), JSON.stringify(body)); };
    put('named values/key/namedValueInformation.json', { properties: { displayName: 'key', secret: true, value: 'hidden-1' } });
    put('backends/b/backendInformation.json', { properties: { url: 'https://b', protocol: 'http', credentials: { header: { 'api-key': ['hidden-2'], other: ['{{key}}'] } } } });
    put('subscriptions/s/subscriptionInformation.json', { properties: { displayName: 's', scope: '/apis', primaryKey: 'hidden-3' } });
    for (const as of ['arm', 'bicep']) {
      const out = exported(context, workspace, as);
      for (const file of fs.readdirSync(out)) context.assert.ok(!/hidden-/.test(read(out, file)), `${as}/${file}`);
    }
    const template = JSON.parse(read(context.folder, 'out/secret/arm/main.json'));
    const parameters = Object.entries(template.parameters).filter(([, parameter]) => parameter.type === 'securestring').map(([name]) => name);
    context.assert.equal(parameters.length, 2);
    context.assert.equal(template.resources.find(resource => resource.type.endsWith('/backends')).properties.credentials.header.other[0], '{{key}}');
    const apiops = exported(context, workspace, 'apiops');
    context.assert.ok(!/hidden-[13]/.test(read(apiops, 'named values/key/namedValueInformation.json') + read(apiops, 'subscriptions/s/subscriptionInformation.json')));
  },

  async openApiDocuments(context) {
    const out = exported(context, path.join(samples, 'starter'), 'openapi');
    for (const file of fs.readdirSync(out)) {
      const document = JSON.parse(read(out, file));
      context.assert.match(document.openapi, /^3\./);
      context.assert.ok(Object.keys(document.paths).length > 0);
      context.assert.match(document.servers[0].url, /^\/inference/);
    }
  },
};
