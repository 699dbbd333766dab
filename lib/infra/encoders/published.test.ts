/**
 * The published weights give the published numbers. Weights and pictures are not in the repository:
 * docs/encoders.md says where to get them. Skipped where they are not there.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EncoderPool } from './pool';
import { createEncoderRegistry } from './registry';

const models = process.env.BLINDPAIR_MODELS ?? '';
const pictures = process.env.BLINDPAIR_REFERENCE_IMAGES ?? '';
const registry = createEncoderRegistry(models ? [models] : []);
const usable = new Set((await registry.list()).filter((one) => one.usable).map((one) => one.id));
const pool = new EncoderPool({ registry, threads: 1 });
afterAll(() => pool.close());

const CLIP = 'openai-vit-b32-224';
const DINOV2 = 'dinov2-base';
/** Two cats on a couch, of COCO val2017; transformers keeps a PNG of it for its tests. */
const CATS = ['000000039769.png', '000000039769.jpg'];
/** The figure of the approach in the README of openai/CLIP. */
const DIAGRAM = ['CLIP.png'];

const found = (names: readonly string[]): string | undefined =>
  names.map((name) => join(pictures, name)).find((path) => pictures !== '' && existsSync(path));

/** Why a test is skipped; null where all is there. */
function lacking(encoder: string, names: readonly string[]): string | null {
  if (!usable.has(encoder)) return `skipped: BLINDPAIR_MODELS holds no usable ${encoder}`;
  if (!found(names)) return `skipped: BLINDPAIR_REFERENCE_IMAGES holds no ${names[0]}`;
  return null;
}

function published(
  what: string,
  encoder: string,
  names: readonly string[],
  check: (image: Buffer) => Promise<void>,
): void {
  const reason = lacking(encoder, names);
  it.skipIf(reason !== null)(
    reason ? `${what} (${reason})` : what,
    async () => {
      await check(await readFile(found(names) ?? ''));
    },
    120_000,
  );
}

/** One number per sentence: cosine times the factor of training. */
async function logits(image: Buffer, sentences: readonly string[]): Promise<number[]> {
  const { description } = await registry.get(CLIP);
  expect(description.text?.logitScale).toBe(100);
  const [seen, said] = [
    await pool.encodeImages(CLIP, [image]),
    await pool.encodeTexts(CLIP, sentences),
  ];
  const { dimensions } = description;
  return sentences.map((_, at) => {
    const row = said.subarray(at * dimensions, (at + 1) * dimensions);
    return 100 * row.reduce((sum, value, k) => sum + value * seen[k]!, 0);
  });
}

function expectNear(got: readonly number[], want: readonly number[], most: number): void {
  expect(got).toHaveLength(want.length);
  got.forEach((value, at) => expect(Math.abs(value - want[at]!), `${value}`).toBeLessThan(most));
}

describe('published weights', () => {
  // transformers, tests/models/clip/test_modeling_clip.py, CLIPModelIntegrationTest: within 0.1 %.
  published('CLIP B/32 sees the cats', CLIP, CATS, async (image) => {
    const got = await logits(image, ['a photo of a cat', 'a photo of a dog']);
    expectNear(got, [24.5701, 19.3049], 0.025);
  });

  // README of openai/CLIP, "Usage"; printed in half precision.
  published('CLIP B/32 sees the diagram of its README', CLIP, DIAGRAM, async (image) => {
    const got = await logits(image, ['a diagram', 'a dog', 'a cat']);
    const powers = got.map((value) => Math.exp(value - Math.max(...got)));
    const sum = powers.reduce((a, b) => a + b);
    const probabilities = powers.map((value) => value / sum);
    expectNear(probabilities, [0.9927937, 0.00421068, 0.00299572], 0.001);
  });

  // transformers, tests/models/dinov2/test_modeling_dinov2.py, Dinov2ModelIntegrationTest: the first
  // three numbers of the class token and of the first two patches.
  published('DINOv2 B/14 has the hidden states of the cats', DINOV2, CATS, async (image) => {
    const { description } = await registry.get(DINOV2);
    const tokens = await pool.imageTokens(DINOV2, [image]);
    expect(tokens).toHaveLength(256 * 768);
    expectNear([...tokens.subarray(0, 3)], [-3.278, -0.8269, -0.921], 0.01);
    expectNear([...tokens.subarray(768, 771)], [-2.9129, 1.1284, -0.7306], 0.01);
    const row = await pool.encodeImages(DINOV2, [image]);
    expect(row).toHaveLength(description.dimensions);
    // The embedding is the class token at unit length.
    const scale = -2.1747 / row[0]!;
    expectNear([row[1]! * scale, row[2]! * scale], [-0.4729, 1.0936], 0.01);
  });
});
