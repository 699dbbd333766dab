/** Embeddings in files that other tools wrote, whatever the layout, as blocks of rows with their keys. */
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '@/lib/domain/errors';
import { assertEmbeddings, type NpyHeader } from '@/lib/domain/formats/npy';
import { npyHeaderOf, npyRows, npyTexts } from './npy-stream';
import { openNpz } from './npz';
import { parquetKeys, parquetPart, type ColumnChoice } from './parquet-part';

export interface RowBlock {
  /** Place of the first row in its file, from 0. */
  first: number;
  keys: string[];
  /** keys.length x dimensions, row by row, as they lie in the file. */
  values: Float32Array | Float64Array;
  dimensions: number;
}

/** What is read as one: a file, or arrays with a list of names beside them. */
export interface EmbeddingPart {
  /** Name of the file, for people. */
  label: string;
  rows: number;
  /** May be called again; each time it reads from the start. */
  blocks(): AsyncGenerator<RowBlock>;
}

export interface EmbeddingFiles {
  parts: EmbeddingPart[];
  /** Every file that is read, for its hash. */
  paths: string[];
}

export interface SourceChoice extends ColumnChoice {
  /** File with the keys of a `.npy` or `.npz`: one per line, or a `.npy` of texts. */
  ids?: string | undefined;
}

/**
 * A `.npy` (with a list of names beside it), a `.npz`, a `.parquet`, a folder of such files, or a
 * folder of clip-retrieval (`img_emb/img_emb_N.npy` with `metadata/metadata_N.parquet`).
 * Throws `not-found` and `unprocessable` with what to do.
 */
export async function openEmbeddingFiles(
  path: string,
  choice: SourceChoice = {},
): Promise<EmbeddingFiles> {
  const info = await stat(path).catch(() => null);
  if (!info) throw new AppError('not-found', `There is no file or folder "${path}". Check it.`);
  if (!info.isDirectory()) return openFile(path, choice);
  const names = await readdir(path);
  if (names.includes('img_emb')) return openClipRetrieval(path, choice);
  if (choice.ids !== undefined) {
    throw new AppError('invalid', '--ids belongs to one .npy or .npz file, not to a folder.');
  }
  const files = names.filter((name) => /\.(npy|npz|parquet)$/i.test(name)).sort(inOrder);
  // A list of texts beside its table is no table.
  const tables = files.filter((name) => !/\.(ids|names)\.npy$/i.test(name));
  if (tables.length === 0) {
    throw new AppError(
      'not-found',
      `There are no .npy, .npz or .parquet files in "${path}", and no img_emb folder.`,
    );
  }
  const opened: EmbeddingFiles[] = [];
  for (const name of tables) opened.push(await openFile(join(path, name), choice));
  return {
    parts: opened.flatMap(({ parts }) => parts),
    paths: opened.flatMap(({ paths }) => paths),
  };
}

async function openFile(path: string, choice: SourceChoice): Promise<EmbeddingFiles> {
  const label = basename(path);
  if (/\.parquet$/i.test(path)) {
    return { parts: [await parquetPart(path, label, choice)], paths: [path] };
  }
  if (/\.npz$/i.test(path)) return openNpzFile(path, label, choice);
  if (!/\.npy$/i.test(path)) {
    throw new AppError('unprocessable', `${label} is none of .npy, .npz and .parquet.`);
  }
  const ids = choice.ids ?? (await besides(path));
  const keys = await readKeys(ids);
  const header = await npyHeaderOf(streamOf(path), label);
  const part = arrayPart({
    label,
    header,
    keysLabel: basename(ids),
    keys,
    open: () => streamOf(path),
  });
  return { parts: [part], paths: [path, ids] };
}

/** `birds.npy` -> `birds.txt` and other usual names. */
async function besides(path: string): Promise<string> {
  const stem = path.replace(/\.np[yz]$/i, '');
  const names = ['.txt', '.ids', '.ids.txt', '.names.txt', '.ids.npy', '.names.npy'];
  for (const ending of names) {
    if (await stat(stem + ending).catch(() => null)) return stem + ending;
  }
  throw new AppError(
    'not-found',
    `Beside ${basename(path)} there is no ${basename(stem)}.txt that says whose the rows are, one name, SHA-256 or id per line. Name such a file with --ids.`,
  );
}

async function readKeys(path: string): Promise<string[]> {
  const label = basename(path);
  if (!(await stat(path).catch(() => null))) {
    throw new AppError('not-found', `There is no file "${path}". Check --ids.`);
  }
  if (/\.npy$/i.test(path)) return npyTexts(streamOf(path), label);
  const lines = (await readFile(path, 'utf8')).replace(/^\ufeff/, '').split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

async function openNpzFile(
  path: string,
  label: string,
  choice: SourceChoice,
): Promise<EmbeddingFiles> {
  const { arrays, close } = await openNpz(path, label);
  let keys: string[];
  let ids: string | undefined;
  try {
    if (choice.ids === undefined && arrays.texts) {
      keys = await npyTexts(await arrays.texts.open(), `${label}: ${arrays.texts.name}`);
    } else {
      ids = choice.ids ?? (await besides(path));
      keys = await readKeys(ids);
    }
  } finally {
    close();
  }
  const part = arrayPart({
    label,
    header: arrays.vectors.header,
    keysLabel: ids === undefined ? `its "${arrays.texts?.name ?? ''}"` : basename(ids),
    keys,
    async *open() {
      const again = await openNpz(path, label);
      try {
        yield* await again.arrays.vectors.open();
      } finally {
        again.close();
      }
    },
  });
  return { parts: [part], paths: ids === undefined ? [path] : [path, ids] };
}

async function openClipRetrieval(folder: string, choice: SourceChoice): Promise<EmbeddingFiles> {
  const arrays = (await readdir(join(folder, 'img_emb')))
    .filter((name) => name.endsWith('.npy'))
    .sort(inOrder);
  if (arrays.length === 0) {
    throw new AppError('not-found', `There are no .npy files in "${join(folder, 'img_emb')}".`);
  }
  const parts: EmbeddingPart[] = [];
  const paths: string[] = [];
  for (const name of arrays) {
    const number = /(\d+)\.npy$/.exec(name)?.[1];
    const metadata = join(folder, 'metadata', `metadata_${number ?? ''}.parquet`);
    if (number === undefined || !(await stat(metadata).catch(() => null))) {
      throw new AppError(
        'not-found',
        `Beside img_emb/${name} there is no metadata/${basename(metadata)} that says whose the rows are.`,
      );
    }
    const path = join(folder, 'img_emb', name);
    parts.push(
      arrayPart({
        label: name,
        header: await npyHeaderOf(streamOf(path), name),
        keysLabel: basename(metadata),
        keys: () => parquetKeys(metadata, basename(metadata), choice),
        open: () => streamOf(path),
      }),
    );
    paths.push(path, metadata);
  }
  return { parts, paths };
}

interface ArrayPart {
  label: string;
  header: NpyHeader;
  keysLabel: string;
  keys: string[] | (() => Promise<string[]>);
  /** The array from its start. */
  open(): AsyncIterable<Buffer>;
}

/** Rows of an array with the keys that another file or array holds, in the same order. */
function arrayPart({ label, header, keysLabel, keys, open }: ArrayPart): EmbeddingPart {
  const { rows } = assertEmbeddings(header, label);
  const checked = (texts: string[]): string[] => {
    if (texts.length === rows) return texts;
    throw new AppError(
      'unprocessable',
      `${label} has ${rows} rows and ${keysLabel} ${texts.length}, so it is not clear whose they are. Nothing was stored.`,
    );
  };
  if (Array.isArray(keys)) checked(keys);
  return {
    label,
    rows,
    async *blocks() {
      const texts = checked(Array.isArray(keys) ? keys : await keys());
      for await (const { first, values, dimensions } of npyRows(open(), label)) {
        const count = values.length / dimensions;
        yield { first, keys: texts.slice(first, first + count), values, dimensions };
      }
    },
  };
}

const streamOf = (path: string): AsyncIterable<Buffer> =>
  createReadStream(path, { highWaterMark: 1 << 20 });

/** part_2 before part_10. */
const inOrder = (a: string, b: string): number =>
  a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1);
