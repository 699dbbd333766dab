/** The `<id>.json` that makes an encoder known; written last and at once. */
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { encoderDescriptionSchema, type EncoderDescription } from '@/lib/domain/encoders';
import { codeOf } from '../storage/disk-error';
import { makeFolder, syncPath } from '../storage/durable';

const pathOf = (folder: string, id: string): string => join(folder, `${id}.json`);

/** Null where there is none; throws where it is not valid. */
export async function readDescription(
  folder: string,
  id: string,
): Promise<EncoderDescription | null> {
  const written = await readFile(pathOf(folder, id), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  return written === null ? null : encoderDescriptionSchema.parse(JSON.parse(written));
}

export async function writeDescription(
  folder: string,
  description: EncoderDescription,
): Promise<void> {
  const checked = encoderDescriptionSchema.parse(description);
  const path = pathOf(folder, checked.id);
  await makeFolder(folder);
  // Not a name that the registry reads.
  const temporary = `${path}.writing`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(`${JSON.stringify(checked, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncPath(folder);
}
