/** Embeddings in a Parquet file: one column says whose they are, another holds lists of numbers. */
import type { MatchKey } from '@/lib/domain/match-images';
import { AppError } from '@/lib/domain/errors';
import { openParquet, type ParquetFile } from '../parquet/read-parquet';
import type { EmbeddingPart, RowBlock } from './embedding-parts';

/** Rows read together where the file allows it. */
const ROWS = 2048;
/** Of one column in one row group, unpacked. While they are read, numbers take up to ten times that. */
const MOST_BYTES = 128 << 20;

/** As the usual tools call them, best first. */
const KEY_COLUMNS: Record<MatchKey, readonly string[]> = {
  name: ['image_path', 'path', 'file_name', 'filename', 'name', 'file', 'image', 'key', 'url'],
  sha256: ['sha256', 'hash', 'image_sha256'],
  id: ['id', 'image_id', 'imageId'],
};
const VECTOR_COLUMNS = ['embedding', 'embeddings', 'image_embedding', 'img_emb', 'emb', 'vector'];

export interface ColumnChoice {
  keyColumn?: string | undefined;
  embeddingColumn?: string | undefined;
  key?: MatchKey | undefined;
}

export async function parquetPart(
  path: string,
  label: string,
  choice: ColumnChoice,
): Promise<EmbeddingPart> {
  const file = await openParquet(path, label);
  await file.close();
  const keys = keyColumnOf(file, label, choice);
  const vectors = vectorColumnOf(file, label, choice.embeddingColumn);
  const ranges = file.ranges(vectors, ROWS);
  const large = ranges.find(({ bytes }) => bytes > MOST_BYTES);
  if (large) {
    throw new AppError(
      'unprocessable',
      `${label} keeps ${large.to - large.from} rows in one row group without an index of pages, too much to read in bounded memory. Write it in smaller ones: df.to_parquet(file, row_group_size=10000).`,
    );
  }
  return {
    label,
    rows: file.rows,
    async *blocks() {
      const reading = await openParquet(path, label);
      try {
        for (const { from, to } of ranges) {
          const rows = await reading.read([keys, vectors], from, to);
          yield toBlock(rows, { keys, vectors, first: from, label });
        }
      } finally {
        await reading.close();
      }
    },
  };
}

function toBlock(
  rows: readonly Record<string, unknown>[],
  { keys, vectors, first, label }: { keys: string; vectors: string; first: number; label: string },
): RowBlock {
  const dimensions = lengthOf(rows[0]?.[vectors]) ?? 0;
  const values = new Float64Array(rows.length * dimensions);
  let narrow = true;
  const texts = rows.map((row, k) => {
    const list = row[vectors];
    const at = first + k + 1;
    if (lengthOf(list) !== dimensions || dimensions === 0) {
      throw new AppError(
        'unprocessable',
        `Row ${at} of ${label} has ${lengthOf(list) ?? 'no'} numbers in "${vectors}", others have ${dimensions || 'some'}. Nothing was stored. Leave the row out, or compute it again.`,
      );
    }
    for (let d = 0; d < dimensions; d += 1) {
      const value = (list as ArrayLike<number | bigint | null>)[d];
      const number = value === null || value === undefined ? NaN : Number(value);
      narrow &&= Object.is(Math.fround(number), number);
      values[k * dimensions + d] = number;
    }
    return textOf(row[keys], at, keys, label);
  });
  // What came as float32 is kept to the bit; see toUnitRow.
  return { first, keys: texts, values: narrow ? Float32Array.from(values) : values, dimensions };
}

const lengthOf = (value: unknown): number | null =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)
    ? (value as ArrayLike<unknown>).length
    : null;

function textOf(value: unknown, row: number, column: string, label: string): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new AppError(
    'unprocessable',
    `Row ${row} of ${label} has no text in "${column}", so it is not clear whose embedding it is. Nothing was stored.`,
  );
}

const listed = ({ columns }: ParquetFile): string =>
  columns.map(({ name, kind }) => `${name} (${kind})`).join(', ');

function keyColumnOf(file: ParquetFile, label: string, { keyColumn, key }: ColumnChoice): string {
  const usable = file.columns.filter(({ kind }) => kind === 'text' || kind === 'number');
  if (keyColumn !== undefined) {
    if (usable.some(({ name }) => name === keyColumn)) return keyColumn;
    throw new AppError(
      'unprocessable',
      `${label} has no column "${keyColumn}" with texts. It has ${listed(file)}. Choose with --key-column.`,
    );
  }
  const usual = key ? KEY_COLUMNS[key] : Object.values(KEY_COLUMNS).flat();
  const found = usual.find((name) => usable.some((column) => column.name === name));
  const texts = usable.filter(({ kind }) => kind === 'text');
  const chosen = found ?? (texts.length === 1 ? texts[0]?.name : undefined);
  if (chosen !== undefined) return chosen;
  throw new AppError(
    'unprocessable',
    `It is not clear which column of ${label} says whose a row is. It has ${listed(file)}. Choose with --key-column.`,
  );
}

function vectorColumnOf(file: ParquetFile, label: string, wanted: string | undefined): string {
  const lists = file.columns.filter(({ kind }) => kind === 'list').map(({ name }) => name);
  const chosen =
    wanted ??
    VECTOR_COLUMNS.find((name) => lists.includes(name)) ??
    (lists.length === 1 ? lists[0] : undefined);
  if (chosen !== undefined && lists.includes(chosen)) return chosen;
  throw new AppError(
    'unprocessable',
    `It is not clear which column of ${label} holds the embeddings, lists of numbers. It has ${listed(file)}. Choose with --embedding-column.`,
  );
}

/** The texts of one column, such as the paths beside arrays of embeddings. */
export async function parquetKeys(
  path: string,
  label: string,
  choice: ColumnChoice,
): Promise<string[]> {
  const file = await openParquet(path, label);
  try {
    const column = keyColumnOf(file, label, choice);
    const keys: string[] = [];
    for (const { from, to } of file.ranges(column, 50_000)) {
      const rows = await file.read([column], from, to);
      rows.forEach((row, k) => keys.push(textOf(row[column], from + k + 1, column, label)));
    }
    return keys;
  } finally {
    await file.close();
  }
}
