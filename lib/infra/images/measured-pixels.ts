import sharp from 'sharp';
import { MEASURED_SIDE } from '@/lib/domain/hygiene/measures';
import type { Pixels } from '@/lib/domain/hygiene/pixels';

/**
 * The pixels that measures are taken on: sRGB, at most MEASURED_SIDE long, never enlarged. Decoding
 * and scaling run on libvips' threads. Null for bytes that are not a whole image.
 */
export async function measuredPixels(bytes: Uint8Array): Promise<Pixels | null> {
  try {
    const { data, info } = await sharp(bytes, { failOn: 'error' })
      .resize(MEASURED_SIDE, MEASURED_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { data, width: info.width, height: info.height } : null;
  } catch {
    return null;
  }
}
