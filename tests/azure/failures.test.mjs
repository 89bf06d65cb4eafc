// What can go wrong in the middle of a push, at every step: nothing half applied goes unreported, nothing is lost here.
import fs from 'node:fs';
import path from 'node:path';
import { edit, importArguments, snapshot } from './workspace.test.mjs';

const steps = 6;
const prefix = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ai/providers/Microsoft.ApiManagement/service/apim-dev';

async function prepared(context, options = { exports: true }) {
  const server = await context.serve(options);
  const imported = await context.azure(importArguments(context));
  context.assert.equal(imported.code, 0, imported.stderr.slice(-500));
  edit(context);
  return server;
}

const localFiles = context => fs.readdirSync(context.workspace, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && !entry.parentPath.includes('.model-gateway')).map(entry => [path.join(entry.parentPath, entry.name), fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8')]);

/// The report tells exactly what Azure has now.
function assertTruthful(context, server, before, report) {
  const now = snapshot(server);
  for (const item of report.items) {
    const changed = JSON.stringify(now[item.id]) !== JSON.stringify(before[item.id]);
    if (item.result === 'applied') context.assert.ok(changed, `${item.id} is said to be applied`);
    if (item.result === 'notAttempted' || item.result === 'failed') context.assert.ok(!changed, `${item.id} changed, but is said to be ${item.result}`);
  }
}

/// Plans, lets the call of `step` end as `kind` (more often than there are retries), pushes, and puts all back.
async function failAt(context, kind, step, times, expected) {
  const { assert } = context;
  const server = await prepared(context);
  const before = snapshot(server), files = JSON.stringify(localFiles(context));
  const plan = await context.azure(['plan', '--workspace', context.workspace]);
  const item = plan.out.changes[step];
  server.failures.push({ method: item.action === 'delete' ? 'DELETE' : 'PUT', path: `^${prefix}${item.id}$`.replace(/[.]/g, '\\.'), kind, times });
  const pushed = await context.azure(['push', '--workspace', context.workspace, '--yes']);
  assert.equal(JSON.stringify(localFiles(context)), files, 'nothing is lost here');
  assertTruthful(context, server, before, pushed.out);
  expected(assert, pushed, step);
  server.failures.length = 0;
  const undone = await context.azure(['undo-push', '--workspace', context.workspace, '--yes']);
  if (pushed.out.summary.applied + pushed.out.summary.unknown > 0) assert.equal(undone.code, 0, undone.stderr.slice(-800) + undone.text);
  assert.deepEqual(snapshot(server), before, 'undo puts all back');
  const resumed = await context.azure(['push', '--workspace', context.workspace, '--yes']);
  assert.equal(resumed.code, 0, resumed.stderr.slice(-800) + resumed.text);
  assert.equal(resumed.out.summary.applied, steps);
}

const stopped = (assert, pushed, step) => {
  assert.equal(pushed.code, 1, pushed.text);
  assert.equal(pushed.out.summary.applied, step);
  assert.equal(pushed.out.summary.failed, 1);
  assert.equal(pushed.out.summary.notAttempted, steps - step - 1);
};
const survived = (assert, pushed) => {
  assert.equal(pushed.code, 0, pushed.stderr.slice(-800) + pushed.text);
  assert.equal(pushed.out.summary.applied, steps);
};

export const tests = {};
for (let step = 0; step < steps; ++step) {
  tests[`conflictAtStep${step}`] = context => failAt(context, '412', step, 1, (assert, pushed) => (pushed.code === 0 ? survived : stopped)(assert, pushed, step));
  tests[`throttledAtStep${step}`] = context => failAt(context, '429', step, 2, survived);
  tests[`serverErrorAtStep${step}`] = context => failAt(context, '500', step, 9, stopped);
  tests[`connectionLostBeforeStep${step}`] = context => failAt(context, 'lost', step, 9, stopped);
  tests[`connectionLostAfterStep${step}`] = context => failAt(context, 'lost-after', step, 1, survived);
  tests[`cancelledAtStep${step}`] = async context => {
    const { assert } = context;
    const server = await prepared(context);
    const before = snapshot(server);
    const plan = await context.azure(['plan', '--workspace', context.workspace]);
    const item = plan.out.changes[step];
    server.failures.push({ method: item.action === 'delete' ? 'DELETE' : 'PUT', path: `^${prefix}${item.id}$`, kind: 'slow', times: 1 });
    const pushed = await context.azure(['push', '--workspace', context.workspace, '--yes'], { interrupt: text => text.includes(`] ${item.action} ${item.id}\n`) });
    assertTruthful(context, server, before, pushed.out);
    if (step < steps - 1) assert.equal(pushed.code, 1, pushed.text);
    assert.ok(pushed.out.summary.applied + pushed.out.summary.unknown >= step, pushed.text);
    const undone = await context.azure(['undo-push', '--workspace', context.workspace, '--yes']);
    if (pushed.out.summary.applied + pushed.out.summary.unknown > 0) assert.equal(undone.code, 0, undone.stderr.slice(-800) + undone.text);
    assert.deepEqual(snapshot(server), before);
  };
}

tests.conflictFoundByThePlan = async context => {
  const { assert } = context;
  const server = await prepared(context);
  server.put(`${prefix}/backends/aoai-eastus`, { properties: { url: 'https://somebody.else', protocol: 'http' } });
  const before = snapshot(server);
  const plan = await context.azure(['plan', '--workspace', context.workspace]);
  assert.equal(plan.code, 1);
  assert.equal(plan.out.changes.find(item => item.id === '/backends/aoai-eastus').conflictReason, 'changedInAzure');
  const pushed = await context.azure(['push', '--workspace', context.workspace, '--yes']);
  assert.equal(pushed.code, 1);
  assert.deepEqual(snapshot(server), before, 'nothing is pushed');
  const rest = await context.azure(['push', '--workspace', context.workspace, '--yes', '--skip-conflicts']);
  assert.equal(rest.code, 0, rest.text);
  assert.equal(snapshot(server)['/backends/aoai-eastus'].properties.url, 'https://somebody.else');
  server.put(`${prefix}/backends/aoai-north`, { properties: { url: 'https://changed.after.push', protocol: 'http' } });
  const undone = await context.azure(['undo-push', '--workspace', context.workspace, '--yes']);
  assert.equal(undone.code, 1);
  assert.equal(undone.out.items.find(item => item.id === '/backends/aoai-north').result, 'failed');
  assert.equal(undone.out.summary.undone, 4);
};

tests.importCancelledKeepsWhatIsThere = async context => {
  const { assert } = context;
  await context.serve({ exports: true });
  const cut = await context.azure(importArguments(context), { interrupt: text => text.includes('/apis/api-05') });
  assert.equal(cut.code, 1);
  assert.equal(cut.out.complete, false);
  assert.ok(fs.existsSync(path.join(context.workspace, 'backends/aoai-pool/backendInformation.json')));
  const rest = await context.azure(importArguments(context));
  assert.equal(rest.code, 0);
  assert.equal(rest.out.counts.api, 50);
  assert.deepEqual((await context.azure(['plan', '--workspace', context.workspace])).out.changes, []);
};
