/** A published benchmark, as small as wanted, in the form in which MMVP is published. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplePhotograph } from '@/lib/infra/images/sample';
import { cli } from '../instance';
import { rowsOf } from './database';
import type { World } from './world';

interface Imported {
  project: string;
  benchmark: string;
  /** Of the first pair; the others follow. */
  firstNumber: number;
  pairs: number;
  /** Of the picture with this number, from 1, in pixels; a usual size where nothing is said. */
  sizeOf?: (index: number) => { width: number; height: number };
}

/** Makes a project and imports pairs into it: "Which way does thing A look?", Left or Right. */
export async function importedProject(world: World, wanted: Imported): Promise<void> {
  const { project, benchmark, firstNumber, pairs, sizeOf } = wanted;
  await rowsOf(
    world.dataDir,
    `INSERT INTO "Project" ("id", "slug", "name", "nextPairNumber")
     VALUES (gen_random_uuid(), $1, $1, $2)`,
    [project, firstNumber],
  );
  const folder = await mkdtemp(join(tmpdir(), 'blindpair-benchmark-'));
  try {
    await writeBenchmark(folder, pairs, sizeOf);
    const args = ['import-benchmark', folder, '--project', project, '--name', benchmark];
    await cli(world.dataDir, [...args, '--by', world.admin.email, '--json']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As MMVP is published: the typo of its header, (a) then (b), images by number. */
async function writeBenchmark(
  folder: string,
  pairs: number,
  sizeOf?: Imported['sizeOf'],
): Promise<void> {
  const rows = Array.from({ length: pairs }, (_, k) => {
    const start = `Which way does thing ${'ABCD'[k]} look?,(a) Left (b) Right`;
    return `${2 * k + 1},${start},(a)\n${2 * k + 2},${start},(b)\n`;
  });
  await mkdir(join(folder, 'MMVP Images'));
  for (let index = 1; index <= 2 * pairs; index += 1) {
    const path = join(folder, 'MMVP Images', `${index}.jpg`);
    await writeFile(path, await samplePhotograph(100 + index, sizeOf?.(index)));
  }
  await writeFile(
    join(folder, 'Questions.csv'),
    `lndex,Question,Options,Correct Answer\n${rows.join('')}`,
  );
}
