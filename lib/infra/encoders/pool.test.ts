import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderCorpus } from '@/miniature/scenes/corpus';
import { COUNTER } from './fixtures/fragile-counter';
import { EncoderPool } from './pool';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from './registry';

const registry = createEncoderRegistry([MINIATURE_WEIGHTS]);
const images: Buffer[] = [];
const opened: EncoderPool[] = [];
const open = (options: Partial<ConstructorParameters<typeof EncoderPool>[0]> = {}) => {
  const pool = new EncoderPool({ registry, threads: 2, ...options });
  opened.push(pool);
  return pool;
};

beforeAll(async () => {
  await renderCorpus({ count: 40, seed: 11 }, async (_, png) => void images.push(png));
});
afterAll(() => Promise.all(opened.map((pool) => pool.close())));

describe('the encoder pool', () => {
  it('gives the same bytes for any batch, neighbours and number of threads', async () => {
    for (const id of ['miniature-clip-base', 'miniature-visual']) {
      const all = await open().encodeImages(id, images);
      const alone = await open({ threads: 1, batchSize: 1 }).encodeImages(id, [images[17]!]);
      const odd = await open({ threads: 3, batchSize: 7 }).encodeImages(id, [...images].reverse());
      expect(all.length).toBe(40 * 128);
      expect(alone).toEqual(all.slice(17 * 128, 18 * 128));
      expect(odd.slice(22 * 128, 23 * 128)).toEqual(alone);
      for (let i = 0; i < 40; i += 1) {
        const row = all.subarray(i * 128, (i + 1) * 128);
        expect(Math.abs(Math.hypot(...row) - 1)).toBeLessThan(1e-6);
        expect(odd.slice((39 - i) * 128, (40 - i) * 128)).toEqual(row.slice());
      }
    }
  });

  it('gives these bytes, too, where images are prepared apart from the weights', async () => {
    const id = 'miniature-clip-base';
    const apart = { smallWeights: 0, memory: 1 };
    const [all, tokens] = [
      await open().encodeImages(id, images),
      await open().imageTokens('miniature-visual', images.slice(0, 9)),
    ];
    const pool = open(apart);
    expect(await pool.encodeImages(id, images)).toEqual(all);
    expect(await pool.imageTokens('miniature-visual', images.slice(0, 9))).toEqual(tokens);
    expect((await pool.encodeTexts(id, ['a dog'])).length).toBe(128);
    const odd = await open({ ...apart, threads: 3, batchSize: 7 }).encodeImages(id, images);
    expect(odd).toEqual(all);
    const broken = [...images.slice(0, 21), Buffer.from('no image')];
    await expect(pool.encodeImages(id, broken)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('input 22'),
    });
  });

  it('keeps two large encoders open, and opens a third again when it is needed', async () => {
    const pool = open({ smallWeights: 0, threads: 1 });
    const few = images.slice(0, 2);
    const ids = ['miniature-clip-base', 'miniature-visual', 'miniature-clip-small'];
    const first: Float32Array[] = [];
    for (const id of ids) first.push(await pool.encodeImages(id, few));
    expect(await pool.encodeImages(ids[0]!, few)).toEqual(first[0]);
    expect(await Promise.all(ids.map((id) => pool.encodeImages(id, few)))).toEqual(first);
  });

  it('gives the same of small encoders, however many take turns on a thread', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'blindpair-pool-'));
    try {
      await cp(MINIATURE_WEIGHTS, folder, { recursive: true });
      const written = await readFile(join(folder, 'miniature-visual.json'), 'utf8');
      const ids = Array.from({ length: 6 }, (_, k) => `copy-${k}`);
      for (const id of ids) {
        const copy = JSON.stringify({ ...(JSON.parse(written) as object), id });
        await writeFile(join(folder, `${id}.json`), copy);
      }
      const pool = open({ registry: createEncoderRegistry([folder]), threads: 1 });
      const few = images.slice(0, 2);
      const expected = await open().encodeImages('miniature-visual', few);
      for (const id of [...ids, ...ids]) expect(await pool.encodeImages(id, few)).toEqual(expected);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('tells the sentence of a scene from the sentence of another', async () => {
    const scenes: { caption: string; png: Buffer }[] = [];
    const files = new Map<string, Buffer>();
    const truth = await renderCorpus(
      { count: 120, seed: 20240111 },
      async (file, png) => void files.set(file, png),
    );
    for (const scene of truth) {
      if (scene.variant === 'original') {
        scenes.push({ caption: scene.caption, png: files.get(scene.file)! });
      }
    }
    const pool = open();
    const pictures = await pool.encodeImages(
      'miniature-clip-base',
      scenes.map((s) => s.png),
    );
    const words = await pool.encodeTexts(
      'miniature-clip-base',
      scenes.map((s) => s.caption),
    );
    const dot = (a: number, b: number) =>
      pictures
        .subarray(a * 128, a * 128 + 128)
        .reduce((sum, v, k) => sum + v * words[b * 128 + k]!, 0);
    const right = scenes.filter((_, i) =>
      scenes.every((__, other) => dot(i, i) >= dot(i, other)),
    ).length;
    // In training the right caption of 128 won 69 % of the time; chance here is 4 %.
    expect(right / scenes.length).toBeGreaterThan(0.6);
  });

  it('gives the patch tokens of the grid that the description says', async () => {
    const tokens = await open().imageTokens('miniature-visual', images.slice(0, 2));
    const { description } = await registry.get('miniature-visual');
    expect(description.image.tokens).toMatchObject({ rows: 8, columns: 8 });
    expect(tokens.length).toBe(2 * 8 * 8 * (description.image.tokens?.channels ?? 0));
  });

  it('names the image that cannot be decoded, and goes on working', async () => {
    const pool = open({ batchSize: 4 });
    const broken = [...images.slice(0, 5), Buffer.from('no image'), ...images.slice(5)];
    await expect(pool.encodeImages('miniature-visual', broken)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('input 6'),
    });
    expect((await pool.encodeImages('miniature-visual', images)).length).toBe(40 * 128);
  });

  it('refuses texts for an encoder without a text tower, and a sentence without words', async () => {
    const pool = open();
    await expect(pool.encodeTexts('miniature-visual', ['a dog'])).rejects.toThrow('no text tower');
    await expect(pool.encodeTexts('miniature-clip-base', ['dog', ' \n '])).rejects.toThrow(
      'input 2',
    );
  });

  it('reports progress to the end and stops between batches when it is told to', async () => {
    const pool = open({ threads: 1, batchSize: 8 });
    const seen: number[] = [];
    await pool.encodeImages('miniature-visual', images, { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([8, 16, 24, 32, 40]);
    const stop = new AbortController();
    const running = pool.encodeImages('miniature-visual', images, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(running).rejects.toThrow('enough');
  });

  it('rejects what is in progress when it is closed', async () => {
    const pool = open();
    const running = pool.encodeImages('miniature-visual', images);
    const expectation = expect(running).rejects.toMatchObject({ code: 'unavailable' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await pool.close();
    await expectation;
  });
});

describe('a thread that dies', () => {
  const workerFile = fileURLToPath(new URL('./fixtures/fragile.worker.ts', import.meta.url));
  afterAll(() => rm(COUNTER, { force: true }));

  it('costs nothing the first time: its batch is done by another', async () => {
    await writeFile(COUNTER, '1');
    const rows = await open({ threads: 1, workerFile }).encodeImages('miniature-clip-base', images);
    expect(rows).toEqual(await open().encodeImages('miniature-clip-base', images));
  });

  it('costs nothing either where it prepared images or held the weights', async () => {
    const expected = await open().encodeImages('miniature-clip-base', images);
    for (const kind of ['prepare-images', 'embed-pixels']) {
      await writeFile(COUNTER, `1 ${kind}`);
      const pool = open({ workerFile, smallWeights: 0, memory: 1 });
      expect(await pool.encodeImages('miniature-clip-base', images)).toEqual(expected);
      expect(await readFile(COUNTER, 'utf8')).toBe(`0 ${kind}`);
    }
  });

  it('fails the batch the second time, with a sentence', async () => {
    await writeFile(COUNTER, '2');
    const running = open({ threads: 1, workerFile }).encodeImages('miniature-clip-base', images);
    await expect(running).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('stopped twice'),
    });
  });
});
