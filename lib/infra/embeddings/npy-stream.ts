/** Reads `.npy` arrays from a stream, so that only a block of rows is in memory at a time. */
import {
  assertEmbeddings,
  NPY_OPENING,
  npyHeaderBytes,
  readFloats,
  readNpyHeader,
  readTexts,
  textBytes,
  NPY_FLOATS,
  type NpyHeader,
} from '@/lib/domain/formats/npy';
import { AppError } from '@/lib/domain/errors';

type Bytes = AsyncIterable<Buffer>;

/** Bytes of a block of rows. */
const BLOCK_BYTES = 4 << 20;

/** Hands out a stream in the pieces that are asked for. */
class Pieces {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: Bytes) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes, or fewer where the stream ends before. */
  async take(length: number): Promise<Buffer> {
    const parts = [this.held];
    let have = this.held.length;
    while (have < length) {
      const { value, done } = await this.source.next();
      if (done) break;
      parts.push(value);
      have += value.length;
    }
    const all = parts.length === 1 ? this.held : Buffer.concat(parts);
    this.held = all.subarray(length);
    return all.subarray(0, length);
  }

  async end(): Promise<void> {
    await this.source.return?.();
  }
}

async function takeHeader(pieces: Pieces, file: string): Promise<NpyHeader> {
  const opening = await pieces.take(NPY_OPENING);
  const length = npyHeaderBytes(opening);
  // Where the length is 0 or wrong, the header's own reading says so.
  const rest = length === null ? Buffer.alloc(0) : await pieces.take(length - NPY_OPENING);
  return readNpyHeader(Buffer.concat([opening, rest]), file);
}

/** Only the header; the stream is then closed. Throws `unprocessable` for another kind of file. */
export async function npyHeaderOf(stream: Bytes, file: string): Promise<NpyHeader> {
  const pieces = new Pieces(stream);
  try {
    return await takeHeader(pieces, file);
  } finally {
    await pieces.end();
  }
}

/**
 * The rows of a two-sided array, block by block. Throws `unprocessable` for another array and for one
 * that is shorter or longer than its header says.
 */
export async function* npyRows(
  stream: Bytes,
  file: string,
): AsyncGenerator<{ first: number; values: Float32Array | Float64Array; dimensions: number }> {
  const pieces = new Pieces(stream);
  try {
    const { type, rows, dimensions } = assertEmbeddings(await takeHeader(pieces, file), file);
    const rowBytes = dimensions * NPY_FLOATS[type];
    const block = Math.max(1, Math.floor(BLOCK_BYTES / rowBytes));
    for (let first = 0; first < rows; first += block) {
      const wanted = Math.min(block, rows - first) * rowBytes;
      const bytes = await pieces.take(wanted);
      if (bytes.length < wanted) {
        const whole = first + Math.floor(bytes.length / rowBytes);
        throw new AppError(
          'unprocessable',
          `${file} is cut off: its header says ${rows} rows, and it ends after ${whole}. Copy it again.`,
        );
      }
      yield { first, values: readFloats(bytes, type), dimensions };
    }
    if ((await pieces.take(1)).length > 0) {
      throw new AppError(
        'unprocessable',
        `${file} is longer than its header says (${rows} x ${dimensions}). Save it again with numpy.save.`,
      );
    }
  } finally {
    await pieces.end();
  }
}

/** All texts of a one-sided array. */
export async function npyTexts(stream: Bytes, file: string): Promise<string[]> {
  const pieces = new Pieces(stream);
  try {
    const { type, shape } = await takeHeader(pieces, file);
    const width = textBytes(type);
    if (width === null || shape.length !== 1) {
      throw new AppError(
        'unprocessable',
        `${file} is no list of texts (type ${type}, ${shape.join(' x ')}). Save numpy.array(names, dtype=str).`,
      );
    }
    const texts: string[] = [];
    const [count = 0] = shape;
    const block = Math.max(1, Math.floor(BLOCK_BYTES / Math.max(1, width)));
    while (texts.length < count) {
      const wanted = Math.min(block, count - texts.length) * width;
      const bytes = await pieces.take(wanted);
      if (bytes.length < wanted || wanted === 0) {
        throw new AppError('unprocessable', `${file} is cut off. Copy it again.`);
      }
      for (const text of readTexts(bytes, type)) texts.push(text);
    }
    return texts;
  } finally {
    await pieces.end();
  }
}
