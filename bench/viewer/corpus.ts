/** A data folder with one mined pair of two 12-megapixel photographs, by the real command line. */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { samplePhotograph } from '@/lib/infra/images/sample';
import { cli } from '../explorer/instance';

export const PROJECT = 'viewed';
/** What usual telephones take. */
const SIZE = { width: 4000, height: 3000 } as const;

export async function addLargePair(
  dataDir: string,
): Promise<{ megapixels: number; megabytes: number }> {
  const folder = join(dataDir, 'bench-photographs');
  await mkdir(folder, { recursive: true });
  let bytes = 0;
  for (const seed of [1, 2]) {
    const file = join(folder, `${seed}.jpg`);
    await writeFile(file, await samplePhotograph(seed, SIZE));
    bytes += (await stat(file)).size;
  }
  await cli(dataDir, ['ingest', folder, '--project', PROJECT, '--create', '--json']);
  // Any two images are a pair at these: what is looked at is how they move, not what they show.
  await cli(dataDir, [
    ...['mine', '--project', PROJECT, '--json', '--min-semantic', '-1', '--max-visual', '1'],
  ]);
  return {
    megapixels: (SIZE.width * SIZE.height) / 1e6,
    megabytes: Number((bytes / 1e6).toFixed(1)),
  };
}
