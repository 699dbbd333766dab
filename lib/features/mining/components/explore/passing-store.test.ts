import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_ROWS } from '../../explore/schemas';
import { PassingStore } from './passing-store';

const TOTAL = 10_000;

/** A server that answers as the route does; `held` answers wait until the test lets them go. */
let server: Server;
let address: string;
let asked: number[];
let closed: number[];
let held: boolean;
let broken: boolean;

beforeEach(async () => {
  [asked, closed, held, broken] = [[], [], false, false];
  server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const [from, count] = [Number(query.get('from')), Number(query.get('count'))];
    asked.push(from);
    response.once('close', () => {
      if (!response.writableEnded) closed.push(from);
    });
    if (broken) response.writeHead(500);
    if (held) return;
    const pairs = Array.from({ length: count }, (_, k) => ({ at: from + k }));
    // Image 3 of every block was removed since.
    response.end(JSON.stringify({ total: TOTAL, pairs: pairs.filter((_, k) => k !== 3) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/passing?sort=gap`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

describe('PassingStore', () => {
  it('has every pair that was needed at its place, and asks for no block twice', async () => {
    const store = new PassingStore(address, 5);
    const stop = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.read()).toMatchObject({ total: TOTAL, answered: true }));
    expect(store.read().pairAt(2)).toEqual({ at: 2 });
    expect(store.read().pairAt(3)).toBeUndefined();
    expect(store.read().pairAt(59)).toEqual({ at: 59 });
    store.need(9000, 9020);
    await vi.waitFor(() => expect(store.read().pairAt(9019)).toEqual({ at: 9019 }));
    store.need(0, 10);
    store.need(9000, 9020);
    await pause(150);
    expect(asked).toEqual([...new Set(asked)]);
    stop();
  });

  it('asks for nothing of what flies by, only for where it comes to rest', async () => {
    const store = new PassingStore(address, TOTAL);
    const stop = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.read().answered).toBe(true));
    asked = [];
    for (let at = 300; at <= 6000; at += 300) {
      store.need(at, at + 20);
      await pause(5);
    }
    await vi.waitFor(() => expect(store.read().pairAt(6010)).toBeDefined());
    expect(asked.every((from) => from >= 6000 - MOST_ROWS)).toBe(true);
    stop();
  });

  it('gives up what is under way when it is not wanted any more', async () => {
    const store = new PassingStore(address, TOTAL);
    const stop = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.read().answered).toBe(true));
    held = true;
    store.need(3000, 3020);
    await vi.waitFor(() => expect(asked).toContain(3000));
    held = false;
    store.need(6000, 6020);
    await vi.waitFor(() => expect(closed).toContain(3000));
    await vi.waitFor(() => expect(store.read().pairAt(6000)).toBeDefined());
    expect(store.read().failed).toBe(false);
    stop();
  });

  it('says that it failed, and has the pairs after another try', async () => {
    broken = true;
    const store = new PassingStore(address, 5);
    const stop = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.read()).toMatchObject({ failed: true, answered: false }));
    broken = false;
    store.loadWanted();
    await vi.waitFor(() => expect(store.read()).toMatchObject({ failed: false, total: TOTAL }));
    stop();
  });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
