/**
 * Agreement with transformers' image processors on the bytes that are encoded: served JPEGs made from
 * 42 files of all sorts (tools/reference/image_processors.py).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Preprocessing } from '@/lib/domain/encoders';
import { decodeRgb } from '../images/decode';
import { floats, openSession, Tensor } from './ort';
import { preprocess, processedValues } from './preprocess';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const numbers = z.array(z.number());
const reference = z
  .object({
    transformers: z.string(),
    size: z.literal(32),
    images: z.array(
      z.object({
        file: z.string(),
        clip: numbers,
        siglip: numbers,
        dinov2: numbers,
        embedding: numbers,
      }),
    ),
  })
  .parse(
    JSON.parse(
      gunzipSync(readFileSync(join(FIXTURES, 'reference/image-processors.json.gz'))).toString(),
    ),
  );

const steps = (resize: Preprocessing['resize']): Preprocessing => ({
  version: 'reference',
  resize,
  crop: 32,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
});
const PROCESSORS = {
  clip: steps({ kind: 'bicubic', shortestEdge: 32 }),
  siglip: steps({ kind: 'bicubic', width: 32, height: 32 }),
  // 8/7 of the crop, as DINOv2's 256 is to 224.
  dinov2: steps({ kind: 'bicubic', shortestEdge: 36 }),
} as const;

/** Mean absolute difference allowed, in 255ths; it would be 0 if both used one JPEG decoder. */
const MOST_DIFFERENCE = 1;

const imageOf = (file: string) => decodeRgb(readFileSync(join(FIXTURES, 'served', file)));

describe(`equal to transformers ${reference.transformers} on ${reference.images.length} images`, () => {
  it.each(reference.images)('$file', async (image) => {
    const rgb = await imageOf(image.file);
    for (const name of ['clip', 'siglip', 'dinov2'] as const) {
      const bytes = processedValues(rgb, PROCESSORS[name]);
      const wanted = image[name];
      expect(bytes.length).toBe(wanted.length);
      const sum = wanted.reduce((total, value, k) => total + Math.abs(value - bytes[k]!), 0);
      expect(sum / bytes.length, name).toBeLessThan(MOST_DIFFERENCE);
    }
  });

  it('gives the embedding that PyTorch and Pillow give', async () => {
    const session = await openSession(readFileSync(join(FIXTURES, 'reference/clip.vision.onnx')));
    for (const { file, embedding } of reference.images) {
      const pixels = preprocess(await imageOf(file), PROCESSORS.clip);
      const given = floats(
        await session.run({ pixel_values: new Tensor('float32', pixels, [1, 3, 32, 32]) }, [
          'image_embeds',
        ]),
        'image_embeds',
      );
      const dot = given.reduce((sum, value, k) => sum + value * embedding[k]!, 0);
      const cosine = dot / (Math.hypot(...given) * Math.hypot(...embedding));
      expect(cosine, file).toBeGreaterThan(0.9995);
    }
  });
});
