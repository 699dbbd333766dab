import sharp from 'sharp';

/** Enough to read a sign and to count fingers; what services scale larger images down to is near it. */
const LONGEST_SIDE = 1024;

/** A copy for a model that looks at it, as a data URL: nothing has to be fetched from here. */
export async function dataUrlForModel(bytes: Uint8Array): Promise<string> {
  const copy = await sharp(bytes, { failOn: 'error' })
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer();
  return `data:image/jpeg;base64,${copy.toString('base64')}`;
}
