// An A2A agent API: the card is given out as the gateway's own, JSON-RPC calls reach the agent, with policies around both.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

let agent;
const policies = `<policies><inbound><base /><set-header name="X-Policy" exists-action="override"><value>@(context.Operation.Id)</value></set-header></inbound><backend><base /></backend><outbound><base /><set-header name="X-Out" exists-action="override"><value>seen</value></set-header></outbound><on-error><base /></on-error></policies>`;

async function agentServer(request, response) {
  const base = `http://127.0.0.1:${agent.address().port}`;
  if (request.url === '/cards/weather.json') {
    const card = { protocolVersion: '0.3.0', name: 'Weather', description: 'Knows the weather', url: `${base}/a2a`, preferredTransport: 'GRPC', capabilities: { streaming: true }, skills: [{ id: 'forecast' }],
      additionalInterfaces: [{ url: `${base}/grpc`, transport: 'GRPC' }], securitySchemes: { internal: { type: 'http', scheme: 'bearer' } }, security: [{ internal: [] }] };
    const compressed = /gzip/.test(request.headers['accept-encoding'] ?? '');
    const text = compressed ? gzipSync(JSON.stringify(card)) : JSON.stringify(card);
    return response.writeHead(200, { 'content-type': 'application/json', 'x-policy-seen': request.headers['x-policy'] ?? '', ...(compressed ? { 'content-encoding': 'gzip' } : {}) }).end(text);
  }
  let body = '';
  for await (const piece of request) body += piece;
  const message = JSON.parse(body);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: { kind: 'message', path: request.url, method: message.method, policy: request.headers['x-policy'] } }));
}

export const options = {
  files: async context => {
    agent = createServer(agentServer);
    await new Promise(resolve => agent.listen(0, '127.0.0.1', resolve));
    context.onEnd(() => agent.close());
    const base = `http://127.0.0.1:${agent.address().port}`;
    return {
      'apis/weather-agent/apiInformation.json': { properties: { displayName: 'Weather agent', path: 'agents/weather', protocols: ['https'], type: 'a2a', subscriptionRequired: true, agent: { id: 'weather-1' },
        a2aProperties: { agentCardPath: '/.well-known/agent-card.json', agentCardBackendUrl: `${base}/cards/weather.json` }, jsonRpcProperties: { backendUrl: base, path: '/a2a' } } },
      'apis/weather-agent/policy.xml': policies,
    };
  },
};

const call = (context, path, more = {}) => fetch(`${context.gateway.url}/agents/weather${path}`, { ...more, headers: { 'Ocp-Apim-Subscription-Key': context.gateway.key, ...more.headers } });

export const tests = {
  'the card is the gateway\'s own': async context => {
    const response = await call(context, '/.well-known/agent-card.json');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('x-out'), 'seen');
    assert.equal(response.headers.get('x-policy-seen'), 'get-agent-card');
    const card = await response.json();
    const address = `${context.gateway.url}/agents/weather`;
    assert.equal(card.url, address);
    assert.equal(card.preferredTransport, 'JSONRPC');
    assert.deepEqual(card.additionalInterfaces, [{ url: address, transport: 'JSONRPC' }]);
    assert.deepEqual(Object.values(card.securitySchemes), [{ type: 'apiKey', in: 'header', name: 'Ocp-Apim-Subscription-Key' }]);
    assert.deepEqual(card.security, [{ [Object.keys(card.securitySchemes)[0]]: [] }]);
    assert.deepEqual([card.name, card.description, card.skills, card.capabilities], ['Weather', 'Knows the weather', [{ id: 'forecast' }], { streaming: true }]);
  },
  'JSON-RPC reaches the agent': async context => {
    const response = await call(context, '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'message/send', params: {} }) });
    assert.equal(response.status, 200);
    assert.deepEqual((await response.json()).result, { kind: 'message', path: '/a2a', method: 'message/send', policy: 'json-rpc' });
  },
  'a key is needed': async context => {
    assert.equal((await fetch(`${context.gateway.url}/agents/weather/.well-known/agent-card.json`)).status, 401);
  },
};
