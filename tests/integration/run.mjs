// node run.mjs SUITE.test.mjs MODEL-GATEWAY NODE_MODULES [FILTER]: runs the exported tests of a suite one after the other.
// A suite exports `tests` = {name: async context => ...} and may export `options` = {arguments, policy(text, name), upstreams(context),
// knownGaps: {test name: what is missing}}; a known gap is shown and does not fail the suite.
// A fresh gateway on the starter workspace serves the whole suite.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Gateway } from './support/gateway.mjs';
import { packages } from './support/packages.mjs';

const [suite, program, modules, filter] = process.argv.slice(2);
if (!modules) {
  console.error('usage: node run.mjs SUITE.test.mjs MODEL-GATEWAY NODE_MODULES [FILTER]');
  process.exit(2);
}
const { tests, options = {} } = await import(pathToFileURL(path.resolve(suite)));
let passed = 0, failed = 0;
const cleanups = [];
const context = { ...packages(modules), program, onEnd: action => cleanups.push(action) };
try {
  context.gateway = await Gateway.start(program, options, context);
  cleanups.push(() => context.gateway.stop());
  for (const [name, run] of Object.entries(tests)) {
    if (filter && !name.includes(filter)) continue;
    const began = performance.now();
    try {
      await withTimeout(run(context), options.timeoutMs ?? 60_000, name);
      if (options.knownGaps?.[name]) {
        ++failed;
        console.log(`FAIL ${name}: this known gap is closed; take it out of knownGaps`);
        continue;
      }
      ++passed;
      console.log(`ok   ${name} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      const gap = options.knownGaps?.[name];
      if (gap) {
        console.log(`GAP  ${name}: ${gap}`);
        continue;
      }
      ++failed;
      console.log(`FAIL ${name}\n${String(error?.stack ?? error).replace(/^/gm, '       ')}`);
      if (context.gateway.exited) {
        console.log(`       the gateway has ended: ${context.gateway.exited}\n${context.gateway.log()}`);
        break;
      }
    }
  }
  const end = await context.gateway.stop();
  if (end !== 'exit 0') {
    ++failed;
    console.log(`FAIL the gateway ends cleanly on SIGTERM: ${end}\n${context.gateway.log()}`);
  }
} catch (error) {
  ++failed;
  console.log(`FAIL set-up\n${error?.stack ?? error}`);
} finally {
  for (const action of cleanups.reverse()) await action();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function withTimeout(work, ms, name) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${name}: no end after ${ms} ms`)), ms); });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
