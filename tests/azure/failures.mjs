// What the suites of failures share: one import and edit, copied for each case, so that a case costs two or three short programs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { edit, importArguments, snapshot } from './workspace.test.mjs';

export const steps = 6;
export const prefix = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-ai/providers/Microsoft.ApiManagement/service/apim-dev';
let importing, pushing;

/// A server with the service, and a workspace that was imported from it and edited. Every fresh server has the same resources and ETags.
export async function prepared(context) {
  importing ??= (async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mgc-azure-fixture-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    await context.serve({ exports: true });
    const imported = await context.azure(importArguments({ workspace: folder }));
    context.assert.equal(imported.code, 0, imported.stderr.slice(-500));
    edit({ ...context, workspace: folder });
    const plan = await context.azure(['plan', '--workspace', folder]);
    context.assert.equal(plan.out.changes.length, steps);
    return { folder, changes: plan.out.changes };
  })();
  const { folder, changes } = await importing;
  const server = await context.serve({ exports: true });
  fs.cpSync(folder, context.workspace, { recursive: true });
  return { server, changes };
}

/// The same after a push: for what can go wrong while it is undone.
export async function preparedPushed(context) {
  const { server, changes } = await prepared(context);
  const before = snapshot(server);
  pushing ??= (async () => {
    const pushed = await context.azure(['push', '--workspace', context.workspace, '--yes']);
    context.assert.equal(pushed.code, 0, pushed.text);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mgc-azure-fixture-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    fs.cpSync(context.workspace, folder, { recursive: true });
    return { folder, resources: [...server.resources], revision: server.revision };
  })();
  const state = await pushing;
  fs.rmSync(context.workspace, { recursive: true });
  fs.cpSync(state.folder, context.workspace, { recursive: true });
  server.resources = new Map(state.resources.map(([id, stored]) => [id, { ...stored }]));
  server.revision = state.revision;
  server.failures.length = 0;
  return { server, changes, before };
}

export const localFiles = context => fs.readdirSync(context.workspace, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && !entry.parentPath.includes('.model-gateway')).map(entry => [path.join(entry.parentPath, entry.name), fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8')]);

/// The call that changes an item in Azure, as a pattern of the contract server's failures.
export const callOf = (item, method = item.action === 'delete' ? 'DELETE' : 'PUT') => ({ method, path: `^${prefix}${item.id}$`.replace(/[.]/g, '\\.') });
