import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, type DownloadInput } from './download';

const FILE = randomBytes(3_000_000);
const SHA256 = createHash('sha256').update(FILE).digest('hex');

interface Server {
  url: string;
  /** The Range headers of the requests, in order; null for a request of the whole. */
  ranges: (string | null)[];
  /** Where the answers began, in order. */
  starts: number[];
  close(): Promise<void>;
}

interface Behaviour {
  content?: Buffer;
  /** Null: names no version. */
  etag?: string | null;
  /** Bytes sent before the connection breaks, for the first, second, … request; then no more breaks. */
  breaksAfter?: number[];
  status?: number;
  /** Sends the head of the answer, then nothing. */
  silent?: boolean;
  /** Says nothing of how much it sends. */
  chunked?: boolean;
  /** Says that its parts begin so many bytes later than they were asked for. */
  late?: number;
}

/** A server over a real socket; `behaviour` may be changed between requests. */
async function serve(behaviour: Behaviour): Promise<Server> {
  const ranges: (string | null)[] = [];
  const starts: number[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const {
      content = FILE,
      etag = '"one"',
      breaksAfter = [],
      status,
      silent,
      late = 0,
    } = behaviour;
    ranges.push(request.headers.range ?? null);
    if (status) return void response.writeHead(status).end();
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const asked = request.headers['if-range'];
    // Without If-Range, parts are given of whatever there is (RFC 9110, 14.2).
    const whole = from === 0 || (asked !== undefined && asked !== etag);
    const body = whole ? content : content.subarray(from);
    starts.push(whole ? 0 : from);
    response.writeHead(whole ? 200 : 206, {
      ...(behaviour.chunked ? {} : { 'content-length': body.length }),
      ...(etag !== null && { etag }),
      ...(whole
        ? {}
        : { 'content-range': `bytes ${from + late}-${content.length - 1}/${content.length}` }),
    });
    if (silent) return void response.flushHeaders();
    const stop = breaksAfter[ranges.length - 1];
    if (stop === undefined) return void response.end(body);
    response.write(body.subarray(0, stop), () => setTimeout(() => response.destroy(), 50));
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.onnx`,
    ranges,
    starts,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe('download', () => {
  let folder: string;
  let server: Server | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blindpair-download-'));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    await rm(folder, { recursive: true });
  });

  const path = () => join(folder, 'models', 'model.onnx');
  const run = async (behaviour: Behaviour, input: Partial<DownloadInput> = {}) => {
    server ??= await serve(behaviour);
    return download({
      encoder: 'small-clip',
      url: server.url,
      path: path(),
      pausesMs: [10, 10],
      ...input,
    });
  };
  const files = () => readdir(join(folder, 'models'));

  it('stores the file, verified, with nothing left beside it', async () => {
    const seen: number[] = [];
    const result = await run({}, { sha256: SHA256, onProgress: (bytes) => seen.push(bytes) });
    expect(result).toEqual({ bytes: FILE.length, sha256: SHA256, fetched: true });
    expect((await readFile(path())).equals(FILE)).toBe(true);
    expect(await files()).toEqual(['model.onnx']);
    expect(seen.at(-1)).toBe(FILE.length);
  });

  it('does not ask for a file that is there already', async () => {
    await run({}, { sha256: SHA256 });
    expect(await run({}, { sha256: SHA256 })).toMatchObject({ fetched: false });
    expect(server?.ranges).toHaveLength(1);
  });

  it('goes on where the connection broke off, as often as it breaks', async () => {
    const stored = new Set<number>();
    await run(
      { breaksAfter: [1_000_000, 500_000, 700_000] },
      { sha256: SHA256, onProgress: (bytes) => stored.add(bytes) },
    );
    expect((await readFile(path())).equals(FILE)).toBe(true);
    const starts = server?.ranges.map((range) => Number(/\d+/.exec(range ?? '0')?.[0])) ?? [];
    // Each request begins at what had been stored: nothing is fetched twice.
    expect(starts).toHaveLength(4);
    expect(new Set(starts).size).toBe(4);
    expect(starts.every((start) => stored.has(start))).toBe(true);
  });

  it('gives up on a server that names no version and breaks at the same place for ever', async () => {
    const breaking = { etag: null, breaksAfter: Array<number>(50).fill(1_000_000) };
    await expect(run(breaking)).rejects.toMatchObject({ code: 'unavailable' });
    expect(server?.ranges.length).toBeLessThan(8);
    expect(server?.ranges.every((range) => range === null)).toBe(true);
  });

  it('goes on without a version where the address names one content for ever', async () => {
    const result = await run({ etag: null, breaksAfter: [1_000_000] }, { immutable: true });
    expect(result.sha256).toBe(SHA256);
    expect(server?.ranges).toEqual([null, expect.stringMatching(/^bytes=[1-9]\d+-$/)]);
  });

  it('goes on there, too, where a mirror gives the same content another name', async () => {
    const behaviour: Behaviour = { breaksAfter: [1_000_000] };
    const onWait = () => Object.assign(behaviour, { etag: '"of the mirror"' });
    await run(behaviour, { immutable: true, sha256: SHA256, onWait });
    expect((await readFile(path())).equals(FILE)).toBe(true);
    expect(server?.starts).toHaveLength(2);
    expect(server?.starts[1]).toBeGreaterThan(0);
  });

  it('begins again when the server has another version, and never mixes two', async () => {
    const newer = randomBytes(2_000_000);
    const behaviour: Behaviour = { breaksAfter: [1_000_000] };
    server = await serve(behaviour);
    const changed = download({
      encoder: 'small-clip',
      url: server.url,
      path: path(),
      pausesMs: [100],
      onProgress: (bytes) => {
        if (bytes > 0) Object.assign(behaviour, { content: newer, etag: '"two"' });
      },
    });
    expect(await changed).toMatchObject({ bytes: newer.length });
    expect((await readFile(path())).equals(newer)).toBe(true);
  });

  it('keeps what has arrived when the person stops, and goes on from there', async () => {
    const control = new AbortController();
    const stopped = run(
      { breaksAfter: [1_000_000] },
      { signal: control.signal, pausesMs: [60_000], sha256: SHA256 },
    );
    setTimeout(() => control.abort(new Error('stopped by hand')), 300);
    await expect(stopped).rejects.toThrow('stopped by hand');
    await run({}, { sha256: SHA256 });
    expect(server?.ranges).toEqual([null, expect.stringMatching(/^bytes=[1-9]\d+-$/)]);
  });

  it('refuses a file with another hash, removes it, and fetches a right one afterwards', async () => {
    const wrong = { sha256: '0'.repeat(64) };
    await expect(run({}, wrong)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringMatching(
        new RegExp(
          `${SHA256} instead of ${wrong.sha256}.*Nothing of it was kept.*pull small-clip --revision main`,
        ),
      ) as string,
      params: { encoder: 'small-clip' },
    });
    expect(await files()).toEqual([]);
    expect(await run({}, { sha256: SHA256 })).toMatchObject({ fetched: true });
  });

  it('refuses a file of another size before receiving it', async () => {
    await expect(run({}, { size: 1000 })).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await files()).toEqual([]);
  });

  it('refuses more bytes than the file has as they come, not after all of them', async () => {
    let most = 0;
    const watched = { size: 1000, onProgress: (received: number) => (most = received) };
    const large = { content: Buffer.alloc(40_000_000), chunked: true };
    await expect(run(large, watched)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('more than 1000 bytes'),
    });
    expect(most).toBeLessThan(1001);
    expect(await files()).toEqual([]);
  });

  it('never puts a part where it does not belong', async () => {
    expect(await run({ breaksAfter: [1_000_000], late: 5 })).toMatchObject({ sha256: SHA256 });
    // Broken off, answered with another part, and asked for as a whole.
    expect(server?.ranges).toEqual([null, expect.stringMatching(/^bytes=/), null]);
  });

  it('replaces a file that is there with another hash', async () => {
    await run({}, { sha256: SHA256 });
    await writeFile(path(), 'damaged');
    expect(await run({}, { sha256: SHA256 })).toMatchObject({ fetched: true });
    expect((await readFile(path())).equals(FILE)).toBe(true);
  });

  it.each([
    [404, 'not-found'],
    [401, 'forbidden'],
    [500, 'unavailable'],
  ])('says what to do when the server answers %i', async (status, code) => {
    await expect(run({ status })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(String(status)) as string,
    });
  });

  it('names the mirror and the command where a file is not there', async () => {
    await expect(run({ status: 404 })).rejects.toMatchObject({
      message: expect.stringMatching(
        /correct HF_ENDPOINT.*models pull small-clip --revision main/,
      ) as string,
    });
  });

  it('keeps what arrived before a server, as of a hotel, sends a page of its own instead', async () => {
    const behaviour: Behaviour = { breaksAfter: [1_000_000] };
    const input = { immutable: true, sha256: SHA256, size: FILE.length };
    const first = run(behaviour, {
      ...input,
      onWait: () => Object.assign(behaviour, { content: Buffer.from('sign in'), etag: '"page"' }),
    });
    await expect(first).rejects.toMatchObject({ code: 'unprocessable' });
    Object.assign(behaviour, { content: FILE, etag: '"one"' });
    expect(await run(behaviour, input)).toMatchObject({ sha256: SHA256 });
    expect(server?.starts.at(-1)).toBeGreaterThan(0);
  });

  it('gives up on a silent server, and on one that is not there, with a sentence', async () => {
    await expect(run({ silent: true }, { silenceMs: 50 })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        /keeps breaking off.*fell silent.*start the download again/,
      ) as string,
    });
    await server?.close();
    const waits: number[] = [];
    const onWait = (_: string, pause: number) => waits.push(pause);
    await expect(run({}, { onWait })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/cannot be reached \(.*ECONNREFUSED/) as string,
    });
    expect(waits).toEqual([10]);
    server = undefined;
  });
});
