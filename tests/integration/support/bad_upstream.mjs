// A backend on loopback that misbehaves as the prompt asks: it looks for "mode:NAME" in the request body.
import net from 'node:net';

const head = (type, more = '') => `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n${more}`;
const event = text => `data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":${JSON.stringify(text)}},"finish_reason":null}]}\n\n`;
const chunk = text => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const good = JSON.stringify({ id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'fine' }, finish_reason: 'stop' }], usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 } });

export const modes = {
  good: socket => socket.write(`${head('application/json', `Content-Length: ${good.length}\r\n`)}\r\n${good}`),
  // Streams that break off.
  'close-mid-stream': socket => {
    socket.write(`${head('text/event-stream', 'Transfer-Encoding: chunked\r\n')}\r\n${chunk(event('one'))}${chunk(event(' two'))}`);
    setTimeout(() => socket.end(), 50);
  },
  'reset-mid-stream': socket => {
    socket.write(`${head('text/event-stream', 'Transfer-Encoding: chunked\r\n')}\r\n${chunk(event('one'))}`);
    setTimeout(() => socket.resetAndDestroy(), 50);
  },
  'short-body': socket => { socket.end(`${head('application/json', 'Content-Length: 1000\r\n')}\r\n{"half":`); },
  'endless-stream': socket => {
    socket.write(`${head('text/event-stream', 'Transfer-Encoding: chunked\r\n')}\r\n`);
    const timer = setInterval(() => socket.write(chunk(event(' word'))), 5);
    socket.on('close', () => clearInterval(timer));
  },
  // No HTTP at all, or not quite.
  'close-at-once': socket => socket.destroy(),
  garbage: socket => socket.end('\x00\x01\x02 this is not HTTP\r\n\r\n'),
  'bad-status': socket => socket.end('HTTP/1.1 abc OK\r\n\r\n'),
  'two-lengths': socket => socket.end(`${head('application/json', 'Content-Length: 2\r\nContent-Length: 5\r\n')}\r\n{}`),
  'length-and-chunked': socket => socket.end(`${head('application/json', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n')}\r\n0\r\n\r\n`),
  'bad-chunk': socket => socket.end(`${head('application/json', 'Transfer-Encoding: chunked\r\n')}\r\nzz\r\n{}\r\n0\r\n\r\n`),
  'long-head': socket => socket.end(`HTTP/1.1 200 OK\r\n${`X-Filler: ${'a'.repeat(1000)}\r\n`.repeat(2000)}\r\n`),
  'bad-header': socket => socket.end('HTTP/1.1 200 OK\r\nBad Header: x\x00y\r\n\r\n'),
  // Big bodies.
  'big-body': socket => {
    const size = 64 * 1024 * 1024, piece = Buffer.alloc(256 * 1024, 'a');
    socket.write(`${head('application/octet-stream', `Content-Length: ${size}\r\n`)}\r\n`);
    let sent = 0;
    const more = () => {
      while (sent < size) {
        sent += piece.length;
        if (!socket.write(piece)) return socket.once('drain', more);
      }
    };
    more();
  },
};

/** Starts it; `served` counts requests by mode, `open` the connections that are still there. */
export async function startBadUpstream() {
  const served = {};
  const sockets = new Set();
  const server = net.createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let buffer = Buffer.alloc(0);
    socket.on('data', data => {
      if (buffer.length < 1_000_000) buffer = Buffer.concat([buffer, data]);
      while (true) {
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const text = buffer.subarray(0, end).toString('latin1');
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
        const chunked = /transfer-encoding: chunked/i.test(text);
        const rest = buffer.subarray(end + 4);
        if (chunked ? !rest.includes('0\r\n\r\n') : rest.length < length) return;
        const body = rest.toString('latin1');
        buffer = chunked ? Buffer.alloc(0) : rest.subarray(length);
        const mode = /mode:([a-z-]+)/.exec(body)?.[1] ?? 'good';
        served[mode] = (served[mode] ?? 0) + 1;
        (modes[mode] ?? modes.good)(socket);
      }
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/openai`,
    served,
    open: () => sockets.size,
    stop: () => { for (const socket of sockets) socket.destroy(); server.close(); },
  };
}

/** A port on loopback where nobody listens. */
export async function closedPort() {
  const server = net.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}
