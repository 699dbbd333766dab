/** Whether the product's runtime computes what PyTorch computed when the weights were exported. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EncoderPool } from '@/lib/infra/encoders/pool';

const FIXTURES = 'miniature/train/fixtures';
const rows = z.array(z.base64());

const agreementSchema = z.object({
  sentences: z.array(z.string()),
  encoders: z.record(
    z.string(),
    z.object({
      size: z.int().positive(),
      images: rows,
      /** The patch token at the top left of each image. */
      firstToken: rows,
      texts: rows.optional(),
    }),
  ),
});

/** Little-endian float32, as the fixture has it. */
const decoded = (text: string): Float32Array => {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readFloatLE(k * 4));
};

function cosineError(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (const [k, value] of a.entries()) {
    dot += value * b[k]!;
    aa += value * value;
    bb += b[k]! * b[k]!;
  }
  return 1 - dot / Math.sqrt(aa * bb);
}

export interface Agreement {
  encoder: string;
  /** Largest 1 - cosine between both runtimes' embeddings. */
  image: number;
  token: number;
  text: number | null;
}

/** One entry per encoder of the fixture; its pictures have the encoders' own resolution. */
export async function measureAgreement(root: string, pool: EncoderPool): Promise<Agreement[]> {
  const folder = join(root, FIXTURES);
  const { sentences, encoders } = agreementSchema.parse(
    JSON.parse(await readFile(join(folder, 'agreement.json'), 'utf8')),
  );
  const found: Agreement[] = [];
  for (const [encoder, expected] of Object.entries(encoders)) {
    const images = await Promise.all(
      expected.images.map((_, k) => readFile(join(folder, `agreement/${expected.size}-${k}.png`))),
    );
    const worst = (given: Float32Array, wanted: readonly string[]) =>
      Math.max(
        ...wanted.map((text, k) => {
          const row = decoded(text);
          const step = given.length / wanted.length;
          return cosineError(row, given.subarray(k * step, k * step + row.length));
        }),
      );
    found.push({
      encoder,
      image: worst(await pool.encodeImages(encoder, images), expected.images),
      token: worst(await pool.imageTokens(encoder, images), expected.firstToken),
      text: expected.texts
        ? worst(await pool.encodeTexts(encoder, sentences), expected.texts)
        : null,
    });
  }
  return found;
}
