/** Bytes of image files to the numbers that an encoder reads, one image after another. */
import type { Preprocessing } from '@/lib/domain/encoders';
import { decodeRgb } from '../images/decode';
import { preprocess } from './preprocess';

/** Says which image it was. */
export class PreparationError extends Error {
  override readonly name = 'PreparationError';
  constructor(
    readonly index: number,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * float32 [images, 3, crop, crop]. The next image is decoded, outside JavaScript, while one is
 * resized; no more than two decoded ones are held.
 */
export async function prepareImages(
  images: readonly Uint8Array[],
  steps: Preprocessing,
): Promise<Float32Array> {
  const size = 3 * steps.crop * steps.crop;
  const out = new Float32Array(images.length * size);
  const decode = (index: number) => {
    const bytes = images[index];
    const decoded = bytes && decodeRgb(bytes);
    // Waited for only when the one before is done.
    decoded?.catch(() => undefined);
    return decoded;
  };
  let next = decode(0);
  for (let index = 0; index < images.length; index += 1) {
    try {
      const image = await next;
      next = decode(index + 1);
      if (image) preprocess(image, steps, out.subarray(index * size, (index + 1) * size));
    } catch (error) {
      throw new PreparationError(index, error);
    }
  }
  return out;
}
