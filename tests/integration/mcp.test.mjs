// The official MCP SDK lists and calls tools through the gateway: operations of a REST API that the gateway exposes as tools, and a remote
// MCP server (the SDK's own) that it passes calls on to, with policies in both.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { webcrypto } from 'node:crypto';
import path from 'node:path';

globalThis.crypto ??= webcrypto;  // the SDK's server wants it; Node 18, which Debian 12 has, does not define it
const modules = path.resolve(process.argv[4]);
const require = createRequire(path.join(modules, 'x.js'));
const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { StreamableHTTPClientTransport } = require('@modelcontextprotocol/sdk/client/streamableHttp.js');
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { StreamableHTTPServerTransport } = require('@modelcontextprotocol/sdk/server/streamableHttp.js');
const { z } = require('zod');

const policy = (inbound, outbound = '') => `<policies><inbound><base />${inbound}</inbound><backend><base /></backend><outbound><base />${outbound}</outbound><on-error><base /></on-error></policies>`;
const orders = {
  openapi: '3.0.1', info: { title: 'Orders', version: '1' },
  paths: {
    '/orders/{id}': { get: { operationId: 'get-order', summary: 'Get an order', description: 'Reads one order by its number.',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }, { name: 'expand', in: 'query', schema: { type: 'string', enum: ['lines', 'none'] } }],
      responses: { 200: { description: 'ok' } } } },
    '/orders': { post: { operationId: 'create-order', summary: 'Create an order',
      requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } }, responses: { 201: { description: 'made' } } } },
  },
  components: { schemas: { Order: { type: 'object', required: ['item'], properties: { item: { type: 'string' }, count: { type: 'integer' } } } } },
};
let remote;
async function remoteServer() {
  const http = createServer(async (request, response) => {
    const server = new McpServer({ name: 'remote', version: '1.0.0' });
    server.registerTool('add', { description: 'Adds two numbers.', inputSchema: { a: z.number(), b: z.number() } }, async ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }));
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await server.connect(transport);
    await transport.handleRequest(request, response);
  });
  await new Promise(resolve => http.listen(0, '127.0.0.1', resolve));
  return http;
}
export const options = {
  files: {
    'apis/orders/apiInformation.json': { properties: { displayName: 'Orders', path: 'shop', protocols: ['https'], serviceUrl: 'https://orders.invalid', subscriptionRequired: true } },
    'apis/orders/specification.json': orders,
    'apis/orders/policy.xml': policy(`<choose><when condition="@(context.Operation.Id == &quot;get-order&quot;)">
<return-response><set-status code="@(context.Request.MatchedParameters[&quot;id&quot;] == &quot;404&quot; ? 404 : 200)" /><set-header name="Content-Type" exists-action="override"><value>application/json</value></set-header>
<set-body>@("{\\"id\\":" + context.Request.MatchedParameters["id"] + ",\\"expand\\":\\"" + context.Request.Url.Query.GetValueOrDefault("expand", "") + "\\"}")</set-body></return-response></when>
<otherwise><return-response><set-status code="201" reason="Created" /><set-body>@("made " + (string)context.Request.Body.As<JObject>()["item"])</set-body></return-response></otherwise></choose>`),
    'apis/orders-mcp/apiInformation.json': { properties: { displayName: 'Orders as tools', path: 'orders-mcp', protocols: ['https'], type: 'mcp', subscriptionRequired: true,
      mcpTools: [{ name: 'getOrder', operationId: '/apis/orders/operations/get-order' }, { name: 'createOrder', description: 'Makes an order.', operationId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/x/apis/orders/operations/create-order' }] } },
    'apis/orders-mcp/policy.xml': policy('<rate-limit-by-key calls="20" renewal-period="300" counter-key="@(context.Subscription.Id)" />', '<set-header name="x-tools" exists-action="override"><value>yes</value></set-header>'),
    'apis/remote-mcp/apiInformation.json': { properties: { displayName: 'Remote tools', path: 'remote-mcp', protocols: ['https'], type: 'mcp', subscriptionRequired: true, backendId: 'remote-mcp',
      mcpProperties: { transportType: 'streamable', endpoints: { mcp: { uriTemplate: '/mcp' } } } } },
    'backends/remote-mcp/backendInformation.json': { properties: { url: 'https://remote.invalid', protocol: 'http' } },
  },
  upstreams: async context => {
    remote = await remoteServer();
    context.onEnd(() => remote.close());
    return { 'remote-mcp': `http://127.0.0.1:${remote.address().port}` };
  },
};

async function connect(context, name, headers = {}) {
  const seen = [];
  const transport = new StreamableHTTPClientTransport(new URL(`${context.gateway.url}/${name}/mcp`), {
    requestInit: { headers: { 'Ocp-Apim-Subscription-Key': context.gateway.key, ...headers } },
    fetch: async (...request) => { const response = await fetch(...request); seen.push(response); return response; },
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  return { client, seen };
}

export const tests = {
  'operations as tools: list': async context => {
    const { client, seen } = await connect(context, 'orders-mcp');
    assert.equal(client.getServerVersion().name, 'Orders as tools');
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(one => one.name), ['getOrder', 'createOrder']);
    assert.equal(tools[0].description, 'Reads one order by its number.');
    assert.equal(tools[1].description, 'Makes an order.');
    assert.deepEqual(tools[0].inputSchema.properties.id, { type: 'integer' });
    assert.deepEqual(tools[0].inputSchema.required, ['id']);
    assert.deepEqual(tools[1].inputSchema.properties.body.properties.item, { type: 'string' });
    assert.ok(seen.some(one => one.headers.get('x-tools') === 'yes'), 'the outbound policy of the MCP API ran');
    await client.close();
  },
  'operations as tools: call': async context => {
    const { client } = await connect(context, 'orders-mcp');
    const got = await client.callTool({ name: 'getOrder', arguments: { id: 7, expand: 'lines' } });
    assert.deepEqual(JSON.parse(got.content[0].text), { id: 7, expand: 'lines' });
    assert.ok(!got.isError);
    const made = await client.callTool({ name: 'createOrder', arguments: { body: { item: 'lamp', count: 2 } } });
    assert.equal(made.content[0].text, 'made lamp');
    assert.equal((await client.callTool({ name: 'getOrder', arguments: { id: 404 } })).isError, true);
    await assert.rejects(client.callTool({ name: 'nothing', arguments: {} }), /Unknown tool/);
    await client.close();
  },
  'the key is checked': async context => {
    await assert.rejects(connect(context, 'orders-mcp', { 'Ocp-Apim-Subscription-Key': 'wrong' }), /401/);
  },
  'a remote server: list and call': async context => {
    const { client } = await connect(context, 'remote-mcp');
    assert.equal(client.getServerVersion().name, 'remote');
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(one => one.name), ['add']);
    assert.equal((await client.callTool({ name: 'add', arguments: { a: 2, b: 40 } })).content[0].text, '42');
    await client.close();
  },
  'policies limit tool calls': async context => {
    const { client } = await connect(context, 'orders-mcp');
    await assert.rejects(async () => { for (let i = 0; i < 25; ++i) await client.callTool({ name: 'getOrder', arguments: { id: i } }); }, /429/);
  },
};
