/** Reads columns of local Parquet files, a range of rows at a time. */
import { open } from 'node:fs/promises';
import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { AppError } from '@/lib/domain/errors';

export interface ParquetFile {
  rows: number;
  /** Columns at the top; `list` where each value is a list of numbers. */
  columns: { name: string; kind: 'text' | 'number' | 'list' | 'other' }[];
  /** Key-value metadata of the file. */
  metadata: Readonly<Record<string, string>>;
  /**
   * Rows that should be read together, ascending and without gaps: at most `atMost`, or a whole row
   * group where the file does not say where its pages lie. `bytes`: of `column` there, unpacked.
   */
  ranges(column: string, atMost: number): { from: number; to: number; bytes: number }[];
  /** Rows `from` (inclusive) to `to` (exclusive) as objects by column. */
  read(columns: readonly string[], from: number, to: number): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Throws `unprocessable` for a file that is no Parquet, or is damaged. */
export async function openParquet(path: string, label: string): Promise<ParquetFile> {
  const handle = await open(path, 'r');
  const refuse = (error: unknown): AppError =>
    new AppError(
      'unprocessable',
      `${label} cannot be read as Parquet: ${(error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.')}`,
      { cause: error },
    );
  try {
    const { size } = await handle.stat();
    const file: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new Uint8Array(end - start);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        if (bytesRead !== bytes.length) throw new Error('the file is cut off');
        return bytes.buffer;
      },
    };
    const metadata = await parquetMetadataAsync(file);
    return {
      rows: Number(metadata.num_rows),
      columns: parquetSchema(metadata).children.map((child) => ({
        name: child.element.name,
        kind: kindOf(child),
      })),
      metadata: Object.fromEntries(
        (metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? '']),
      ),
      ranges: (column, atMost) => rangesOf(metadata, column, atMost),
      async read(columns, from, to) {
        try {
          return await parquetReadObjects({
            file,
            metadata,
            columns: [...columns],
            rowStart: from,
            rowEnd: to,
            compressors,
            useOffsetIndex: true,
          });
        } catch (error) {
          throw refuse(error);
        }
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw refuse(error);
  }
}

const NUMBERS = new Set(['INT32', 'INT64', 'FLOAT', 'DOUBLE']);

function kindOf({ element, children }: SchemaTree): ParquetFile['columns'][number]['kind'] {
  if (children.length > 0) {
    const [inner] = children;
    const leaf = inner?.children.length ? inner.children[0] : inner;
    const half = leaf?.element.logical_type?.type === 'FLOAT16';
    const numeric = half || NUMBERS.has(leaf?.element.type ?? '');
    return inner?.element.repetition_type === 'REPEATED' && numeric ? 'list' : 'other';
  }
  if (element.repetition_type === 'REPEATED')
    return NUMBERS.has(element.type ?? '') ? 'list' : 'other';
  if (element.type === 'BYTE_ARRAY') return 'text';
  return NUMBERS.has(element.type ?? '') ? 'number' : 'other';
}

function rangesOf(metadata: FileMetaData, column: string, atMost: number) {
  const ranges: { from: number; to: number; bytes: number }[] = [];
  let from = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const chunks = group.columns.filter((chunk) => chunk.meta_data?.path_in_schema[0] === column);
    const bytes = chunks.reduce(
      (sum, chunk) => sum + Number(chunk.meta_data?.total_uncompressed_size ?? 0),
      0,
    );
    const paged = chunks.every((chunk) => chunk.offset_index_offset !== undefined);
    const step = paged ? atMost : rows;
    for (let at = 0; at < rows; at += step) {
      const end = Math.min(at + step, rows);
      ranges.push({ from: from + at, to: from + end, bytes: (bytes * (end - at)) / rows });
    }
    from += rows;
  }
  return ranges;
}
