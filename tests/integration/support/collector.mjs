// An OTLP/HTTP collector on a free port: keeps what it is sent and answers as told.
import http from 'node:http';

export class Collector {
  received = []; // {path, body, headers}
  answer = () => ({ status: 200, body: '{}' });

  static async start(port = 0) {
    const collector = new Collector();
    collector.server = http.createServer((request, response) => {
      let text = '';
      request.on('data', data => { text += data; });
      request.on('end', () => {
        const { status, body = '{}', headers = {} } = collector.answer(request.url);
        if (status === 200) collector.received.push({ path: request.url, body: JSON.parse(text), headers: request.headers });
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(body);
      });
    });
    await new Promise(resolve => collector.server.listen(port, '127.0.0.1', resolve));
    collector.url = `http://127.0.0.1:${collector.server.address().port}`;
    return collector;
  }
  stop() { this.server.closeAllConnections(); return new Promise(resolve => this.server.close(resolve)); }

  spans() { return this.#all('/v1/traces').flatMap(one => one.resourceSpans.flatMap(r => r.scopeSpans.flatMap(s => s.spans))); }
  logs() { return this.#all('/v1/logs').flatMap(one => one.resourceLogs.flatMap(r => r.scopeLogs.flatMap(s => s.logRecords))); }
  /** The metrics of the latest export, by name. */
  metrics() {
    const last = this.#all('/v1/metrics').at(-1);
    return Object.fromEntries((last?.resourceMetrics[0].scopeMetrics[0].metrics ?? []).map(one => [one.name, one]));
  }
  #all(path) { return this.received.filter(one => one.path === path).map(one => one.body); }
}

/** {key: value} of OTLP attributes. */
export const attributes = of => Object.fromEntries((of.attributes ?? []).map(({ key, value }) => [key, value.stringValue ?? value.doubleValue ?? (value.intValue !== undefined ? Number(value.intValue) : value)]));
