/** Which files become images of a corpus, and what a refused one is told. */

/** Too few pixels to see or to encode anything. */
export const MIN_SIDE = 32;
/** JPEG stores a side in 16 bits. */
export const MAX_SIDE = 65_500;
/** Larger than any single photograph under the pixel cap. */
export const MAX_IMAGE_BYTES = 200 * 1024 * 1024;
/** Widths of the smaller copies that screens ask for; why there are no tiles: docs/decisions/0017. */
export const VARIANT_WIDTHS = [320, 640, 1280, 2560] as const;

export const IMAGE_FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Reason -> English sentence; `messages/<locale>/corpus.json` has each as `refusal.<code>`. */
export const REFUSALS = {
  empty: 'The file is empty. Copy it again from where it comes from.',
  'not-an-image': 'This is not an image. JPEG, PNG, WebP and AVIF are taken.',
  svg: 'This is an SVG drawing, whatever its name says. Export it as PNG and add that.',
  gif: 'This is a GIF. Save the picture as PNG or JPEG and add that.',
  pdf: 'This is a PDF. Export the page as PNG or JPEG and add that.',
  heic: 'This is a HEIC photo. Export it as JPEG and add that.',
  tiff: 'This is a TIFF or camera raw file. Export it as JPEG or PNG and add that.',
  bmp: 'This is a BMP. Save it as PNG and add that.',
  archive: 'This is an archive inside another. Unpack it and add its images.',
  animated: 'This image is animated. Save the one frame that you need and add that.',
  'too-many-pixels':
    'It has {width} x {height} pixels; at most {limit} megapixels are taken. Scale it down and add it again.',
  'too-long': 'Its longer side has more than {limit} pixels. Scale it down and add it again.',
  'too-small':
    'It has {width} x {height} pixels; each side needs at least {limit}. Add a larger version.',
  'too-large': 'The file is larger than {limit} MB. Save it with stronger compression.',
  corrupt: 'The file is damaged or cut off. Copy it again from where it comes from.',
  'unsafe-name': 'Its name in the archive points outside the archive. Pack the files again.',
  link: 'The archive holds a link here, not a file. Pack the file itself.',
  symlink: 'This is a symbolic link, which is not followed. Add what it points to.',
  encrypted: 'It is encrypted. Pack the files again without a password.',
  'compression-ratio':
    'It unpacks to over {limit} times its packed size, as no photograph does. Pack the files again.',
  unreadable: 'It could not be read from the disk. Check that it still exists and may be read.',
} as const;
export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  code: RefusalCode;
  params: Record<string, number>;
}

export const refusal = (code: RefusalCode, params: Record<string, number> = {}): Refusal => ({
  code,
  params,
});

/** The reason in English, as the command line prints it. */
export function refusalSentence({ code, params }: Refusal): string {
  return REFUSALS[code].replace(/\{(\w+)\}/g, (whole, name: string) =>
    params[name] === undefined ? whole : params[name].toLocaleString('en'),
  );
}

export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code);

/** Judges the dimensions that a file's header claims, before anything is decoded. */
export function judgeDimensions(
  width: number,
  height: number,
  maxMegapixels: number,
): Refusal | null {
  if (width * height > maxMegapixels * 1e6) {
    return refusal('too-many-pixels', { width, height, limit: maxMegapixels });
  }
  if (Math.max(width, height) > MAX_SIDE) return refusal('too-long', { limit: MAX_SIDE });
  if (Math.min(width, height) < MIN_SIDE) {
    return refusal('too-small', { width, height, limit: MIN_SIDE });
  }
  return null;
}

/** Files that operating systems add by themselves; nobody means them, so nobody is told. */
export function isSystemClutter(name: string): boolean {
  const parts = name.split('/');
  const last = (parts.at(-1) ?? '').toLowerCase();
  if (
    parts.some(
      (part) => part === '__MACOSX' || (part.startsWith('.') && part !== '.' && part !== '..'),
    )
  )
    return true;
  return last === 'thumbs.db' || last === 'desktop.ini';
}
