/** Bytes of an image file to its pixels. */
import sharp from 'sharp';

/** RGB, row-major, 3 bytes per pixel. */
export interface RgbImage {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * Decodes JPEG, PNG, WebP or AVIF the way a browser shows it: EXIF orientation applied, sRGB,
 * transparency over white. Rejects bytes that are not an image. Callers bound the pixels first.
 */
export async function decodeRgb(bytes: Uint8Array): Promise<RgbImage> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`Expected 3 channels, got ${info.channels}.`);
  return { data, width: info.width, height: info.height };
}

/**
 * For a thread that decodes while all cores are busy already: libvips would start more threads for
 * each image, which costs more than it gains. Holds for the whole process.
 */
export const decodeWithoutThreads = (): void => void sharp.concurrency(1);
