/** A data folder with a large corpus and one finished run, as the explorer meets it. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withInstance } from '@/cli/lib/open';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { createProject } from '@/lib/features/people/create-project';
import type { Ctx } from '@/lib/infra/context';
import { overrideEnv } from '@/lib/infra/env';
import { normaliseImage, type Encoded } from '@/lib/infra/images/normalise';
import { samplePhotograph } from '@/lib/infra/images/sample';
import { blobKey } from '@/lib/infra/storage/storage';
import { semanticRows, visualRows } from '../mining/vectors';
import { cli } from './instance';

export const PROJECT = 'explored';
/** At these some 50,000 of the pairs of 100,000 images of the set `h` pass. */
export const THRESHOLDS = { minSemantic: 0.95, maxVisual: 0.6 } as const;

/** Pictures that are really different; the copies of all images are these, shared by content. */
const PICTURES = 400;
/** Rows of one statement. */
const PAGE = 2_500;
const MEGAPIXELS = 100;
const HASHES = { semantic: 'c1'.repeat(32), visual: 'd1'.repeat(32) } as const;

/** Makes what is not in the folder yet, step by step: a build that was stopped goes on. */
export async function buildCorpus(
  dataDir: string,
  count: number,
  perImage: number,
  say: (line: string) => void,
): Promise<void> {
  const step = async (name: string, run: () => Promise<unknown>): Promise<void> => {
    const mark = join(dataDir, `bench-${name}-done`);
    if (existsSync(mark)) return;
    const begun = performance.now();
    await run();
    await writeFile(mark, '');
    say(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  };
  await mkdir(dataDir, { recursive: true });
  await step('images', () => addImages(dataDir, count));
  await step('semantic', async () => {
    await importRows(dataDir, 'semantic', await semanticRows('h', count));
  });
  await step('visual', () => importRows(dataDir, 'visual', visualRows(count)));
  await step('run', () =>
    cli(dataDir, [
      'mine',
      ...['--project', PROJECT, '--semantic', 'bench-semantic', '--visual', 'bench-visual'],
      ...['--min-semantic', String(THRESHOLDS.minSemantic)],
      ...['--max-visual', String(THRESHOLDS.maxVisual), '--per-image', String(perImage)],
    ]),
  );
}

interface Picture {
  served: Encoded;
  variants: Encoded[];
}

async function addImages(dataDir: string, count: number): Promise<void> {
  overrideEnv({ BLINDPAIR_DATA: dataDir });
  await withInstance('bench', async ({ ctx }) => {
    const { projectId } = await createProject(ctx, { slug: PROJECT, name: 'Explored' });
    const pictures = await storePictures(ctx);
    const batch = await ctx.db.uploadBatch.create({
      data: { projectId, source: 'generated', licence: 'CC0-1.0' },
    });
    for (let from = 0; from < count; from += PAGE) {
      const numbers = Array.from({ length: Math.min(PAGE, count - from) }, (_, k) => from + k);
      const rows = numbers.map((number) => ({
        id: randomUUID(),
        number,
        picture: pictures[number % pictures.length]!,
      }));
      await ctx.db.image.createMany({
        data: rows.map(({ id, number, picture }) => ({
          id,
          projectId,
          batchId: batch.id,
          // Of a project no two images have the same bytes; the gallery asks for the copies alone.
          sha256: hashOf(`served ${number}`),
          originalSha256: hashOf(`original ${number}`),
          originalName: nameOf(number),
          originalFormat: 'jpeg',
          width: picture.served.width,
          height: picture.served.height,
          bytes: picture.served.data.length,
          source: 'generated',
          licence: 'CC0-1.0',
        })),
      });
      await ctx.db.imageVariant.createMany({
        data: rows.flatMap(({ id, picture }) =>
          picture.variants.map(({ width, height, sha256, data }) => ({
            imageId: id,
            width,
            height,
            sha256,
            bytes: data.length,
          })),
        ),
      });
    }
  });
}

async function storePictures(ctx: Ctx): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (let seed = 0; seed < PICTURES; seed += 1) {
    const result = await normaliseImage(await samplePhotograph(seed), MEGAPIXELS);
    if ('refused' in result) throw new Error('A generated picture was refused.');
    for (const { sha256, data } of result.image.variants) {
      await ctx.storage.put(blobKey(sha256), data);
    }
    pictures.push(result.image);
  }
  return pictures;
}

/** The way of docs/embeddings.md: a table of numpy with a list of names beside it. */
async function importRows(
  dataDir: string,
  role: 'semantic' | 'visual',
  rows: UnitRows,
): Promise<void> {
  const table = join(dataDir, `bench-${role}.npy`);
  const names = join(dataDir, `bench-${role}.txt`);
  await writeTable(table, rows);
  await writeFile(names, Array.from({ length: rows.count }, (_, k) => `${nameOf(k)}\n`).join(''));
  await cli(dataDir, [
    ...['embeddings', 'import', table, '--project', PROJECT, '--json'],
    ...['--encoder', `bench-${role}`, '--role', role, '--weights-sha256', HASHES[role]],
  ]);
  await rm(table);
  await rm(names);
}

/** Version 1.0 of numpy's format. */
async function writeTable(path: string, { data, count, dimensions }: UnitRows): Promise<void> {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${count}, ${dimensions}), }`;
  const padded = `${text.padEnd(117)}\n`;
  const header = Buffer.alloc(10);
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(padded.length, 8);
  const file = await open(`${path}.part`, 'w');
  await file.writeFile(Buffer.concat([header, Buffer.from(padded, 'latin1')]));
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 0; at < bytes.length; at += 2 ** 28) {
    await file.writeFile(bytes.subarray(at, at + 2 ** 28));
  }
  await file.close();
  await rename(`${path}.part`, path);
}

const nameOf = (number: number): string => `${String(number).padStart(6, '0')}.jpg`;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
