// GraphQL subscriptions: the official client of the graphql-transport-ws protocol (npm graphql-ws) and plain WebSockets (npm ws) against a
// synthetic GraphQL API whose mutation publishes events.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import path from 'node:path';

const require = createRequire(path.join(path.resolve(process.argv[4]), 'x.js'));
const { WebSocket } = require('ws');
const { createClient } = require('graphql-ws');

const schema = `type Query { user: User }
type Mutation { makeUser(name: String!): User }
type Subscription { userMade: User, orderMade: Order }
type User { id: ID! name: String! secret: String orders: [Order] }
type Order { total: Float }
`;
const resolver = (field, request, response = '') =>
  ({ [`apis/people/resolvers/${field.replace('/', '-').toLowerCase()}/resolverInformation.json`]: { properties: { displayName: field, path: field } },
    [`apis/people/resolvers/${field.replace('/', '-').toLowerCase()}/policy.xml`]: `<http-data-source><http-request>${request}</http-request>${response}</http-data-source>` });

async function people(context) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    response.setHeader('content-type', 'application/json');
    if (request.url.startsWith('/make')) return response.end(JSON.stringify({ id: '1', name: JSON.parse(body).name, secret: 's' }));
    response.end(JSON.stringify([{ total: 2.5 }]));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  context.onEnd(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

const graphQlApi = { displayName: 'people', path: 'people', protocols: ['http', 'https', 'ws', 'wss'], type: 'graphql', subscriptionRequired: true, subscriptionKeyParameterNames: { header: 'api-key', query: 'api-key' } };
export const options = {
  files: async context => {
    const server = await people(context);
    return {
      'apis/people/apiInformation.json': { properties: graphQlApi },
      'apis/people/specification.graphql': schema,
      'apis/people/policy.xml': '<policies><inbound><base /><validate-graphql-request max-size="5000" max-depth="4"><authorize><rule path="/User/secret" action="reject" /></authorize></validate-graphql-request></inbound><backend><base /></backend><outbound><base /><set-header name="X-Out" exists-action="override"><value>seen</value></set-header></outbound><on-error><base /></on-error></policies>',
      ...resolver('Mutation/makeUser', `<set-method>POST</set-method><set-url>${server}/make</set-url><set-body>@(new JObject(new JProperty("name", context.GraphQL.Arguments["name"])).ToString())</set-body>`,
        '<http-response><publish-event><targets><graphql-subscription id="userMade" /></targets></publish-event></http-response>'),
      ...resolver('User/orders', `<set-method>GET</set-method><set-url>${server}/orders</set-url>`),
    };
  },
};

const address = context => `${context.gateway.url.replace('http', 'ws')}/people`;
const open = (context, protocol = 'graphql-transport-ws', headers = { 'api-key': context.gateway.key }) => new WebSocket(address(context), protocol, { headers });
const said = async socket => JSON.parse((await once(socket, 'message'))[0]);
async function initialised(context) {
  const socket = open(context);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  assert.deepEqual(await said(socket), { type: 'connection_ack' });
  return socket;
}
const subscribe = (socket, id, query) => socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }));
const make = async (context, name) => {
  const response = await fetch(`${context.gateway.url}/people`, {
    method: 'POST', headers: { 'api-key': context.gateway.key, 'content-type': 'application/json' }, body: JSON.stringify({ query: `mutation { makeUser(name: "${name}") { id } }` }) });
  assert.deepEqual(await response.json(), { data: { makeUser: { id: '1' } } });
};
/** Events are not kept for later: goes on making users until `promise` has settled. */
const makingUntil = async (context, name, promise) => {
  let settled = false;
  const done = promise.finally(() => { settled = true; });
  while (!settled) { await make(context, name); await Promise.race([done.catch(() => 0), new Promise(resolve => setTimeout(resolve, 100))]); }
  return done;
};

export const tests = {
  'client library: events, fields with resolvers, end': async context => {
    class WithKey extends WebSocket { constructor(url, protocol) { super(url, protocol, { headers: { 'api-key': context.gateway.key } }); } }
    const client = createClient({ url: address(context), webSocketImpl: WithKey, retryAttempts: 0 });
    const events = client.iterate({ query: 'subscription { made: userMade { name orders { total } } }' });
    const first = await makingUntil(context, 'Ann', events.next());
    assert.deepEqual(first.value, { data: { made: { name: 'Ann', orders: [{ total: 2.5 }] } } });
    await events.return();
    await client.dispose();
  },
  'handshake: key, protocol, outbound policies': async context => {
    const refusal = async socket => { const [, response] = await once(socket, 'unexpected-response'); response.resume(); return response.statusCode; };
    assert.equal(await refusal(open(context, 'graphql-transport-ws', {})), 401);
    assert.equal(await refusal(open(context, 'graphql-ws')), 400);
    const socket = open(context);
    const [[upgrade]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
    assert.equal(upgrade.headers['x-out'], 'seen');
    assert.equal(socket.protocol, 'graphql-transport-ws');
    socket.close();
    assert.equal((await fetch(`${context.gateway.url}/people`, { headers: { 'api-key': context.gateway.key } })).status, 404);
  },
  'queries, unknown fields and forbidden fields are errors of one subscription': async context => {
    const socket = await initialised(context);
    for (const [id, query, message] of [['q', '{ user { name } }', /not supported over a WebSocket/], ['u', 'subscription { nothing }', /nothing/], ['f', 'subscription { userMade { secret } }', /./]]) {
      subscribe(socket, id, query);
      const answer = await said(socket);
      assert.deepEqual([answer.id, answer.type], [id, 'error']);
      assert.match(answer.payload[0].message, message);
    }
    socket.send(JSON.stringify({ type: 'ping' }));
    assert.deepEqual(await said(socket), { type: 'pong' });
    subscribe(socket, 'a', 'subscription { userMade { name } }');
    const event = await makingUntil(context, 'Bob', said(socket));
    assert.deepEqual(event, { id: 'a', type: 'next', payload: { data: { userMade: { name: 'Bob' } } } });
    socket.send(JSON.stringify({ id: 'a', type: 'complete' }));
    socket.close();
    await once(socket, 'close');
  },
  'a client that goes away in the middle': async context => {
    for (let i = 0; i < 20; ++i) {
      const socket = await initialised(context);
      subscribe(socket, 'a', 'subscription { userMade { name orders { total } } }');
      if (i % 2) await makingUntil(context, 'Cy', said(socket));
      socket.terminate();
      await make(context, 'Di');
    }
    await new Promise(resolve => setTimeout(resolve, 1500));
    await make(context, 'Ed');
    assert.equal(context.gateway.exited, null);
  },
  'close codes of the protocol': async context => {
    const code = async socket => (await once(socket, 'close'))[0];
    const early = open(context);
    await once(early, 'open');
    subscribe(early, 'a', 'subscription { userMade { name } }');
    assert.equal(await code(early), 4401);
    const twice = await initialised(context);
    twice.send(JSON.stringify({ type: 'connection_init' }));
    assert.equal(await code(twice), 4429);
    const odd = await initialised(context);
    odd.send('{"type":"start"}');
    assert.equal(await code(odd), 4400);
    const same = await initialised(context);
    for (let i = 0; i < 2; ++i) subscribe(same, 'a', 'subscription { userMade { name } }');
    assert.equal(await code(same), 4409);
  },
};
