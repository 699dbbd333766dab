/** What a file really is, from its first bytes. Its name decides nothing. */
import { refusal, type ImageFormat, type Refusal } from '@/lib/domain/image-rules';

/** Enough for every signature, an `ftyp` box with many brands, and XML before an <svg>. */
const HEAD_BYTES = 4096;

const at = (bytes: Buffer, offset: number, signature: string): boolean =>
  bytes.toString('latin1', offset, offset + signature.length) === signature;

export function identify(bytes: Buffer): { format: ImageFormat } | { refused: Refusal } {
  if (bytes.length === 0) return { refused: refusal('empty') };
  if (at(bytes, 0, '\xff\xd8\xff')) return { format: 'jpeg' };
  if (at(bytes, 0, '\x89PNG\r\n\x1a\n')) {
    return isAnimatedPng(bytes) ? { refused: refusal('animated') } : { format: 'png' };
  }
  if (at(bytes, 0, 'RIFF') && at(bytes, 8, 'WEBP')) return { format: 'webp' };
  if (at(bytes, 4, 'ftyp')) return identifyIsoMedia(bytes);
  return { refused: refuseKnown(bytes) };
}

/** ISO base media (AVIF, HEIC, video): the `ftyp` box names a major and compatible brands. */
function identifyIsoMedia(bytes: Buffer): { format: ImageFormat } | { refused: Refusal } {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, HEAD_BYTES);
  const brands = new Set<string>([bytes.toString('latin1', 8, 12)]);
  for (let offset = 16; offset + 4 <= end; offset += 4) {
    brands.add(bytes.toString('latin1', offset, offset + 4));
  }
  // A major brand of `avis` is an image sequence. Stills may list it as merely compatible.
  if (at(bytes, 8, 'avis')) return { refused: refusal('animated') };
  if (brands.has('avif')) return { format: 'avif' };
  const heic = ['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1'].some((brand) => brands.has(brand));
  return { refused: refusal(heic ? 'heic' : 'not-an-image') };
}

/** The formats that people most often rename, each with its own advice. */
function refuseKnown(bytes: Buffer): Refusal {
  if (at(bytes, 0, 'GIF8')) return refusal('gif');
  if (at(bytes, 0, '%PDF')) return refusal('pdf');
  if (at(bytes, 0, 'II*\0') || at(bytes, 0, 'MM\0*')) return refusal('tiff');
  if (at(bytes, 0, 'BM')) return refusal('bmp');
  if (at(bytes, 0, 'PK\x03\x04') || at(bytes, 0, '\x1f\x8b') || at(bytes, 0, '7z\xbc\xaf')) {
    return refusal('archive');
  }
  if (/<svg[\s/>]/i.test(bytes.toString('utf8', 0, HEAD_BYTES))) return refusal('svg');
  return refusal('not-an-image');
}

/** An animated PNG announces itself by an `acTL` chunk before the first image data. */
function isAnimatedPng(bytes: Buffer): boolean {
  let offset = 8;
  while (offset + 8 <= bytes.length) {
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
    offset += 12 + bytes.readUInt32BE(offset);
  }
  return false;
}
