// What can go wrong in the middle of a push, at every step: nothing half applied goes unreported, nothing is lost here.
import fs from 'node:fs';
import path from 'node:path';
import { callOf, localFiles, prefix, prepared, steps } from './failures.mjs';
import { importArguments, snapshot } from './workspace.test.mjs';

export const parallel = 6;

/// The report tells exactly what Azure has now.
function assertTruthful(context, server, before, report) {
  const now = snapshot(server);
  for (const item of report.items) {
    const changed = JSON.stringify(now[item.id]) !== JSON.stringify(before[item.id]);
    if (item.result === 'applied') context.assert.ok(changed, `${item.id} is said to be applied`);
    if (item.result === 'notAttempted' || item.result === 'failed') context.assert.ok(!changed, `${item.id} changed, but is said to be ${item.result}`);
  }
}

/// Lets the call of `step` end as `kind` (more often than there are retries), pushes, and puts all back.
async function failAt(context, kind, step, times, expected) {
  const { assert } = context;
  const { server, changes } = await prepared(context);
  const before = snapshot(server), files = JSON.stringify(localFiles(context));
  server.failures.push({ ...callOf(changes[step]), kind, times });
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
    const { server, changes } = await prepared(context);
    const before = snapshot(server), item = changes[step];
    server.failures.push({ ...callOf(item), kind: 'slow', times: 1 });
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
  const { server } = await prepared(context);
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

// The import reads only; where it is cut short it says so, keeps what it has and goes on the next time.
for (const [kind, at] of [['500', '/apis/api-25/policies/policy'], ['lost', '/namedValues'], ['429', '/apis']])
  tests[`import${kind === '429' ? 'Throttled' : kind === 'lost' ? 'ConnectionLost' : 'ServerError'}`] = async context => {
    const { assert } = context;
    const server = await context.serve({ exports: true });
    server.failures.push({ method: 'GET', path: `^${prefix}${at}$`, kind, times: kind === '429' ? 2 : 9 });
    const cut = await context.azure(importArguments(context));
    assert.equal(cut.code, kind === '429' ? 0 : 1, cut.text.slice(0, 500));
    assert.equal(cut.out.complete, kind === '429');
    if (kind === '429') return assert.equal(cut.out.counts.api, 50);
    server.failures.length = 0;
    const rest = await context.azure(importArguments(context));
    assert.equal(rest.code, 0, rest.text.slice(0, 500));
    assert.equal(rest.out.counts.api, 50);
    assert.deepEqual((await context.azure(['plan', '--workspace', context.workspace])).out.changes, []);
  };
