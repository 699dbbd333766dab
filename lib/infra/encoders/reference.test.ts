/**
 * Agreement with PyTorch and transformers on the architectures of published encoders, weights aside:
 * tools/reference/tiny_models.py made the files and recorded what they must give.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncoderDescription, ImageTower, TextTower } from '@/lib/domain/encoders';
import expected from './fixtures/reference/expected.json';
import { Tower } from './tower';

const FIXTURES = join(import.meta.dirname, 'fixtures/reference');
const GRID = { rows: 4, columns: 4, channels: 32 };
/** Two embeddings of unit length that agree in float32. */
const LEAST_COSINE = 0.9999;

const MEAN_STD = {
  clip: [
    [0.48145466, 0.4578275, 0.40821073],
    [0.26862954, 0.26130258, 0.27577711],
  ],
  siglip: [
    [0.5, 0.5, 0.5],
    [0.5, 0.5, 0.5],
  ],
  imagenet: [
    [0.485, 0.456, 0.406],
    [0.229, 0.224, 0.225],
  ],
} as const;

let folder: string;
let images: Buffer[];
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A tokenizer whose word `w17` has number 17, so that the recorded numbers can be spoken. */
const WORDS = JSON.stringify({
  version: '1.0',
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: null,
  decoder: null,
  model: {
    type: 'WordLevel',
    vocab: Object.fromEntries(Array.from({ length: 512 }, (_, id) => [`w${id}`, id])),
    unk_token: 'w0',
  },
});

const sentence = (index: number): string =>
  (expected.inputIds[index] ?? []).map((id) => `w${id}`).join(' ');

async function imageTower(
  file: string,
  style: keyof typeof MEAN_STD,
  embedding: ImageTower['embedding'],
  before: number,
): Promise<ImageTower> {
  const [mean, std] = MEAN_STD[style];
  await copyFile(join(FIXTURES, file), join(folder, file));
  return {
    file,
    sha256: hash(await readFile(join(folder, file))),
    input: 'pixel_values',
    embedding,
    tokens: { output: 'last_hidden_state', before, ...GRID },
    preprocessing: {
      version: 'reference',
      resize: { kind: 'bicubic', shortestEdge: expected.size },
      crop: expected.size,
      mean: [...mean],
      std: [...std],
    },
  };
}

async function textTower(file: string, output: string): Promise<TextTower> {
  await copyFile(join(FIXTURES, file), join(folder, file));
  return {
    file,
    sha256: hash(await readFile(join(folder, file))),
    input: 'input_ids',
    output,
    tokenizer: { file: 'words.json', sha256: hash(Buffer.from(WORDS)) },
    contextLength: 16,
    padTokenId: 1,
    logitScale: 1,
  };
}

const describeEncoder = (image: ImageTower, dimensions: number, text?: TextTower) =>
  new Tower(folder, {
    id: 'reference',
    name: 'Reference',
    role: text ? 'semantic' : 'visual',
    family: 'reference',
    miniature: false,
    dimensions,
    image,
    ...(text && { text }),
    license: 'Apache-2.0',
    notes: '',
  } satisfies EncoderDescription);

function cosine(a: Float32Array, b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  const dot = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}

async function expectAll(rows: readonly number[][], get: (index: number) => Promise<Float32Array>) {
  expect(rows.length).toBeGreaterThan(0);
  for (const [index, row] of rows.entries()) {
    expect(cosine(await get(index), row)).toBeGreaterThan(LEAST_COSINE);
  }
  // A tower that ignores its input would agree with itself, not with all of these.
  expect(cosine(await get(0), rows[1] ?? [])).toBeLessThan(LEAST_COSINE);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-reference-'));
  await writeFile(join(folder, 'words.json'), WORDS);
  const raw = { width: expected.size, height: expected.size, channels: 3 as const };
  images = await Promise.all(
    expected.pixels.map((pixels) => sharp(Uint8Array.from(pixels), { raw }).png().toBuffer()),
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe(`equal to transformers ${expected.transformers} on the same pixels and tokens`, () => {
  it('CLIP: image_embeds, text_embeds and patch tokens', async () => {
    const tower = describeEncoder(
      await imageTower('clip.vision.onnx', 'clip', { output: 'image_embeds', pooling: 'none' }, 1),
      24,
      await textTower('clip.text.onnx', 'text_embeds'),
    );
    await expectAll(expected.clip.imageEmbeds, (i) => tower.embedImage(images[i]!));
    await expectAll(expected.clip.textEmbeds, (i) => tower.embedText(sentence(i)));
    await expectAll(expected.clip.firstPatch, async (i) =>
      (await tower.imageTokens(images[i]!)).subarray(0, GRID.channels),
    );
  });

  it('SigLIP: attention-pooled image and text', async () => {
    const tower = describeEncoder(
      await imageTower(
        'siglip.vision.onnx',
        'siglip',
        { output: 'pooler_output', pooling: 'none' },
        0,
      ),
      32,
      await textTower('siglip.text.onnx', 'pooler_output'),
    );
    await expectAll(expected.siglip.imageEmbeds, (i) => tower.embedImage(images[i]!));
    await expectAll(expected.siglip.textEmbeds, (i) => tower.embedText(sentence(i)));
  });

  it.each([
    ['dinov2', 1],
    ['dinov2-registers', 5],
    ['dinov3', 5],
  ] as const)('%s: class token, mean of patches, patch tokens', async (name, before) => {
    const reference = expected[name];
    const at = async (pooling: 'first' | 'mean') =>
      describeEncoder(
        await imageTower(
          `${name}.onnx`,
          'imagenet',
          { output: 'last_hidden_state', pooling },
          before,
        ),
        32,
      );
    const [first, mean] = [await at('first'), await at('mean')];
    await expectAll(reference.cls, (i) => first.embedImage(images[i]!));
    await expectAll(reference.meanPatches, (i) => mean.embedImage(images[i]!));
    await expectAll(reference.firstPatch, async (i) =>
      (await first.imageTokens(images[i]!)).subarray(0, GRID.channels),
    );
  });
});
