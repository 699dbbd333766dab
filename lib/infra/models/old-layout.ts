/**
 * Earlier versions of Blindpair kept what they downloaded in the encoder's folder itself, not in one for
 * each commit. What such a download had begun is gone on with, not fetched again.
 */
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../storage/disk-error';

/**
 * Moves files of these names, and parts of them, from the encoder's folder to that of the commit that they
 * belong to. `partsOnly`: an installed encoder may still use the whole ones. What is there already stays.
 */
export async function adoptOld(
  own: string,
  place: string,
  names: readonly string[],
  { partsOnly }: { partsOnly: boolean },
): Promise<void> {
  for (const name of names) {
    for (const ending of partsOnly ? ['.part'] : ['', '.part']) {
      if (await isThere(join(place, name))) break;
      if (await isThere(join(place, `${name}${ending}`))) continue;
      await rename(join(own, `${name}${ending}`), join(place, `${name}${ending}`)).catch(ifThere);
    }
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

function ifThere(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
