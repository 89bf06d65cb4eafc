// WebSocket APIs: the official SDK's realtime client and plain WebSockets (npm ws) connect through the gateway, with policies on the
// handshake.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packages } from './support/packages.mjs';

const modules = path.resolve(process.argv[4]);
const require = createRequire(path.join(modules, 'x.js'));
const { WebSocket, WebSocketServer } = require('ws');
const { OpenAIRealtimeWS } = require('openai/realtime/ws');
const { AzureOpenAI, OpenAI } = packages(modules);

// The SDK speaks TLS only: the gateway serves with a certificate of its own making, which this process need not trust.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');
const folder = mkdtempSync(path.join(tmpdir(), 'mgc-realtime-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const [certificate, privateKey] = ['cert.pem', 'key.pem'].map(name => path.join(folder, name));
const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', privateKey, '-out', certificate, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']);
if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);

const policies = (inbound, outbound = '') => `<policies><inbound><base />${inbound}</inbound><backend><base /></backend><outbound><base />${outbound}</outbound><on-error><base /></on-error></policies>`;
const names = { header: 'api-key', query: 'api-key' };
const socketApi = (apiPath, serviceUrl) => ({ properties: { displayName: apiPath, path: apiPath, protocols: ['ws', 'wss'], type: 'websocket', serviceUrl, subscriptionRequired: true, subscriptionKeyParameterNames: names } });

let server, sockets, handshakes;
async function echoServer(context) {
  handshakes = [];
  server = createServer((request, response) => { response.writeHead(426).end('upgrade'); });
  sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    handshakes.push({ url: request.url, headers: request.headers });
    if (request.url.includes('refuse')) return socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\nX-From: backend\r\n\r\nnope');
    sockets.handleUpgrade(request, socket, head, connection => {
      connection.on('message', (data, binary) => connection.send(data, { binary }));
      if (request.url.includes('leave')) connection.close(4001, 'leaving');
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  context.onEnd(() => { for (const one of sockets.clients) one.terminate(); server.close(); });
  return { echo: `http://127.0.0.1:${server.address().port}` };
}

export const options = {
  arguments: ['--certificate', certificate, '--private-key', privateKey],
  files: {
    'apis/realtime/apiInformation.json': socketApi('inference/openai/realtime', 'wss://aoai-eastus.openai.azure.com/openai/realtime'),
    'apis/realtime-v1/apiInformation.json': socketApi('v1/realtime', 'wss://aoai-eastus.openai.azure.com/openai/v1/realtime'),
    'apis/echo/apiInformation.json': socketApi('echo', 'wss://echo.invalid/socket'),
    'apis/echo/operations/onHandshake/policy.xml': policies(
      '<set-backend-service backend-id="echo" /><rate-limit-by-key calls="40" renewal-period="300" counter-key="@(context.Subscription.Id)" /><set-header name="X-Policy" exists-action="override"><value>@(context.Operation.Id)</value></set-header><choose><when condition="@(context.Request.Url.Query.GetValueOrDefault(&quot;room&quot;, &quot;&quot;) == &quot;closed&quot;)"><return-response><set-status code="403" reason="Forbidden" /></return-response></when></choose>',
      '<set-header name="X-Out" exists-action="override"><value>seen</value></set-header>'),
    'backends/echo/backendInformation.json': { properties: { url: 'https://echo.invalid/socket', protocol: 'http' } },
    'policy.xml': '<policies><inbound><set-method>POST</set-method><cors><allowed-origins><origin>*</origin></allowed-origins></cors></inbound><backend><forward-request /></backend><outbound /><on-error /></policies>',
  },
  upstreams: echoServer,
};

const open = (context, target, headers = {}) => new WebSocket(`${context.gateway.url.replace('http', 'ws')}${target}`, { headers: { 'api-key': context.gateway.key, ...headers } });
async function refusal(socket) {
  const [, response] = await once(socket, 'unexpected-response');
  let body = '';
  for await (const piece of response) body += piece;
  return { status: response.statusCode, headers: response.headers, body };
}
/** Sends a prompt and collects the events up to response.done. */
async function converse(socket, prompt) {
  const events = [];
  let resolve, reject;
  const done = new Promise((a, b) => { resolve = a; reject = b; });
  socket.on('event', event => { events.push(event); if (event.type === 'response.done') resolve(); });
  socket.on('error', reject);
  await once(socket.socket, 'open');
  socket.send({ type: 'session.update', session: { instructions: 'Be short.' } });
  socket.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: prompt }] } });
  socket.send({ type: 'response.create' });
  await done;
  return events;
}

export const tests = {
  'SDK realtime, Azure address': async context => {
    const client = new AzureOpenAI({ apiKey: context.gateway.key, apiVersion: '2024-10-01-preview', deployment: 'gpt-4o-mini', endpoint: `${context.gateway.url}/inference` });
    const socket = await OpenAIRealtimeWS.azure(client);
    const events = await converse(socket, 'Say hello in three languages.');
    const types = events.map(one => one.type);
    assert.equal(types[0], 'session.created');
    for (const type of ['session.updated', 'response.created', 'response.output_item.added', 'response.output_item.done', 'response.done']) assert.ok(types.includes(type), `${type} in ${types}`);
    const text = events.filter(one => /^response\.(output_)?text\.delta$/.test(one.type)).map(one => one.delta).join('');
    assert.match(text, /gpt-4o-mini/);
    assert.equal(events.at(-1).response.status, 'completed');
    assert.ok(events.at(-1).response.usage.input_tokens > 0 && events.at(-1).response.usage.output_tokens > 0);
    socket.close();
    await once(socket.socket, 'close');
  },
  'SDK realtime, v1 address, two turns': async context => {
    const client = new OpenAI({ apiKey: 'unused', baseURL: `${context.gateway.url}/v1` });
    const socket = new OpenAIRealtimeWS({ model: 'gpt-4o-mini', options: { headers: { 'api-key': context.gateway.key } } }, client);
    const events = await converse(socket, 'Hello.');
    assert.ok(events.some(one => one.type === 'response.output_text.delta'), 'general availability names');
    const second = new Promise(resolve => socket.on('response.done', resolve));
    socket.send({ type: 'response.create' });
    assert.equal((await second).response.status, 'completed');
    const error = new Promise(resolve => socket.on('error', resolve));
    socket.send({ type: 'input_audio_buffer.append', audio: 'AAAA' });
    assert.match((await error).message, /no audio/);
    socket.close();
    await once(socket.socket, 'close');
  },
  'passthrough: text, binary, 1 MiB, close codes': async context => {
    const socket = open(context, '/echo?room=a');
    const [[upgrade]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
    assert.equal(upgrade.headers['x-out'], 'seen', 'outbound policies ran');
    assert.equal(handshakes.at(-1).url, '/?room=a');
    assert.equal(handshakes.at(-1).headers['x-policy'], 'onHandshake');
    assert.equal(handshakes.at(-1).headers.upgrade, 'websocket');
    for (const sent of ['hello', Buffer.alloc(1 << 20, 7), Buffer.from([0, 1, 2])]) {
      socket.send(sent);
      const [data, binary] = await once(socket, 'message');
      assert.equal(binary, typeof sent !== 'string');
      assert.equal(Buffer.compare(data, Buffer.from(sent)), 0);
    }
    socket.close(4000, 'bye');
    const [code] = await once(socket, 'close');
    assert.equal(code, 4000);
    const leaving = open(context, '/echo?leave');
    assert.equal((await once(leaving, 'close'))[0], 4001, "the backend's close passes");
  },
  'handshakes that are refused': async context => {
    assert.equal((await refusal(new WebSocket(`${context.gateway.url.replace('http', 'ws')}/echo`))).status, 401);
    assert.equal((await refusal(open(context, '/echo?room=closed'))).status, 403);
    const byBackend = await refusal(open(context, '/echo?refuse'));
    assert.deepEqual([byBackend.status, byBackend.headers['x-from'], byBackend.body], [403, 'backend', 'nope']);
    const plain = await fetch(`${context.gateway.url}/echo`, { headers: { 'api-key': context.gateway.key } });
    assert.equal(plain.status, 404);
    assert.equal((await refusal(open(context, '/inference/openai/realtime?api-version=2024-10-01-preview&deployment=none'))).status, 404);
  },
  'a client that breaks off ends the backend connection': async context => {
    const socket = open(context, '/echo');
    await once(socket, 'open');
    const backend = [...sockets.clients].at(-1);
    const gone = once(backend, 'close');
    socket.terminate();
    await gone;
  },
  'both ends at once: 20 sockets, 50 messages each': async context => {
    await Promise.all(Array.from({ length: 20 }, async (_, index) => {
      const socket = open(context, `/echo?n=${index}`);
      await once(socket, 'open');
      let received = 0;
      const all = new Promise(resolve => socket.on('message', data => { assert.equal(String(data), `${index}:${received}`); if (++received === 50) resolve(); }));
      for (let i = 0; i < 50; ++i) socket.send(`${index}:${i}`);
      await all;
      socket.close();
      await once(socket, 'close');
    }));
  },
  'a realtime client that does not read is cut off': async context => {
    const socket = open(context, '/v1/realtime?model=gpt-4o-mini');
    await once(socket, 'open');
    const closed = once(socket, 'close');
    socket._socket.pause();
    const event = JSON.stringify({ type: 'session.update', session: { instructions: 'x'.repeat(400_000) } });
    for (let i = 0; i < 200 && socket.readyState === WebSocket.OPEN; ++i) await new Promise(resolve => socket.send(event, () => resolve()));
    socket._socket.resume();
    await closed;
  },
  'check refuses what a handshake cannot have': async () => {
    const workspace = path.join(folder, 'refused');
    const at = path.join(workspace, 'apis/sockets/operations/onHandshake');
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(workspace, 'apis/sockets/apiInformation.json'), JSON.stringify(socketApi('s', 'wss://x.invalid/')));
    writeFileSync(path.join(at, 'policy.xml'), policies('<set-body>x</set-body><return-response><set-status code="403" /><set-body>no</set-body></return-response>'));
    const checked = spawnSync(process.argv[3], ['check', workspace, '--format', 'json'], { encoding: 'utf8' });
    assert.equal(checked.status, 1, checked.stdout);
    const found = JSON.parse(checked.stdout);
    const text = JSON.stringify(found);
    assert.equal(text.match(/MGC2123/g)?.length, 1, text);
  },
};
