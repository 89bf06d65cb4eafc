// Starts `model-gateway run` as a user would, on free ports, and talks to its management API.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync, existsSync, rmSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export class Gateway {
  #process; #folder; #output = ''; exited = null;

  /** options.arguments: more arguments; options.policy: (text, relativePath) => changed text, applied to a copy of the starter workspace;
   *  options.sample: the sample workspace to copy (starter); options.files: {path in the workspace: text or JSON} written into that copy, or async context => that;
   *  options.profile: simulator profile members; options.upstreams: async context => {backendId: url}. */
  static async start(program, options, context) {
    const gateway = new Gateway();
    gateway.#folder = mkdtempSync(path.join(tmpdir(), 'mgc-integration-'));
    const ready = path.join(gateway.#folder, 'ready.json');
    const args = ['run'];
    if (options.policy || options.sample || options.files) {
      const workspace = path.join(gateway.#folder, 'workspace');
      const made = spawnSync(program, ['init', workspace, ...(options.sample ? ['--sample', options.sample] : [])]);
      if (made.status !== 0) throw new Error(`model-gateway init: ${made.stderr}`);
      for (const file of files(workspace))
        if (file.endsWith('.xml') && options.policy) writeFileSync(file, options.policy(readFileSync(file, 'utf8'), path.relative(workspace, file)));
      const given = typeof options.files === 'function' ? await options.files(context) : options.files;
      for (const [name, content] of Object.entries(given ?? {})) {
        mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
        writeFileSync(path.join(workspace, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
      }
      args.push(workspace);
    }
    args.push('--listen', '127.0.0.1:0', '--ready-file', ready, '--seed', '7', ...(options.arguments ?? []));
    const upstreams = options.upstreams ? await options.upstreams(context) : {};
    for (const [id, url] of Object.entries(upstreams)) args.push('--upstream', `${id}=${url}`);
    gateway.#process = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: gateway.#folder, XDG_CONFIG_HOME: gateway.#folder, XDG_DATA_HOME: gateway.#folder } });
    for (const stream of [gateway.#process.stdout, gateway.#process.stderr])
      stream.on('data', data => { gateway.#output = (gateway.#output + data).slice(-20_000); });
    gateway.ended = new Promise(resolve => gateway.#process.on('exit', (code, signal) => resolve(gateway.exited = signal ? `signal ${signal}` : `exit ${code}`)));
    for (let waited = 0; !existsSync(ready); waited += 10) {
      if (gateway.exited || waited > 30_000) throw new Error(`the gateway did not come up (${gateway.exited ?? 'still running'}):\n${gateway.#output}`);
      await sleep(10);
    }
    Object.assign(gateway, JSON.parse(readFileSync(ready, 'utf8')));
    gateway.url = gateway.gateway;
    gateway.key = gateway.subscriptionKeys['foundry-subscription'];
    await gateway.setSimulator({ deployments: instantDeployments(await gateway.simulator()), ...(options.profile ?? {}) });
    return gateway;
  }

  log() { return this.#output; }
  async stop() {
    if (!this.exited) this.#process.kill('SIGTERM');
    const late = sleep(30_000).then(() => { if (!this.exited) this.#process.kill('SIGKILL'); });
    const end = await Promise.race([this.ended, late.then(() => this.ended)]);
    rmSync(this.#folder, { recursive: true, force: true });
    return end;
  }

  async manage(method, target, body) {
    const response = await fetch(this.management + target, {
      method, headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) }, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return response.headers.get('content-type')?.includes('json') && text ? JSON.parse(text) : text;
  }
  simulator() { return this.manage('GET', '/v1/simulator'); }
  setSimulator(members) { return this.manage('PUT', '/v1/simulator', members); }
  /** The next event of the metrics stream. */
  async snapshot() {
    const response = await fetch(`${this.management}/v1/metrics/stream?interval=100`, { headers: { authorization: `Bearer ${this.token}` } });
    const reader = response.body.getReader();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done) throw new Error('the metrics stream ended without an event');
      text += Buffer.from(value).toString();
      const event = text.includes('\n\n') && /^data: (.*)$/m.exec(text);
      if (!event) continue;
      await reader.cancel();
      return JSON.parse(event[1]);
    }
  }
  /** Waits until `done(snapshot)` holds; figures are written just after an answer has gone out. */
  async snapshotWhen(done, ms = 5000) {
    for (const end = Date.now() + ms; ;) {
      const snapshot = await this.snapshot();
      if (done(snapshot) || Date.now() > end) return snapshot;
    }
  }

  chat(prompt, more = {}, { deployment = 'gpt-4o-mini', key = this.key, headers = {}, signal } = {}) {
    return fetch(`${this.url}/inference/openai/deployments/${deployment}/chat/completions?api-version=2024-10-21`, {
      method: 'POST', signal, headers: { 'api-key': key, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ messages: [{ role: 'user', content: prompt }], ...more }) });
  }
}

function instantDeployments(simulator) {
  return simulator.deployments.map(one => ({ ...one, latency: 'instant', limiter: 'unlimited' }));
}
function files(folder) {
  return readdirSync(folder).flatMap(name => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? files(file) : [file];
  });
}
export function sleep(ms) { return new Promise(resolve => setTimeout(resolve, ms)); }
