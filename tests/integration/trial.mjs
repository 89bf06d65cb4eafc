// node trial.mjs MODEL-GATEWAY FOLDER: runs every case of FOLDER through `model-gateway try` and compares. A case is a folder with policy.xml,
// case.json and, for scripted answers, backend.json; workspaces lie in FOLDER/workspaces. case.json: {workspace, at, tier, steps, totals}.
// Step: {request, times, expect} or {parallel: request, times, counts: {status: n}}. expect: status, headers (null: absent), body / trace
// (texts that must be in it), variables, calls (URL patterns of the backend requests in order),
// sent (of the backend requests in order: method, headers, body, each where given), metrics. totals: [{url, share, within}].
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [program, folder, filter] = process.argv.slice(2);
const scratch = mkdtempSync(path.join(tmpdir(), 'mgc-trial-'));
let passed = 0, failed = 0;

function compare(expect, response, say) {
  const text = value => value === null || value === undefined ? value : String(value);
  if (expect.status && response.status !== expect.status) say(`status ${response.status}, not ${expect.status}: ${response.body}`);
  for (const [name, wanted] of Object.entries(expect.headers ?? {})) {
    const found = Object.entries(response.headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1].join(',');
    if (text(wanted) !== text(found ?? null)) say(`header ${name} is ${found}, not ${wanted}`);
  }
  if (expect.body === '' && response.body !== '') say(`the body is not empty: ${response.body.slice(0, 300)}`);
  for (const part of [expect.body ?? []].flat()) if (!response.body.includes(part)) say(`the body lacks '${part}': ${response.body.slice(0, 300)}`);
  const trace = JSON.stringify(response.trace);
  for (const part of [expect.trace ?? []].flat()) if (!trace.includes(part)) say(`the trace lacks '${part}'`);
  for (const [name, wanted] of Object.entries(expect.variables ?? {})) if (text(response.variables[name]) !== text(wanted)) say(`variable ${name} is ${response.variables[name]}, not ${wanted}`);
  if (expect.calls) {
    const urls = response.backendRequests.map(one => one.url);
    if (urls.length !== expect.calls.length || !expect.calls.every((pattern, i) => new RegExp(pattern).test(urls[i]))) say(`calls ${JSON.stringify(urls)}, not ${JSON.stringify(expect.calls)}`);
  }
  for (const [index, wanted] of (expect.sent ?? []).entries()) {
    const one = response.backendRequests[index];
    if (!one) { say(`there is no backend request ${index}`); continue; }
    if (wanted.method && one.method !== wanted.method) say(`request ${index} is a ${one.method}, not a ${wanted.method}`);
    if (wanted.body !== undefined && text(one.body) !== wanted.body) say(`request ${index} carries ${one.body}, not ${wanted.body}`);
    for (const [name, value] of Object.entries(wanted.headers ?? {})) {
      const found = Object.entries(one.headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1].join(',');
      if (text(value) !== text(found ?? null)) say(`request ${index}: header ${name} is ${found}, not ${value}`);
    }
  }
  for (const [name, value] of Object.entries(expect.metrics ?? {})) {
    const found = response.metrics.find(one => one.name === name);
    if (found?.value !== value) say(`metric ${name} is ${found?.value}, not ${value}`);
  }
}

for (const name of readdirSync(folder).sort()) {
  const at = path.join(folder, name);
  if (!existsSync(path.join(at, 'case.json')) || (filter && !name.includes(filter))) continue;
  const test = JSON.parse(readFileSync(path.join(at, 'case.json'), 'utf8'));
  const script = test.steps.flatMap(step => step.parallel ? [Array(step.times).fill(step.parallel)] : Array(step.times ?? 1).fill(step.request));
  const requests = path.join(scratch, 'requests.json');
  writeFileSync(requests, JSON.stringify(script));
  const args = ['try', path.join(at, 'policy.xml'), '--request', requests, '--workspace', path.join(folder, 'workspaces', test.workspace), '--at', test.at ?? '2026-01-15T10:00:00Z'];
  if (test.tier) args.push('--tier', test.tier);
  if (existsSync(path.join(at, 'backend.json'))) args.push('--backend', path.join(at, 'backend.json'));
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const problems = [];
  if (run.status !== 0) problems.push(`exit ${run.status}: ${run.stderr}`);
  else {
    const { responses } = JSON.parse(run.stdout);
    let next = 0;
    test.steps.forEach((step, number) => {
      const group = responses.slice(next, next += step.times ?? 1);
      const say = text => { if (problems.length < 10) problems.push(`step ${number + 1}: ${text}`); };
      if (step.counts) {
        const counts = {};
        for (const one of group) counts[one.status] = (counts[one.status] ?? 0) + 1;
        if (JSON.stringify(counts) !== JSON.stringify(step.counts)) say(`statuses ${JSON.stringify(counts)}, not ${JSON.stringify(step.counts)}`);
      }
      for (const one of group) compare(step.expect ?? {}, one, say);
    });
    const urls = responses.flatMap(one => one.backendRequests.map(call => call.url));
    for (const total of test.totals ?? []) {
      const share = urls.filter(url => new RegExp(total.url).test(url)).length / urls.length;
      if (Math.abs(share - total.share) > total.within) problems.push(`${total.url} got ${share.toFixed(3)} of ${urls.length} calls, not ${total.share}`);
    }
  }
  if (problems.length === 0) ++passed;
  else {
    ++failed;
    console.log(`FAIL ${name}\n  ${problems.join('\n  ')}`);
  }
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
