// Every headless command against a server that knows nothing but Microsoft's operation tables: no ETags, no long-running operations, no exports,
// no data planes. What is not in a table is answered as Azure answers an unknown address, and is a fault of this test.
import fs from 'node:fs';
import { edit, importArguments, snapshot } from './workspace.test.mjs';

const subscription = '00000000-0000-0000-0000-000000000001';

export const tests = {
  async importPlanPushUndoDeployCleanUp(context) {
    const { assert, workspace } = context;
    const server = await context.serve({ tablesOnly: true, strict: true });
    for (const command of [['whoami'], ['list', 'tenants'], ['list', 'services'], ['list', 'accounts'], ['list', 'resource-groups'], ['list', 'log-analytics']]) {
      const run = await context.azure(command);
      assert.equal(run.code, 0, command.join(' ') + run.text);
    }
    const imported = await context.azure(importArguments(context));
    assert.equal(imported.code, 0, imported.text.slice(0, 500));
    assert.equal(imported.out.counts.operation, 200);
    const before = snapshot(server);
    edit(context);
    const plan = await context.azure(['plan', '--workspace', workspace]);
    assert.equal(plan.code, 0, plan.text);
    assert.equal(plan.out.changes.length, 6);
    const pushed = await context.azure(['push', '--workspace', workspace, '--yes']);
    assert.deepEqual([pushed.code, pushed.out.summary.applied], [0, 6], pushed.text);
    const undone = await context.azure(['undo-push', '--workspace', workspace, '--yes']);
    assert.deepEqual([undone.code, undone.out.summary.undone], [0, 6], undone.text);
    assert.deepEqual(snapshot(server), before);
    const place = ['--subscription', subscription, '--resource-group', 'lab-tables', '--workspace', workspace];
    assert.equal((await context.azure(['deploy-lab', ...place, '--what-if'])).code, 0);
    const deployed = await context.azure(['deploy-lab', ...place, '--yes']);
    assert.equal(deployed.code, 0, deployed.text + deployed.stderr.slice(-500));
    assert.ok(fs.readdirSync(`${workspace}/.model-gateway/azure`).some(file => file.startsWith('ledger-')));
    const cleaned = await context.azure(['clean-up', ...place, '--yes']);
    assert.equal(cleaned.code, 0, cleaned.text);
    assert.deepEqual([...server.resources.keys()].filter(key => key.includes('lab-tables')), []);
  },
};
