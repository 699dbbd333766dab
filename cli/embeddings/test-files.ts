/** Embeddings in files as other tools write them, and what is said about them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { importFields } from '@/lib/features/encoding/import-fields';

export const CLIP_HASH = 'c1'.repeat(32);
export const DINO_HASH = 'd1'.repeat(32);
export const SEEDS = Array.from({ length: 16 }, (_, k) => k + 1);
export const NAMES = SEEDS.map((seed) => `${seed}.jpg`);

export interface Row {
  name: string;
  /** Of the served bytes. */
  sha256: string;
  id: string;
  values: number[];
}

/** Vectors of four numbers, no two alike. */
export const someRows = (names: readonly string[], from = 1): Row[] =>
  names.map((name, k) => ({ name, id: '', sha256: '', values: [from + k, 1, 0, 0.5] }));

export const clipFields = (fields: object) =>
  importFields.parse({
    encoderId: 'lab-clip',
    name: 'CLIP of the lab',
    role: 'semantic',
    weightsHash: CLIP_HASH,
    ...fields,
  });

/** The format as numpy documents it, version 1.0; readers are tested on files that numpy wrote. */
export async function writeNpy(
  folder: string,
  name: string,
  rows: readonly Row[],
  keys: readonly string[],
) {
  const path = join(folder, name);
  const shape = `(${rows.length}, ${rows[0]?.values.length ?? 0})`;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = Buffer.alloc(10);
  header.write('\x93NUMPY\x01\x00', 'latin1');
  const padded = `${text.padEnd(117)}\n`;
  header.writeUInt16LE(padded.length, 8);
  const data = Buffer.from(Float32Array.from(rows.flatMap(({ values }) => values)).buffer);
  await writeFile(path, Buffer.concat([header, Buffer.from(padded, 'latin1'), data]));
  await writeFile(path.replace(/npy$/, 'txt'), `${keys.join('\n')}\n`);
  return path;
}

export function writeParquet(folder: string, name: string, rows: readonly Row[]): string {
  const filename = join(folder, name);
  parquetWriteFile({
    filename,
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'sha256', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      {
        name: 'embedding',
        repetition_type: 'REQUIRED',
        num_children: 1,
        converted_type: 'LIST',
      },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'FLOAT', repetition_type: 'REQUIRED' },
    ],
    columnData: [
      { name: 'sha256', data: rows.map(({ sha256 }) => sha256) },
      { name: 'embedding', data: rows.map(({ values }) => values) },
    ],
  });
  return filename;
}
