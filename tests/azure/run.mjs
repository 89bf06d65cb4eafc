// node run.mjs SUITE.test.mjs CONSOLE DATA-FOLDER [FILTER]: runs the exported tests {name: async context => ...} of a suite, each with a fresh
// contract server, HOME and folder. Exit 77: the data folder is not there (a public clone).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ContractServer } from './contract/server.mjs';

const [suite, program, data, filter] = process.argv.slice(2);
if (!fs.existsSync(data)) {
  console.log(`skipped: ${data} is not there`);
  process.exit(77);
}
const { tests, parallel = 1 } = await import(pathToFileURL(path.resolve(suite)));
let failed = 0, passed = 0;
const queue = Object.entries(tests).filter(([name]) => !filter || name.includes(filter));
// A suite may ask for some tests at a time: most of their time is waiting.
await Promise.all(Array.from({ length: parallel }, async () => { while (queue.length > 0) await one(...queue.shift()); }));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

async function one(name, run) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mgc-azure-'));
  const servers = [];
  const cleanups = [];
  const context = { assert, folder, data, program, workspace: path.join(folder, 'workspace'), onEnd: action => cleanups.push(action) };
  context.serve = async options => {
    const server = await new ContractServer(data, options).listen();
    servers.push(server);
    server.cloud = path.join(folder, `cloud-${servers.length}.json`);
    fs.writeFileSync(server.cloud, JSON.stringify(server.cloudFile()));
    context.server = server;
    return server;
  };
  /// Runs `azure ARGUMENTS` with --format json; {code, out (parsed), stderr}. `interrupt(text)` true: SIGINT when stderr says so.
  context.azure = (args, { interrupt, onText, plain, env = {} } = {}) => new Promise(resolve => {
    const child = spawn(program, ['azure', ...args, '--cloud', context.server.cloud, ...(plain ? [] : ['--credential', 'token-env']), '--format', 'json'], {
      env: { PATH: process.env.PATH, HOME: folder, MGC_ACCESS_TOKEN: 'SECRET-access-token', ...env }, cwd: folder });
    let out = '', stderr = '', sent = false;
    child.stdout.on('data', text => { out += text; });
    child.stderr.on('data', text => {
      stderr += text;
      onText?.(stderr);
      if (interrupt?.(stderr) && !sent) { sent = true; child.kill('SIGINT'); }
    });
    child.on('close', code => {
      let parsed;
      try { parsed = JSON.parse(out); } catch { parsed = undefined; }
      resolve({ code, out: parsed, text: out, stderr });
    });
  });
  const began = performance.now();
  try {
    await run(context);
    for (const server of servers) if (!context.allowFaults) assert.deepEqual(server.faults, [], 'requests outside the contract');
    for (const file of filesOf(folder)) assert.ok(!fs.readFileSync(file, 'utf8').includes('SECRET-'), `a secret is in ${file}`);
    ++passed;
    console.log(`ok   ${name} (${Math.round(performance.now() - began)} ms)`);
  } catch (error) {
    ++failed;
    console.log(`FAIL ${name}\n${String(error?.stack ?? error).slice(0, 3000).replace(/^/gm, '       ')}`);
  } finally {
    for (const action of cleanups) action();
    for (const server of servers) server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
export function filesOf(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => entry.isDirectory() ? filesOf(path.join(folder, entry.name)) : entry.isFile() ? [path.join(folder, entry.name)] : []);
}
