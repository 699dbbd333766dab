/**
 * From the file that somebody handed in to the one image that everybody gets: upright, sRGB, 8 bit,
 * no alpha, no metadata, JPEG. Encoders score exactly these bytes, people see them, exports carry them.
 */
import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import {
  judgeDimensions,
  refusal,
  VARIANT_WIDTHS,
  type ImageFormat,
  type Refusal,
} from '@/lib/domain/image-rules';
import { identify } from './identify';

// Nothing is decoded twice here, so libvips' operation cache would only hold memory.
sharp.cache(false);

/** Visually lossless, and full colour resolution: a difference in colour alone must survive. */
const SERVED = { quality: 95, chromaSubsampling: '4:4:4' } as const;
const VARIANT = { quality: 85 } as const;

export interface Encoded {
  data: Buffer;
  /** Lower-case hex. */
  sha256: string;
  width: number;
  height: number;
}

export interface NormalisedImage {
  format: ImageFormat;
  served: Encoded;
  /** Smaller copies, narrowest first; only widths below the image's own. */
  variants: Encoded[];
}

export const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * Checks and normalises one file. Dimensions are judged from the header, before decoding. A refusal
 * is a value, not an error: one bad file among many is ordinary.
 */
export async function normaliseImage(
  bytes: Buffer,
  maxMegapixels: number,
): Promise<{ image: NormalisedImage } | { refused: Refusal }> {
  const identified = identify(bytes);
  if ('refused' in identified) return identified;
  const { format } = identified;

  // The header only, hence without a pixel limit: the refusal can then say the real size.
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!header) return { refused: refusal('corrupt') };
  const refused = judgeDimensions(header.width, header.height, maxMegapixels);
  if (refused) return { refused };
  if ((header.pages ?? 1) > 1 && format === 'webp') return { refused: refusal('animated') };

  const served = await decodeToServed(bytes, maxMegapixels).catch(() => null);
  if (!served) return { refused: refusal('corrupt') };
  const variants: Encoded[] = [];
  for (const width of VARIANT_WIDTHS) {
    if (width >= served.width) break;
    variants.push(await encode(sharp(served.data).resize({ width }).jpeg(VARIANT)));
  }
  return { image: { format, served, variants } };
}

const decodeToServed = (bytes: Buffer, maxMegapixels: number): Promise<Encoded> =>
  encode(
    sharp(bytes, {
      // A truncated or damaged file fails here instead of being served half grey.
      failOn: 'error',
      limitInputPixels: Math.ceil(maxMegapixels * 1e6),
      sequentialRead: true,
    })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      // An embedded profile is applied, then dropped with all other metadata (EXIF, GPS, XMP).
      .toColourspace('srgb')
      .jpeg(SERVED),
  );

async function encode(image: Sharp): Promise<Encoded> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { data, sha256: sha256(data), width: info.width, height: info.height };
}
