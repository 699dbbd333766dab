import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinPairs } from '@/lib/domain/mining/join';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { joinPairsFast } from '../join/join';
import { EncoderPool } from '../encoders/pool';
import { createEncoderRegistry } from '../encoders/registry';
import { scene } from '../images/testing';
import { addEncoder, type AddInput } from './add';
import { WORDS } from './testing';

/** Made by tools/reference/small_cnn.py. */
const CNN = join(import.meta.dirname, 'fixtures/small-cnn.onnx');
/** Made by tools/reference/small_combined.py. */
const COMBINED = join(import.meta.dirname, 'fixtures/small-combined.onnx');
const CLIP = join(import.meta.dirname, '../encoders/fixtures/reference');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-add-'));
});
afterEach(() => rm(folder, { recursive: true }));

const add = (input: Partial<AddInput> = {}) =>
  addEncoder({
    folder,
    taken: [],
    path: CNN,
    id: 'my-cnn',
    name: 'My CNN',
    role: 'visual',
    family: 'own',
    license: 'MIT',
    notes: '',
    preprocessing: {
      version: 'own-steps',
      resize: { kind: 'bilinear', shortestEdge: 56 },
      crop: 48,
      mean: [0.45, 0.45, 0.42],
      std: [0.22, 0.22, 0.22],
    },
    output: 'features',
    ...input,
  });
/** Of the cosines of all pairs: half of them pass. */
function median(rows: UnitRows): number {
  const all: number[] = [];
  for (let i = 0; i < rows.count; i += 1) {
    for (let j = i + 1; j < rows.count; j += 1) all.push(cosine(rows, i, rows, j));
  }
  return all.sort((x, y) => x - y)[Math.floor(all.length / 2)] ?? 0;
}

const addClip = (input: Partial<AddInput> = {}) =>
  add({
    path: join(CLIP, 'clip.vision.onnx'),
    id: 'my-clip',
    role: 'semantic',
    output: undefined,
    preprocessing: { preset: 'clip' },
    ...input,
  });

describe("registering one's own encoder", () => {
  it('mines with an ordinary CNN: own mean and std, an intermediate feature map, no patch tokens', async () => {
    const { description } = await add();
    expect(description.image).toMatchObject({
      input: 'data',
      embedding: { output: 'features', pooling: 'positions' },
    });
    expect(description.image.tokens).toBeUndefined();
    expect(description.dimensions).toBe(32);
    await addClip();

    const registry = createEncoderRegistry([folder]);
    const pool = new EncoderPool({ registry, threads: 1 });
    const images = await Promise.all(
      Array.from({ length: 24 }, (_, k) =>
        scene(64 + (k % 3) * 16, 64, k + 1)
          .jpeg()
          .toBuffer(),
      ),
    );
    const encode = async (id: string, dimensions: number): Promise<UnitRows> => ({
      data: await pool.encodeImages(id, images),
      count: images.length,
      dimensions,
    });
    const semantic = await encode('my-clip', 24);
    const visual = await encode('my-cnn', 32);
    await pool.close();
    const thresholds = { semanticAbove: median(semantic), visualBelow: median(visual) };
    const pairs = await joinPairsFast({ semantic, visual, thresholds });
    expect(pairs.length).toBeGreaterThan(10);
    expect(pairs).toEqual(joinPairs({ semantic, visual, thresholds }));
  });

  it('finds size, embedding and patch tokens of a usual export by itself, and takes its text tower', async () => {
    await writeFile(join(folder, 'words.tokenizer.json'), WORDS);
    const { description, found } = await addClip({
      text: {
        path: join(CLIP, 'clip.text.onnx'),
        tokenizer: join(folder, 'words.tokenizer.json'),
        contextLength: 16,
        padToken: 'w1',
      },
    });
    expect(description.image).toMatchObject({
      embedding: { output: 'image_embeds', pooling: 'none' },
      tokens: { rows: 4, columns: 4, before: 1, channels: 32 },
      preprocessing: { version: 'clip-32' },
    });
    expect(description.text).toMatchObject({ contextLength: 16, padTokenId: 1 });
    expect(found).toContain('pixel_values (float32, n x 3 x 32 x 32)');
  });

  it('refuses a tokenizer of another encoder, and sentences longer than the text graph takes', async () => {
    const words = JSON.parse(WORDS.toString()) as { model: { vocab: object } };
    const vocab = Object.fromEntries(Object.keys(words.model.vocab).map((w, k) => [w, k + 10_000]));
    const tokenizer = join(folder, 'words.tokenizer.json');
    await writeFile(tokenizer, JSON.stringify({ ...words, model: { ...words.model, vocab } }));
    const text = { path: join(CLIP, 'clip.text.onnx'), tokenizer, padToken: 'w1' };
    await expect(addClip({ text })).rejects.toThrow(/belongs to another encoder/);
    await expect(addClip({ text: { ...text, contextLength: 77 } })).rejects.toThrow(
      /takes 16 tokens, not 77/,
    );
  });

  it('takes one graph that holds both towers, with its weights in a file beside it', async () => {
    await writeFile(join(folder, 'words.tokenizer.json'), WORDS);
    const { description } = await add({
      path: COMBINED,
      id: 'both',
      role: 'semantic',
      output: undefined,
      preprocessing: { preset: 'clip' },
      text: {
        path: COMBINED,
        tokenizer: join(folder, 'words.tokenizer.json'),
        contextLength: 6,
        padToken: 'w1',
      },
    });
    expect(description.dimensions).toBe(8);
    expect(description.image.fillers?.map(({ name }) => name)).toEqual([
      'input_ids',
      'attention_mask',
    ]);
    expect(description.text?.fillers?.map(({ name }) => name)).toEqual(['pixel_values']);
    const registry = createEncoderRegistry([folder]);
    const pool = new EncoderPool({ registry, threads: 1 });
    const rows = await pool.encodeTexts('both', ['red ball', 'red ball', 'a photo']);
    expect(rows.subarray(0, 8)).toEqual(rows.subarray(8, 16));
    expect(rows.subarray(0, 8)).not.toEqual(rows.subarray(16));
    await pool.close();

    await rm(join(folder, 'both/small-combined.onnx_data'));
    expect(await registry.list()).toMatchObject([{ id: 'both', usable: false }]);
  });

  it('lists inputs and outputs of the graph where a name is wrong or the choice is not clear', async () => {
    await expect(add({ output: 'embedding' })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringMatching(/no output "embedding".*scores.*features/),
    });
    await expect(add({ output: undefined })).rejects.toThrow(/scores.*features.*--output/);
    await expect(add({ input: 'pixels' })).rejects.toThrow(/no input "pixels".*data/);
  });

  it('refuses pooling, size and dimensions that do not fit what the graph gives', async () => {
    await expect(add({ pooling: 'first' })).rejects.toThrow(/1 x 32 x 6 x 6.*positions/);
    await expect(add({ preprocessing: { preset: 'imagenet', size: 224 } })).rejects.toThrow(
      '48 x 48 pixels, not 224',
    );
    await expect(add({ dimensions: 768 })).rejects.toThrow(/32 numbers where My CNN has 768/);
  });

  it('leaves nothing behind when it refuses, and keeps an id that is taken', async () => {
    await expect(add({ output: 'embedding' })).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
    await add();
    await expect(add()).rejects.toMatchObject({ code: 'conflict' });
    await expect(add({ path: 'none.onnx', id: 'other' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('refuses a file name that a description cannot hold, with a sentence and nothing left behind', async () => {
    const path = join(folder, 'my model.onnx');
    await copyFile(CNN, path);
    await expect(add({ path })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('"my model.onnx"'),
    });
    expect(await readdir(folder)).toEqual(['my model.onnx']);
  });

  it('never removes or replaces a file that was there before, whatever way leads to it', async () => {
    // The person's only copy lies where it would be copied to, and is named through a link.
    await mkdir(join(folder, 'my-cnn'));
    const only = join(folder, 'my-cnn/small-cnn.onnx');
    await copyFile(CNN, only);
    const link = `${folder}-link`;
    await symlink(folder, link);
    try {
      const path = join(link, 'my-cnn/small-cnn.onnx');
      const taken = add({ path, dimensions: undefined, name: '' });
      await expect(taken).rejects.toThrow();
      expect((await readFile(only)).equals(await readFile(CNN))).toBe(true);
    } finally {
      await rm(link);
    }
    await writeFile(only, 'another file');
    await expect(add()).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(only, 'utf8')).toBe('another file');
  });
});
