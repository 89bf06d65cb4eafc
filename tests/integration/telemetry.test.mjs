// W3C trace context through the gateway, and OTLP/HTTP export to a collector that comes, goes and refuses.
import assert from 'node:assert/strict';
import http from 'node:http';

import { Collector, attributes } from './support/collector.mjs';
import { Gateway } from './support/gateway.mjs';

const diagnostic = protocol => ({ properties: { loggerId: '/loggers/insights', ...(protocol ? { httpCorrelationProtocol: protocol } : {}) } });
const logger = { properties: { loggerType: 'applicationInsights', credentials: { instrumentationKey: 'none' } } };
const setting = protocol => ({ 'loggers/insights/loggerInformation.json': logger, 'apis/inference-api/diagnostics/applicationinsights/diagnosticInformation.json': diagnostic(protocol) });

const answer = JSON.stringify({ id: 'x', object: 'chat.completion', model: 'gpt-4o-mini', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hi.' } }], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } });

/** A model backend that keeps the headers it is called with. */
async function backend() {
  const seen = [];
  const server = http.createServer((request, response) => {
    seen.push(request.headers);
    request.resume().on('end', () => {
      const failing = server.failing?.() ?? false;
      response.writeHead(failing ? 503 : 200, { 'content-type': 'application/json' });
      response.end(failing ? '{}' : answer);
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { seen, server, url: `http://127.0.0.1:${server.address().port}/openai`, stop: () => { server.closeAllConnections(); server.close(); } };
}

/** A gateway of its own for one test. */
async function with_(context, options, use) {
  const upstream = await backend();
  const upstreams = () => ({ 'aoai-eastus': upstream.url, 'aoai-westus': upstream.url });
  const gateway = await Gateway.start(context.program, { sample: 'starter', upstreams, ...options }, context);
  try { await use(gateway, upstream); } finally { await gateway.stop(); upstream.stop(); }
}

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const until = async (what, done, ms = 15_000) => {
  for (const end = Date.now() + ms; !done();) {
    if (Date.now() > end) assert.fail(`${what} did not come`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};

export const tests = {
  'W3C: the caller\'s trace goes on with a span of its own': context => with_(context, { files: setting('W3C') }, async (gateway, upstream) => {
    const headers = { traceparent: parent, tracestate: 'vendor=1,other=2' };
    assert.equal((await gateway.chat('Hi', {}, { headers })).status, 200);
    const told = upstream.seen.at(-1);
    assert.match(told.traceparent, /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    assert.notEqual(told.traceparent, parent);
    assert.equal(told.tracestate, 'vendor=1,other=2');
    const { requests: [row] } = await gateway.manage('GET', '/v1/requests');
    assert.equal(row.traceId, '0af7651916cd43dd8448eb211c80319c');
    assert.equal(row.parentSpanId, 'b7ad6b7169203331');
    assert.ok(/^[0-9a-f]{16}$/.test(row.spanId) && !told.traceparent.includes(row.spanId));

    await gateway.chat('Hi', {}, { headers: { 'Ocp-Apim-Trace': 'true' } });
    assert.match(upstream.seen.at(-1).traceparent, /^00-(?!0af7)[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const { requests: rows } = await gateway.manage('GET', '/v1/requests');
    const { requestId, id } = rows.at(-1);
    assert.ok(requestId && id);
    assert.match(JSON.stringify(await gateway.manage('GET', `/v1/requests/${id}/trace`)), new RegExp(`Trace ${rows.at(-1).traceId}, begun here`));
  }),
  'None, and no setting at all: headers pass as they came': async context => {
    for (const protocol of ['None', null])
      await with_(context, { files: protocol ? setting(protocol) : {} }, async (gateway, upstream) => {
        await gateway.chat('Hi', {}, { headers: { traceparent: parent, 'Request-Id': '|a.1.' } });
        assert.equal(upstream.seen.at(-1).traceparent, parent);
        assert.equal(upstream.seen.at(-1)['request-id'], '|a.1.');
        await gateway.chat('Hi');
        assert.equal(upstream.seen.at(-1).traceparent, undefined);
        assert.equal((await gateway.manage('GET', '/v1/requests')).requests[0].traceId, '');
      });
  },
  'Legacy: Request-Id of the hierarchical protocol': context => with_(context, { files: setting('Legacy') }, async (gateway, upstream) => {
    await gateway.chat('Hi', {}, { headers: { 'Request-Id': '|root.1.' } });
    assert.match(upstream.seen.at(-1)['request-id'], /^\|root\.1\.[0-9a-f]{8}_1\.$/);
    assert.equal(upstream.seen.at(-1).traceparent, undefined);
  }),
  'OTLP: traces, logs and metrics of the same calls': async context => {
    const collector = await Collector.start();
    process.env.OTEL_EXPORTER_OTLP_HEADERS = 'x-api-key=secret%20one,other=2';
    try {
      await with_(context, { files: {}, arguments: ['--otlp', collector.url] }, async gateway => {
        assert.equal((await gateway.chat('Hi', {}, { headers: { traceparent: parent } })).status, 200);
        assert.equal((await fetch(`${gateway.url}/nowhere`)).status, 404);
        await until('spans', () => collector.spans().length >= 3 && collector.logs().length >= 2);
        const [server, client, lost] = collector.spans();
        assert.deepEqual([server.traceId, server.parentSpanId, server.kind, client.kind], ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331', 2, 3]);
        assert.deepEqual([client.traceId, client.parentSpanId, client.name], [server.traceId, server.spanId, 'chat gpt-4o-mini']);
        const facts = attributes(server);
        assert.deepEqual([facts['http.response.status_code'], facts['gen_ai.usage.input_tokens'], facts['gen_ai.usage.output_tokens'], facts['apim.subscription.id']], [200, 5, 2, 'foundry-subscription']);
        assert.ok(BigInt(server.startTimeUnixNano) <= BigInt(client.startTimeUnixNano) && BigInt(client.endTimeUnixNano) <= BigInt(server.endTimeUnixNano));
        assert.match(lost.traceId, /^[0-9a-f]{32}$/);
        const [log] = collector.logs();
        assert.deepEqual([log.traceId, log.spanId, log.severityText], [server.traceId, server.spanId, 'INFO']);
        const columns = JSON.parse(log.body.stringValue);
        assert.deepEqual([columns.ResponseCode, columns.ApiId, columns.ApimSubscriptionId], [200, 'inference-api', 'foundry-subscription']);
        assert.ok(!JSON.stringify(collector.received.map(one => one.body)).includes(gateway.key), 'the key is in an export');
        assert.deepEqual([collector.received[0].headers['x-api-key'], collector.received[0].headers.other], ['secret one', '2']);
        const { telemetry } = await gateway.manage('GET', '/v1/state');
        assert.deepEqual([telemetry.traces.exported, telemetry.logs.exported, telemetry.traces.dropped, telemetry.problem], [2, 2, 0, '']);
        assert.ok(!JSON.stringify(telemetry).includes('secret'));
      });
      // Stopping sends what is left: the metrics, which are due every 10 s only.
      const { 'mgc.requests': requests, 'gen_ai.client.token.usage': usage, 'mgc.model.cost': cost } = collector.metrics();
      assert.deepEqual(requests.sum.dataPoints.map(one => [attributes(one)['http.response.status_code'], one.asInt]), [[200, '1'], [404, '1']]);
      assert.equal(requests.sum.isMonotonic && requests.sum.aggregationTemporality, 2);
      const [input] = usage.histogram.dataPoints.filter(one => attributes(one)['gen_ai.token.type'] === 'input');
      assert.deepEqual([input.count, input.sum, input.bucketCounts.length, input.bucketCounts[2]], ['1', 5, input.explicitBounds.length + 1, '1']);
      assert.ok(Math.abs(cost.sum.dataPoints[0].asDouble - (5 * 0.15 + 2 * 0.6) / 1e6) < 1e-15);
    } finally { delete process.env.OTEL_EXPORTER_OTLP_HEADERS; await collector.stop(); }
  },
  'OTLP: a collector that is away holds nobody up; what it refuses is counted': async context => {
    const collector = await Collector.start();
    const { port } = collector.server.address();
    await collector.stop();
    await with_(context, { files: {}, arguments: ['--otlp', `http://127.0.0.1:${port}`] }, async gateway => {
      const began = Date.now();
      await Promise.all(Array.from({ length: 20 }, () => gateway.chat('Hi')));
      assert.ok(Date.now() - began < 5000);
      const telemetry = async () => (await gateway.manage('GET', '/v1/state')).telemetry;
      for (const end = Date.now() + 10_000; (await telemetry()).traces.failures === 0;) assert.ok(Date.now() < end, 'no failure was counted');
      assert.equal((await telemetry()).traces.exported, 0);
      assert.match((await telemetry()).problem, /\S/);
      const back = await Collector.start(port);
      back.answer = path => path === '/v1/logs' ? { status: 400 } : { status: 200, body: path === '/v1/traces' ? '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"three too many"}}' : '{}' };
      try {
        let now;
        for (const end = Date.now() + 40_000; (now = await telemetry()).traces.exported === 0 || now.logs.dropped === 0;) {
          assert.ok(Date.now() < end, JSON.stringify(now));
          await new Promise(resolve => setTimeout(resolve, 50));
        }
        assert.deepEqual([now.traces.exported, now.traces.dropped, now.logs.exported, now.logs.dropped], [17, 3, 0, 20], JSON.stringify(now));
        assert.equal(back.spans().filter(one => one.kind === 2).length, 20);
      } finally { await back.stop(); }
    });
  },
};
