/** Writes Parquet piece by piece: a row group at a time, so that no more than one is held. */
import { gzipSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

export interface ParquetColumn {
  name: string;
  type: 'string' | 'float64' | 'int32';
  /** Whether null may stand in it. */
  optional?: true;
}

/** Equally many values for each column, in the order of the columns. */
export type ColumnValues = readonly (string | number | null)[] | Float64Array;

const PHYSICAL = { string: 'BYTE_ARRAY', float64: 'DOUBLE', int32: 'INT32' } as const;
/** Hashes and names shrink to about a half; every reader knows GZIP, and zlib is at hand. */
const CODEC = 'GZIP';
const LEVEL = 1;

/**
 * The bytes of one file with these columns: the concatenation of what `group` (as often as
 * wanted) and `end` return. `metadata` becomes the file's key-value metadata.
 */
export class ParquetStream {
  private readonly writer = new ByteWriter(1 << 20);
  private readonly parquet: ParquetWriter;

  constructor(
    private readonly columns: readonly ParquetColumn[],
    metadata: Readonly<Record<string, string>>,
    createdBy: string,
  ) {
    this.parquet = new ParquetWriter({
      writer: this.writer,
      codec: CODEC,
      compressors: { [CODEC]: (bytes) => gzipSync(bytes, { level: LEVEL }) },
      createdBy,
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      schema: [
        { name: 'schema', num_children: columns.length },
        ...columns.map(({ name, type, optional }) => ({
          name,
          type: PHYSICAL[type],
          repetition_type: optional ? ('OPTIONAL' as const) : ('REQUIRED' as const),
          ...(type === 'string'
            ? { converted_type: 'UTF8' as const, logical_type: { type: 'STRING' as const } }
            : {}),
        })),
      ],
    });
  }

  /** One row group. */
  group(values: readonly ColumnValues[]): Uint8Array {
    const columnData = this.columns.map(({ name }, k) => ({
      name,
      data: values[k] as string[] | Float64Array,
    }));
    const rows = columnData[0]?.data.length ?? 0;
    if (rows > 0) void this.parquet.write({ columnData, rowGroupSize: rows });
    return this.take();
  }

  /** The footer. Nothing may follow. */
  end(): Uint8Array {
    void this.parquet.finish();
    return this.take();
  }

  /** What was written since the last call; the writer goes on at the same offset of the file. */
  private take(): Uint8Array {
    const bytes = this.writer.getBytes().slice();
    this.writer.index = 0;
    return bytes;
  }
}
