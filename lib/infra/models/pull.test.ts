import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '@/lib/domain/catalogue';
import { AppError } from '@/lib/domain/errors';
import { createEncoderRegistry } from '../encoders/registry';
import { pull, type PullInput } from './pull';
import { removeEncoder } from './remove';
import { COMMIT, FILES, sha256, SMALL_CLIP, startHub, type TestHub } from './testing';
import { verifyEncoders } from './verify';

let folder: string;
let hub: TestHub;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-models-'));
  hub = await startHub();
});
afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

const run = (input: Partial<PullInput> = {}) =>
  pull({
    entry: SMALL_CLIP,
    folder,
    hub: { endpoint: hub.endpoint },
    pausesMs: [10, 10],
    ...input,
  });
const installed = async () =>
  (await createEncoderRegistry([folder]).list()).map(({ id, usable }) => [id, usable]);
const fileOf = (name: string) => join(folder, 'small-clip', COMMIT.slice(0, 12), name);
const requestsFor = (path: string) => hub.asked.filter((url) => url.endsWith(path)).length;

/** The same encoder with another hash for its image tower, at a pinned revision. */
const pinned = (hash: string) => {
  const { image } = SMALL_CLIP.hub;
  return {
    ...SMALL_CLIP,
    hub: {
      ...SMALL_CLIP.hub,
      revision: COMMIT,
      image: { ...image, graph: { ...image.graph, sha256: hash } },
    },
  };
};

describe('pulling an encoder', () => {
  it('writes down the commit and the hashes of what it got, and the registry can use it', async () => {
    const { description, changed } = await run();
    expect(changed).toBe(true);
    expect(description.source).toEqual({ repository: 'lab/small-clip', revision: COMMIT });
    expect(description.image.sha256).toBe(sha256(FILES['onnx/vision_model.onnx']!));
    expect(description.text?.padTokenId).toBe(1);
    expect(await installed()).toEqual([['small-clip', true]]);
    expect(hub.asked.every((url) => url.startsWith('/api/') || url.includes(COMMIT))).toBe(true);
  });

  it('goes on where the server broke off', async () => {
    hub.breaks.set('onnx/vision_model.onnx', 60_000);
    const { description } = await run();
    expect(requestsFor('vision_model.onnx')).toBe(2);
    expect(description.image.sha256).toBe(sha256(FILES['onnx/vision_model.onnx']!));
  });

  it('is refused while another one fetches the same encoder, and spoils nothing of it', async () => {
    const both = await Promise.allSettled([run(), run()]);
    const outcomes = both.map((one) =>
      one.status === 'fulfilled' ? one.value.changed : (one.reason as { code: string }).code,
    );
    expect(outcomes.map(String).sort()).toEqual(['conflict', 'true']);
    expect(requestsFor('vision_model.onnx')).toBe(1);
    expect(await installed()).toEqual([['small-clip', true]]);
    // The lock is gone with the one who held it.
    expect((await run({ revision: 'main' })).description.id).toBe('small-clip');
  });

  it('stopped, it keeps what arrived and the commit, even if the main branch moves', async () => {
    const stop = new AbortController();
    const stopped = run({
      signal: stop.signal,
      onProgress: (file) => {
        if (file.endsWith('text_model.onnx')) stop.abort(new Error('Ctrl-C'));
      },
    });
    await expect(stopped).rejects.toThrow('Ctrl-C');
    expect(await installed()).toEqual([]);
    hub.main = 'b'.repeat(40);
    const { description } = await run();
    expect(description.source?.revision).toBe(COMMIT);
    expect(requestsFor('vision_model.onnx')).toBe(1);
  });

  it('goes on with what an earlier version had begun beside the folders of commits', async () => {
    const graph = FILES['onnx/vision_model.onnx']!;
    const own = join(folder, 'small-clip');
    await mkdir(own);
    const files = { 'tokenizer.json': sha256(FILES['tokenizer.json']!) };
    await writeFile(join(own, 'download.json'), JSON.stringify({ revision: COMMIT, files }));
    await writeFile(join(own, 'tokenizer.json'), FILES['tokenizer.json']!);
    await writeFile(join(own, 'vision_model.onnx.part'), graph.subarray(0, 60_000));
    const received: number[] = [];
    await run({
      onProgress: (file, bytes) => file.endsWith('vision_model.onnx') && received.push(bytes),
    });
    expect(received[0]).toBe(60_000);
    expect(requestsFor('tokenizer.json')).toBe(0);
    expect(await installed()).toEqual([['small-clip', true]]);
    expect(await readdir(own)).toEqual([COMMIT.slice(0, 12)]);
  });

  it('asks nobody when everything is there', async () => {
    await run();
    await hub.close();
    const again = await run();
    expect(again.changed).toBe(false);
    hub = await startHub();
  });

  it('restores a file that is missing or changed, from the pinned commit', async () => {
    await run();
    hub.main = 'b'.repeat(40);
    await writeFile(fileOf('vision_model.onnx'), 'damaged');
    await rm(fileOf('tokenizer.json'));
    expect(await installed()).toEqual([['small-clip', false]]);
    const { description } = await run();
    expect(description.source?.revision).toBe(COMMIT);
    expect(await installed()).toEqual([['small-clip', true]]);
    expect(requestsFor('text_model.onnx')).toBe(1);
  });

  it('refuses a file with another hash than the pinned one, removes it and installs nothing', async () => {
    const wrong = run({ entry: pinned('0'.repeat(64)) });
    await expect(wrong).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('SHA-256'),
    });
    // What is left says which commit was asked for.
    expect(await readdir(join(folder, 'small-clip'))).toEqual(['download.json']);
    expect(await installed()).toEqual([]);
  });

  it('takes another revision on request, for which no hash of the catalogue speaks', async () => {
    hub.main = 'b'.repeat(40);
    const { description } = await run({ entry: pinned('0'.repeat(64)), revision: 'main' });
    expect(description.source?.revision).toBe('b'.repeat(40));
  });

  it('leaves the encoder as it is where another revision is no such encoder, and nothing of that', async () => {
    await run();
    const before = await run();
    hub.main = 'b'.repeat(40);
    const useless = () => Promise.reject(new AppError('unprocessable', 'It gives no numbers.'));
    await expect(run({ revision: 'main', tryOut: useless })).rejects.toThrow('no numbers');
    expect(await run()).toEqual(before);
    expect(await installed()).toEqual([['small-clip', true]]);
    expect(await readdir(join(folder, 'small-clip'))).toEqual([COMMIT.slice(0, 12)]);
  });

  it('keeps the files that are installed where the same commit is tried again and fails', async () => {
    await run({ entry: pinned(sha256(FILES['onnx/vision_model.onnx']!)), revision: 'main' });
    await rm(fileOf('tokenizer.json'));
    const tight = () => Promise.reject(new AppError('unprocessable', 'No memory.'));
    await expect(run({ revision: 'main', tryOut: tight })).rejects.toThrow('No memory');
    expect((await readdir(join(folder, 'small-clip', COMMIT.slice(0, 12)))).length).toBe(3);
    expect(await installed()).toEqual([['small-clip', true]]);
  });

  it('removes the files of the revision that another one replaced, once it is in place', async () => {
    await run();
    hub.main = 'b'.repeat(40);
    const { description } = await run({ revision: 'main' });
    expect(description.image.file).toBe(`small-clip/${'b'.repeat(12)}/vision_model.onnx`);
    expect(await readdir(join(folder, 'small-clip'))).toEqual(['b'.repeat(12)]);
    expect(await installed()).toEqual([['small-clip', true]]);
  });

  it('says that the hub is not there, and how to go on', async () => {
    await hub.close();
    const error = { code: 'unavailable', message: expect.stringContaining('HF_ENDPOINT') };
    await expect(run()).rejects.toMatchObject(error);
    await expect(run({ entry: pinned('0'.repeat(64)) })).rejects.toMatchObject(error);
    hub = await startHub();
  });

  it('installs nothing that does not give what is described', async () => {
    const entry = { ...SMALL_CLIP, dimensions: 25 };
    await expect(run({ entry })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('24 numbers'),
    });
    expect(await installed()).toEqual([]);
  });

  it('says how to export an encoder of which no export is published', async () => {
    const entry = CATALOGUE.find(({ id }) => id === 'metaclip-vit-l14-224')!;
    await expect(run({ entry })).rejects.toMatchObject({
      message: expect.stringMatching(/optimum-cli[\s\S]*--like metaclip-vit-l14-224/),
    });
  });
});

describe('removing an encoder', () => {
  it('frees its space, forgets it, and can be undone by another download', async () => {
    await run();
    const { bytes } = await run();
    expect(await removeEncoder(folder, 'small-clip')).toEqual({ bytes, published: true });
    expect(await installed()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    await expect(removeEncoder(folder, 'small-clip')).rejects.toMatchObject({ code: 'not-found' });
    expect((await run()).changed).toBe(true);
  });

  it.each(['..', '.', '', '../small-clip', 'a/b', 'a\\b'])(
    'takes %j for no encoder, and touches nothing',
    async (id) => {
      await run();
      const before = await readdir(folder, { recursive: true });
      await expect(removeEncoder(folder, id)).rejects.toMatchObject({ code: 'not-found' });
      expect(await readdir(folder, { recursive: true })).toEqual(before);
    },
  );

  it('is refused while another encoder uses its files', async () => {
    const { description } = await run();
    const variant = { ...description, id: 'variant' };
    await writeFile(join(folder, 'variant.json'), JSON.stringify(variant));
    await expect(removeEncoder(folder, 'small-clip')).rejects.toMatchObject({ code: 'conflict' });
    expect((await installed()).map(([, usable]) => usable)).toEqual([true, true]);
    await removeEncoder(folder, 'variant');
    expect(await installed()).toEqual([['small-clip', true]]);
  });

  it('takes away what a stopped download left', async () => {
    await expect(run({ entry: pinned('0'.repeat(64)) })).rejects.toThrow();
    await removeEncoder(folder, 'small-clip');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused while the encoder is being downloaded', async () => {
    const removals: Promise<unknown>[] = [];
    await run({
      onProgress: () => {
        if (removals.length === 0) removals.push(removeEncoder(folder, 'small-clip'));
        removals[0]?.catch(() => undefined);
      },
    });
    await expect(removals[0]).rejects.toMatchObject({ code: 'conflict' });
    expect(await installed()).toEqual([['small-clip', true]]);
  });
});

describe('verifying', () => {
  it('runs what is whole and names what is damaged or unknown', async () => {
    await run();
    const registry = createEncoderRegistry([folder]);
    expect(await verifyEncoders(registry)).toEqual([
      { id: 'small-clip', ok: true, detail: expect.stringContaining('24 dimensions') },
    ]);
    await writeFile(fileOf('text_model.onnx'), 'damaged');
    const results = await verifyEncoders(registry, { only: ['small-clip', 'none'] });
    expect(results.map(({ ok }) => ok)).toEqual([false, false]);
    expect(results[0]?.detail).toContain('text_model.onnx');
  });
});
