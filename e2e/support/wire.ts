/**
 * What really reaches a browser: an HTTP proxy of the browser's own, which keeps every response whole.
 * Asking the browser instead misses bytes: Chromium gives no body for a response that a page takes as
 * a Blob, and that is how a rater's pictures come.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  url: string;
  /** 0 until the first bytes of the answer come. */
  status: number;
  /** As on the wire: name, value, name, value, … */
  rawHeaders: readonly string[];
  body: Buffer;
  done: boolean;
}

export interface Wire {
  /** For a browser context: `{ proxy: { server } }`. */
  server: string;
  /** In the order in which the requests were sent. */
  received: readonly Received[];
  close(): Promise<void>;
}

const open = new Set<Wire>();

/** Closes what a test opened and, failing half-way, did not close. */
export async function closeWires(): Promise<void> {
  for (const wire of open) await wire.close();
}

export async function openWire(): Promise<Wire> {
  const received: Received[] = [];
  const proxy = createServer((ask, answer) => pass(ask, answer, received));
  // Playwright's own requests ask for a tunnel; what goes through it is plain HTTP, too.
  proxy.on('connect', (_ask, socket, head) => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.unshift(head);
    proxy.emit('connection', socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const wire: Wire = {
    server: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        open.delete(wire);
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
  open.add(wire);
  return wire;
}

function pass(ask: IncomingMessage, answer: ServerResponse, received: Received[]): void {
  const { method = 'GET' } = ask;
  const url = new URL(ask.url ?? '', `http://${ask.headers.host ?? ''}`).href;
  const entry: Received = {
    method,
    url,
    status: 0,
    rawHeaders: [],
    body: Buffer.alloc(0),
    done: false,
  };
  received.push(entry);
  // Uncompressed, so that the bytes can be searched.
  const { 'accept-encoding': _, 'proxy-connection': __, ...headers } = ask.headers;
  const onward = request(url, { method, headers }, (got) => {
    entry.status = got.statusCode ?? 0;
    entry.rawHeaders = got.rawHeaders;
    answer.writeHead(entry.status, got.rawHeaders);
    const parts: Buffer[] = [];
    got.on('data', (part: Buffer) => {
      parts.push(part);
      entry.body = Buffer.concat(parts);
      answer.write(part);
    });
    got.on('end', () => {
      entry.done = true;
      answer.end();
    });
    got.on('error', () => answer.destroy());
  });
  // A server that is gone looks to the browser as it would without a proxy in between.
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  ask.pipe(onward);
}

/** Everything of a response in one text: address, headers and body, byte for byte. */
export const textOf = ({ url, rawHeaders, body }: Received): string =>
  `${url}\n${rawHeaders.join('\n')}\n${body.toString('latin1')}`;
