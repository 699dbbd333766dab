/** Reads a stored mining run in slices, so that millions of pairs never lie in memory together. */
import { ALIGNED } from './column-file';
import { damaged, ID_BYTES, MAGIC, uuidOf, type PairColumns, type RunHeader } from './run-result';
import type { Storage } from './storage/storage';

export interface RunSlices {
  /** Pairs that passed. */
  passing: number;
  /** Of the images that were compared, ascending. */
  imageIds(): Promise<string[]>;
  /** Pairs `from` (inclusive) to `to` (exclusive), ordered by i, then j. */
  pairs(from: number, to: number): Promise<PairColumns>;
}

/** Throws `not-found`, and `unprocessable` where the file is not one that was written whole. */
export async function openRunSlices(storage: Storage, key: string): Promise<RunSlices> {
  const read = async (start: number, length: number): Promise<ArrayBuffer> => {
    if (length === 0) return new ArrayBuffer(0);
    const parts: Buffer[] = [];
    const stream = await storage.stream(key, { start, end: start + length - 1 });
    for await (const part of stream) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    if (bytes.length !== length) throw damaged();
    // A copy begins where typed arrays may begin.
    return new Uint8Array(bytes).buffer;
  };
  const opening = Buffer.from(await read(0, MAGIC.length + 4));
  if (opening.toString('latin1', 0, MAGIC.length) !== MAGIC) throw damaged();
  const headerBytes = opening.readUInt32LE(MAGIC.length);
  const header = parsedHeader(Buffer.from(await read(opening.length, headerBytes)));

  let at = opening.length + headerBytes;
  const column = (bytes: number): number => {
    const start = Math.ceil(at / ALIGNED) * ALIGNED;
    at = start + bytes;
    return start;
  };
  const ids = column(header.images * ID_BYTES);
  const i = column(header.passing * 4);
  const j = column(header.passing * 4);
  const semantic = column(header.passing * 8);
  const visual = column(header.passing * 8);
  // The sample lies between.
  column(header.sampled * 4);
  column(header.sampled * 4);
  const each = Array.from({ length: header.encoders ?? 0 }, () => column(header.passing * 8));
  const doubles = async (start: number, from: number, to: number): Promise<Float64Array> =>
    new Float64Array(await read(start + from * 8, (to - from) * 8));
  return {
    passing: header.passing,
    async imageIds() {
      const hex = Buffer.from(await read(ids, header.images * ID_BYTES)).toString('hex');
      return Array.from({ length: header.images }, (_, k) =>
        uuidOf(hex.slice(k * 2 * ID_BYTES, (k + 1) * 2 * ID_BYTES)),
      );
    },
    async pairs(from, to) {
      const count = to - from;
      return {
        i: new Uint32Array(await read(i + from * 4, count * 4)),
        j: new Uint32Array(await read(j + from * 4, count * 4)),
        semantic: await doubles(semantic, from, to),
        visual: await doubles(visual, from, to),
        each: await Promise.all(each.map((start) => doubles(start, from, to))),
      };
    },
  };
}

function parsedHeader(json: Buffer): RunHeader {
  try {
    return JSON.parse(json.toString('utf8')) as RunHeader;
  } catch {
    throw damaged();
  }
}
