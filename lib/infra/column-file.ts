/**
 * Columns of numbers in one file, little-endian: 8 bytes that name the format, the length of a JSON
 * header as uint32, the header, then one column after another, each beginning at a multiple of 8 bytes.
 */

export const ALIGNED = 8;
const NAME_BYTES = 8;

/** `name` has 8 ASCII characters. */
export function packColumns(
  name: string,
  header: object,
  columns: readonly ArrayBufferView[],
): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const parts: Uint8Array[] = [];
  let at = 0;
  const add = (part: ArrayBufferView) => {
    parts.push(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    at += part.byteLength;
  };
  for (const part of [Buffer.from(name, 'latin1'), length, json]) add(part);
  for (const column of columns) {
    add(new Uint8Array((ALIGNED - (at % ALIGNED)) % ALIGNED));
    add(column);
  }
  return Buffer.concat(parts);
}

export interface ColumnReader<Header> {
  header: Header;
  /** The bytes of the next column, where any typed array may begin; throws `damaged` where they end before. */
  take(bytes: number): ArrayBuffer;
}

/** Throws what `damaged` makes where the file is not one of this name or is cut off. */
export function readColumns<Header>(
  bytes: Buffer,
  name: string,
  damaged: () => Error,
): ColumnReader<Header> {
  const fixed = NAME_BYTES + 4;
  if (bytes.length < fixed || bytes.toString('latin1', 0, NAME_BYTES) !== name) throw damaged();
  let at = fixed + bytes.readUInt32LE(NAME_BYTES);
  if (at > bytes.length) throw damaged();
  let header: Header;
  try {
    header = JSON.parse(bytes.toString('utf8', fixed, at)) as Header;
  } catch {
    throw damaged();
  }
  return {
    header,
    take(length) {
      at = Math.ceil(at / ALIGNED) * ALIGNED;
      if (at + length > bytes.length) throw damaged();
      // A copy begins where typed arrays may begin.
      const part = new Uint8Array(bytes.subarray(at, at + length)).buffer;
      at += length;
      return part;
    },
  };
}
