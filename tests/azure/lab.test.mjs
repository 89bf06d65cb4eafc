// deploy-lab and clean-up to the end; the template against Microsoft's schemas and against the lab's resource set (lab.md).
import fs from 'node:fs';
import path from 'node:path';
import { literal, templateFaults } from './contract/deployments.mjs';

const subscription = '00000000-0000-0000-0000-000000000001';
/// reference/azure/lab.md section 2, with the notebook's parameters: type and name without the suffix.
const labResources = [
  'Microsoft.ApiManagement/service apim', 'Microsoft.ApiManagement/service/apis apim/inference-api', 'Microsoft.ApiManagement/service/apis/diagnostics apim/inference-api/applicationinsights',
  'Microsoft.ApiManagement/service/apis/diagnostics apim/inference-api/azuremonitor', 'Microsoft.ApiManagement/service/apis/policies apim/inference-api/policy',
  'Microsoft.ApiManagement/service/backends apim/agents-foundry', 'Microsoft.ApiManagement/service/backends apim/inference-backend-pool', 'Microsoft.ApiManagement/service/backends apim/models-foundry',
  'Microsoft.ApiManagement/service/loggers apim/appinsights-logger', 'Microsoft.ApiManagement/service/loggers apim/azuremonitor', 'Microsoft.ApiManagement/service/subscriptions apim/foundry-subscription',
  'Microsoft.Authorization/roleAssignments apim-role agents-foundry', 'Microsoft.Authorization/roleAssignments apim-role models-foundry',
  'Microsoft.Authorization/roleAssignments deployer-role agents-foundry', 'Microsoft.Authorization/roleAssignments deployer-role models-foundry',
  'Microsoft.CognitiveServices/accounts agents-foundry', 'Microsoft.CognitiveServices/accounts models-foundry',
  'Microsoft.CognitiveServices/accounts/connections agents-foundry/agents-foundry-appInsights', 'Microsoft.CognitiveServices/accounts/connections agents-foundry/ai-gateway',
  'Microsoft.CognitiveServices/accounts/connections models-foundry/models-foundry-appInsights',
  'Microsoft.CognitiveServices/accounts/deployments models-foundry/gpt-4.1-mini', 'Microsoft.CognitiveServices/accounts/deployments models-foundry/gpt-4o-mini',
  'Microsoft.CognitiveServices/accounts/projects agents-foundry/foundry-project-agents-foundry', 'Microsoft.CognitiveServices/accounts/projects models-foundry/foundry-project-models-foundry',
  'Microsoft.Insights/components insights', 'Microsoft.Insights/diagnosticSettings apimDiagnosticSettings', 'Microsoft.OperationalInsights/workspaces workspace',
].sort();

const described = (resource, suffix) => {
  const name = literal(resource.name).replaceAll(`-${suffix}`, '');
  if (resource.type !== 'Microsoft.Authorization/roleAssignments') return `${resource.type} ${name}`;
  const role = JSON.stringify(resource).includes('a97b65f3-24c7-4388-baec-2e87135dc908') ? 'apim-role' : 'deployer-role';
  return `${resource.type} ${role} ${resource.scope.split('/').pop().replace(`-${suffix}`, '')}`;
};

async function throughAll(context, options) {
  const { assert, folder } = context;
  const server = await context.serve(options);
  const template = path.join(folder, 'template.json');
  const args = ['deploy-lab', '--subscription', subscription, '--resource-group', 'lab-test'];
  const asked = await context.azure([...args, '--what-if', '--write-template', template]);
  assert.equal(asked.code, 0, asked.stderr);
  assert.equal(server.resources.has(`/subscriptions/${subscription}/resourcegroups/lab-test`), false, 'what-if makes nothing');

  const written = JSON.parse(fs.readFileSync(template, 'utf8'));
  const suffix = written.resources.find(item => item.type === 'Microsoft.ApiManagement/service').name.replace('apim-', '');
  assert.match(suffix, /^[a-z0-9]{13}$/);
  assert.deepEqual(templateFaults(server, written), []);
  assert.deepEqual(written.resources.map(item => described(item, suffix)).sort(), labResources);
  const text = JSON.stringify(written.outputs);
  assert.ok(!/listSecrets|listKeys/.test(text), 'no secret is an output');
  const by = (type, end) => written.resources.find(item => item.type === type && literal(item.name).endsWith(end)).properties;
  assert.equal(by('Microsoft.ApiManagement/service/apis', 'inference-api').path, 'inference/');
  assert.deepEqual(by('Microsoft.ApiManagement/service/backends', 'pool').pool.services, [{ id: '/backends/models-foundry', weight: 1 }, { id: '/backends/agents-foundry', weight: 0 }]);
  const connection = by('Microsoft.CognitiveServices/accounts/connections', 'ai-gateway');
  assert.equal(connection.category, 'ApiManagement');
  assert.deepEqual(JSON.parse(connection.metadata.models.replace(/^\[\[/, '[')).map(model => model.name), ['gpt-4o-mini', 'gpt-4.1-mini']);
  assert.deepEqual(by('Microsoft.ApiManagement/service/apis/diagnostics', 'azuremonitor').largeLanguageModel, { logs: 'enabled', requests: { messages: 'all', maxSizeInBytes: 262144 }, responses: { messages: 'all', maxSizeInBytes: 262144 } });

  assert.equal((await context.azure(args)).code, 2, 'not without --yes');
  const deployed = await context.azure([...args, '--yes']);
  assert.equal(deployed.code, 0, deployed.stderr.slice(-800) + deployed.text);
  assert.equal(deployed.out.resources.length, labResources.length);
  assert.ok(deployed.out.ledger.every(item => item.state === 'created'));
  assert.deepEqual(deployed.out.keys.subscriptions, ['foundry-subscription']);
  assert.ok(!deployed.text.includes('primary-key'), 'no key in the output');
  assert.equal(deployed.out.outputs.aiGatewayConnectionName, 'ai-gateway');

  const again = await context.azure([...args, '--yes']);
  assert.equal(again.code, 0, again.stderr);

  const began = server.calls.length;
  const cleaned = await context.azure(['clean-up', '--subscription', subscription, '--resource-group', 'lab-test', '--yes']);
  assert.equal(cleaned.code, 0, cleaned.stderr.slice(-800) + cleaned.text);
  const deletions = server.calls.slice(began).filter(call => call.method === 'DELETE').map(call => call.path.replace(/-[a-z0-9]{13}/g, ''));
  const kinds = deletions.map(item => /projects/.test(item) ? 'project' : /deletedAccounts/.test(item) ? 'purge account' : /deletedservices/.test(item) ? 'purge apim' : /accounts/.test(item) ? 'account' : /service/.test(item) ? 'apim' : 'group');
  assert.deepEqual(kinds, ['project', 'project', 'account', 'purge account', 'account', 'purge account', 'apim', 'purge apim', 'group']);
  assert.equal([...server.resources.keys()].filter(key => key.includes('lab-test')).length, 0, 'nothing is left');
  assert.equal(server.deletions.size, 0, 'nothing is kept after deletion');
}

export const tests = {
  async deployAndCleanUp(context) { await throughAll(context, {}); },
  async deployAndCleanUpOnTablesAlone(context) { await throughAll(context, { tablesOnly: true }); },

  async everyInferenceType(context) {
    const { assert, folder } = context;
    const server = await context.serve({});
    for (const [type, path_] of [['AzureOpenAIV1', 'inference/openai/v1'], ['AzureOpenAI', 'inference/openai'], ['AzureAI', 'inference/models'], ['OpenAI', 'inference/'], ['PassThrough', 'inference/']]) {
      const parameters = path.join(folder, 'parameters.json'), template = path.join(folder, `${type}.json`);
      fs.writeFileSync(parameters, JSON.stringify({ parameters: { inferenceAPIType: { value: type }, aiServicesConfig: { value: [{ name: 'one', location: 'eastus' }] }, modelsConfig: { value: [{ name: 'gpt-4o', publisher: 'OpenAI', version: '2024-11-20', sku: 'Standard', capacity: 5, aiservice: 'one' }] } } }));
      const asked = await context.azure(['deploy-lab', '--subscription', subscription, '--resource-group', 'lab', '--parameters', parameters, '--what-if', '--write-template', template]);
      assert.equal(asked.code, 0, asked.stderr);
      const written = JSON.parse(fs.readFileSync(template, 'utf8'));
      assert.deepEqual(templateFaults(server, written), [], type);
      assert.equal(written.resources.find(item => item.type.endsWith('/apis')).properties.path, path_);
      assert.match(written.resources.find(item => item.type.endsWith('/policies')).properties.value, /backend-id="one"/);
    }
    const parameters = path.join(folder, 'bad.json');
    fs.writeFileSync(parameters, '{"parameters": {"apimSku": {"value": "Huge"}, "aiServicesConfig": {"value": []}}}');
    assert.equal((await context.azure(['deploy-lab', '--subscription', subscription, '--parameters', parameters, '--yes'])).code, 2);
  },

  async cleanUpReportsWhatFails(context) {
    const { assert } = context;
    const server = await context.serve({});
    const args = ['--subscription', subscription, '--resource-group', 'lab-test'];
    assert.equal((await context.azure(['clean-up', ...args, '--yes'])).out.error.code, 'NothingToCleanUp');
    const deployed = await context.azure(['deploy-lab', ...args, '--yes']);
    assert.equal(deployed.code, 0, deployed.stderr.slice(-900));
    server.failures.push({ method: 'DELETE', path: '/projects/foundry-project-models-foundry', kind: '500', times: 5 });
    const cleaned = await context.azure(['clean-up', ...args, '--yes']);
    assert.equal(cleaned.code, 1);
    const results = cleaned.out.steps.map(step => step.result);
    assert.equal(results[0], 'failed');
    assert.ok(results.includes('notAttempted'), 'its account and the group are not attempted');
    assert.ok(results.filter(result => result === 'done').length >= 4);
    const rest = await context.azure(['clean-up', ...args, '--yes']);
    assert.equal(rest.code, 0, rest.text);
    assert.equal([...server.resources.keys()].filter(key => key.includes('lab-test')).length, 0);
  },
};
