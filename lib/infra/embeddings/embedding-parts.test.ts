/** The fixtures are written by numpy, pandas and pyarrow: tools/reference/embedding_files.py. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEmbeddingFiles, type SourceChoice } from './embedding-parts';
import { npyRows, npyTexts } from './npy-stream';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const file = (name: string): string => join(FIXTURES, name);
const bytes = (name: string) => createReadStream(file(name)) as AsyncIterable<Buffer>;

const NAMES = [...Array.from({ length: 6 }, (_, k) => `birds/${k}.jpg`), 'vögel/日.jpg'];
/** As the script says. */
const TABLE = NAMES.map((_, row) => [0, 1, 2, 3, 4].map((d) => (17 * row + 3 * d) / 8 - 4));

async function readAll(path: string, choice: SourceChoice = {}) {
  const { parts } = await openEmbeddingFiles(path, choice);
  const keys: string[] = [];
  const rows: number[][] = [];
  const places: number[] = [];
  for (const part of parts) {
    for await (const block of part.blocks()) {
      block.keys.forEach((key, k) => {
        keys.push(key);
        places.push(block.first + k);
        const { dimensions: d } = block;
        rows.push([...block.values.subarray(k * d, (k + 1) * d)]);
      });
    }
  }
  return { keys, rows, places, announced: parts.reduce((sum, part) => sum + part.rows, 0) };
}

async function floats(name: string): Promise<Float32Array | Float64Array> {
  for await (const { values } of npyRows(bytes(name), name)) return values;
  throw new Error('no rows');
}

describe('arrays of numpy', () => {
  it.each(['f2.npy', 'f4.npy', 'f8.npy', 'version-2.npy'])(
    'gives the numbers of %s exactly, with the names beside it',
    async (name) => {
      const read = await readAll(file(name), { ids: file('f4.txt') });
      expect(read.rows).toEqual(TABLE);
      expect(read.keys).toEqual(NAMES);
      expect(read.places).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(read.announced).toBe(7);
    },
  );

  it('reads float16 as numpy does: subnormal, infinite and NaN ones, to the bit', async () => {
    const [half, single] = [await floats('halves.npy'), await floats('halves-as-f4.npy')];
    expect(half.length).toBe(Math.ceil(65536 / 17) + 6);
    expect(half.every((value, k) => Object.is(value, single[k]))).toBe(true);
  });

  it('reads texts of both kinds that numpy has', async () => {
    expect(await npyTexts(bytes('names.npy'), 'names.npy')).toEqual(NAMES);
    const hashes = await npyTexts(bytes('hashes.npy'), 'hashes.npy');
    expect(hashes).toEqual([0, 1, 2, 3, 4, 5, 6].map((k) => String(k).padStart(64, '0')));
  });

  it.each([
    ['fortran.npy', /Fortran order/],
    ['big-endian.npy', /big-endian/],
    ['integers.npy', /<i4, not float16/],
    ['flat.npy', /1 side \(35\), not two/],
    ['objects.npy', /Python objects/],
    ['structured.npy', /structured/],
    ['f4.txt', /none of \.npy/],
    ['nothing.npy', /no file or folder/],
  ])('refuses %s in words', async (name, words) => {
    await expect(readAll(file(name), { ids: file('f4.txt') })).rejects.toThrow(words);
  });

  it.each([
    ['cut.npy', /7 rows, and it ends after 5\./],
    ['long.npy', /longer than its header says/],
  ])('refuses %s, which is not whole', async (name, words) => {
    await expect(readAll(file(name), { ids: file('f4.txt') })).rejects.toThrow(words);
  });

  it('refuses a list that has another length, before and not after reading', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'blindpair-ids-'));
    try {
      const ids = join(folder, 'ids.txt');
      await writeFile(ids, NAMES.slice(1).join('\n'));
      await expect(openEmbeddingFiles(file('f4.npy'), { ids })).rejects.toThrow(
        /f4\.npy has 7 rows and ids\.txt 6/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('finds table and names in plain and packed .npz, and asks where two tables could be meant', async () => {
    for (const name of ['plain.npz', 'packed.npz']) {
      const read = await readAll(file(name));
      expect([read.keys, read.rows]).toEqual([NAMES, TABLE]);
    }
    await expect(readAll(file('two.npz'))).rejects.toThrow(/image \(<f4, 7 x 5\); text/);
  });
});

describe('Parquet', () => {
  it.each(['f2.parquet', 'f4.parquet', 'f8.parquet', 'fixed-zstd.parquet'])(
    'gives the numbers and names of %s, from all of its row groups',
    async (name) => {
      const read = await readAll(file(name));
      expect(read.rows).toEqual(TABLE);
      expect(read.keys).toEqual(NAMES);
      expect(read.places).toEqual([0, 1, 2, 3, 4, 5, 6]);
    },
  );

  it('names the row of another length, and the columns where the choice is not clear', async () => {
    await expect(readAll(file('ragged.parquet'))).rejects.toThrow(/Row 5 of ragged\.parquet has 2/);
    await expect(readAll(file('f4.parquet'), { embeddingColumn: 'x' })).rejects.toThrow(
      /image_path \(text\), embedding \(list\)/,
    );
    await expect(readAll(file('f4.parquet'), { keyColumn: 'embedding' })).rejects.toThrow(
      /--key-column/,
    );
    expect((await readAll(file('fixed-zstd.parquet'), { keyColumn: 'caption' })).keys).toEqual(
      NAMES,
    );
  });

  it('refuses what is no Parquet', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'blindpair-parquet-'));
    try {
      const path = join(folder, 'x.parquet');
      await writeFile(path, 'not Parquet at all, but long enough to look');
      await expect(readAll(path)).rejects.toThrow(/x\.parquet cannot be read as Parquet/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a folder of clip-retrieval', () => {
  it('is read in the order of its parts, with the paths of its metadata and without its texts', async () => {
    const read = await readAll(file('clip-retrieval'));
    expect(read.rows).toEqual(TABLE);
    expect(read.keys).toEqual(NAMES.map((name) => `/data/images/${name}`));
    expect(read.places).toEqual([0, 1, 2, 3, 0, 1, 2]);
    const captions = await readAll(file('clip-retrieval'), { keyColumn: 'caption' });
    expect(captions.keys).toEqual(NAMES);
  });
});
