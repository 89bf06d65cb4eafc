// What can go wrong while a push is undone, at every step: what is put back and what is not is reported, and undoing again ends it.
import { callOf, preparedPushed, localFiles, steps } from './failures.mjs';
import { snapshot } from './workspace.test.mjs';

export const parallel = 6;

/// A creation is undone by a deletion, the others by putting back what was there.
const undoCall = item => callOf(item, item.action === 'create' ? 'DELETE' : 'PUT');

function assertTruthful(context, server, before, pushed, report) {
  const now = snapshot(server);
  for (const item of report.items) {
    const isBefore = JSON.stringify(now[item.id]) === JSON.stringify(before[item.id]), isAfter = JSON.stringify(now[item.id]) === JSON.stringify(pushed[item.id]);
    if (item.result === 'undone') context.assert.ok(isBefore, `${item.id} is said to be undone`);
    if (item.result === 'failed' || item.result === 'notAttempted') context.assert.ok(isAfter, `${item.id} changed, but is said to be ${item.result}`);
  }
}

async function failAt(context, kind, step, times, code) {
  const { assert } = context;
  const { server, changes, before } = await preparedPushed(context);
  const pushed = snapshot(server), files = JSON.stringify(localFiles(context)), item = changes[step];
  server.failures.push({ ...undoCall(item), kind, times });
  const undo = ['undo-push', '--workspace', context.workspace, '--yes'];
  const first = await context.azure(undo, kind === 'slow' ? { interrupt: text => text.includes(`] ${item.id}\n`) } : {});
  assert.equal(JSON.stringify(localFiles(context)), files, 'nothing is lost here');
  assertTruthful(context, server, before, pushed, first.out);
  if (code !== undefined) assert.equal(first.code, code, first.stderr.slice(-800) + first.text);
  server.failures.length = 0;
  if (first.code !== 0) {
    const again = await context.azure(undo);
    assert.equal(again.code, 0, again.stderr.slice(-800) + again.text);
  }
  assert.deepEqual(snapshot(server), before, 'all is as before the push');
}

export const tests = {};
for (let step = 0; step < steps; ++step) {
  tests[`throttledAtStep${step}`] = context => failAt(context, '429', step, 2, 0);
  tests[`serverErrorAtStep${step}`] = context => failAt(context, '500', step, 9, 1);
  tests[`connectionLostBeforeStep${step}`] = context => failAt(context, 'lost', step, 9, 1);
  tests[`connectionLostAfterStep${step}`] = context => failAt(context, 'lost-after', step, 1);
  tests[`cancelledAtStep${step}`] = context => failAt(context, 'slow', step, 1);
}
