// What can go wrong while the lab is deployed and cleaned up: what was made is always in the ledger, and cleaning up again ends it.
import fs from 'node:fs';

export const parallel = 6;
const subscription = '00000000-0000-0000-0000-000000000001';
const group = `/subscriptions/${subscription}/resourcegroups/lab-test`;
const place = ['--subscription', subscription, '--resource-group', 'lab-test'];
const left = server => [...server.resources.keys()].filter(key => key.includes('lab-test'));

const deploySteps = {
  group: { method: 'PUT', path: '(?i)resourcegroups/lab-test$' },
  validate: { method: 'POST', path: '/validate$' },
  whatIf: { method: 'POST', path: '/whatIf$' },
  deployment: { method: 'PUT', path: '/deployments/ai-foundry-model-gateway$' },
  poll: { method: 'GET', path: '/operation[sS]tatuses/' },
};
const cleanUpSteps = {
  project: { method: 'DELETE', path: '/projects/foundry-project-models-foundry$' },
  account: { method: 'DELETE', path: '/accounts/models-foundry-[a-z0-9]+$' },
  purgeAccount: { method: 'DELETE', path: '/deletedAccounts/models-foundry' },
  service: { method: 'DELETE', path: '/service/apim-[a-z0-9]+$' },
  purgeService: { method: 'DELETE', path: '/deletedservices/' },
  group: { method: 'DELETE', path: '/resourcegroups/lab-test$' },
};
const planted = ({ method, path: pattern }) => ({ method, path: pattern.replace('(?i)', '') });

async function deployFails(context, step, kind, times, code) {
  const { assert } = context;
  const server = await context.serve({});
  server.failures.push({ ...planted(deploySteps[step]), kind, times });
  const first = await context.azure(['deploy-lab', ...place, '--yes'], kind === 'slow' ? { interrupt: () => server.calls.some(call => call.method === deploySteps[step].method && new RegExp(planted(deploySteps[step]).path).test(call.path)) } : {});
  assert.equal(first.code, code, first.stderr.slice(-600) + first.text.slice(0, 600));
  server.failures.length = 0;
  const ledgers = fs.readdirSync(context.folder, { recursive: true }).filter(file => /ledger-.*\.json$/.test(file));
  if (left(server).length > 0) assert.equal(ledgers.length, 1, 'what was made is in a ledger');
  if (left(server).length === 0) return;
  const cleaned = await context.azure(['clean-up', ...place, '--yes']);
  assert.equal(cleaned.code, 0, cleaned.text);
  assert.deepEqual(left(server), []);
  assert.equal(server.deletions.size, 0);
}

async function cleanUpFails(context, step, kind, times, code) {
  const { assert } = context;
  const server = await context.serve({});
  const deployed = await context.azure(['deploy-lab', ...place, '--yes']);
  assert.equal(deployed.code, 0, deployed.stderr.slice(-600));
  server.failures.push({ ...planted(cleanUpSteps[step]), kind, times });
  const interrupt = kind === 'slow' ? { interrupt: () => server.calls.some(call => call.method === 'DELETE' && new RegExp(cleanUpSteps[step].path).test(call.path)) } : {};
  const first = await context.azure(['clean-up', ...place, '--yes'], interrupt);
  if (code !== undefined) assert.equal(first.code, code, first.text);
  if (first.code !== 0 && kind !== 'slow') assert.ok(first.out.steps.some(each => each.result === 'failed' && each.error), first.text);
  server.failures.length = 0;
  if (first.code !== 0) {
    const again = await context.azure(['clean-up', ...place, '--yes']);
    assert.equal(again.code, 0, again.text + again.stderr.slice(-500));
  }
  assert.deepEqual(left(server), [], 'nothing is left');
  assert.equal(server.deletions.size, 0, 'nothing is kept soft-deleted');
}

export const tests = {};
for (const step of Object.keys(deploySteps)) {
  tests[`deployThrottledAt_${step}`] = context => deployFails(context, step, '429', 2, 0);
  tests[`deployConnectionLostAt_${step}`] = context => deployFails(context, step, 'lost', 9, 1);
  if (!/validate|whatIf/.test(step)) tests[`deployConnectionLostAfter_${step}`] = context => deployFails(context, step, 'lost-after', 1, 0);
  tests[`deployServerErrorAt_${step}`] = context => deployFails(context, step, '500', 9, 1);
  tests[`deployCancelledAt_${step}`] = context => deployFails(context, step, 'slow', 1, 1);
}
for (const step of Object.keys(cleanUpSteps)) {
  tests[`cleanUpThrottledAt_${step}`] = context => cleanUpFails(context, step, '429', 2, 0);
  tests[`cleanUpServerErrorAt_${step}`] = context => cleanUpFails(context, step, '500', 9, 1);
  tests[`cleanUpConnectionLostAt_${step}`] = context => cleanUpFails(context, step, 'lost', 9, 1);
  tests[`cleanUpConnectionLostAfter_${step}`] = context => cleanUpFails(context, step, 'lost-after', 1);
  tests[`cleanUpCancelledAt_${step}`] = context => cleanUpFails(context, step, 'slow', 1);
}
