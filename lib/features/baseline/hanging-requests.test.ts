/** A rater's requests to a server that takes them and never answers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ImageCache } from './components/image-cache';
import { fetchView, sendAnswer } from './components/send-answer';

const WAIT_MS = 50;
let server: Server;
/** Whether headers and the beginning of a body come, and then nothing. */
let begins = false;
beforeAll(async () => {
  server = createServer((_request, response) => {
    if (begins) response.writeHead(200, { 'content-length': '100' }).write('{');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // As in a browser, an address without a host is of the page's own.
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`${own}${path}`, init));
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

it.each([false, true])(
  'are given up, and can be made again (an answer begins: %s)',
  async (some) => {
    begins = some;
    const body = { choice: 0, confidence: 1, activeMs: 1, wallMs: 1 } as const;
    expect(await sendAnswer({ trialId: 'a', body }, {}, WAIT_MS)).toEqual({ kind: 'unreachable' });
    expect(await fetchView('a', WAIT_MS)).toBeNull();
    const cache = new ImageCache(WAIT_MS);
    const loading = cache.load('a', '/image');
    await expect(loading).rejects.toThrow();
    const again = cache.load('a', '/image');
    expect(again).not.toBe(loading);
    await expect(again).rejects.toThrow();
  },
);
