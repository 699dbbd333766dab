/**
 * Arrays as numpy saves them, read after the format's description in numpy's documentation
 * (numpy.lib.format): magic, version, length of the header, a Python dictionary, the data.
 */
import { AppError } from '../errors';

/** Numbers that an embedding may consist of, little-endian. */
export const NPY_FLOATS = { '<f2': 2, '<f4': 4, '<f8': 8 } as const;
export type NpyFloat = keyof typeof NPY_FLOATS;

export interface NpyHeader {
  /** As numpy writes a type: '<f4', '<U12', '|S64'. */
  type: string;
  shape: readonly number[];
  fortran: boolean;
  /** Where the data begins. */
  dataAt: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Magic, version, and the longest of both kinds of length. */
export const NPY_OPENING = 12;

/** Bytes from the start to the data, from the first NPY_OPENING bytes; null for another kind of file. */
export function npyHeaderBytes(opening: Uint8Array): number | null {
  if (opening.length < NPY_OPENING || MAGIC.some((byte, k) => opening[k] !== byte)) return null;
  const view = new DataView(opening.buffer, opening.byteOffset);
  switch (opening[6]) {
    case 1:
      return 10 + view.getUint16(8, true);
    case 2:
    case 3:
      return 12 + view.getUint32(8, true);
    default:
      return null;
  }
}

/** `bytes`: at least all up to the data. Throws `unprocessable` for what is no plain array. */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const dataAt = npyHeaderBytes(bytes);
  if (dataAt === null || dataAt > bytes.length) {
    throw new AppError('unprocessable', `${file} is not a .npy file as numpy saves it.`);
  }
  const start = bytes[6] === 1 ? 10 : 12;
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, dataAt));
  const type = /['"]descr['"]\s*:\s*['"]([^'"]+)['"]/.exec(text)?.[1];
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text)?.[1];
  const sides = /['"]shape['"]\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (type === undefined || order === undefined || sides === undefined) {
    throw new AppError(
      'unprocessable',
      `${file} holds a structured array. Save plain numbers: one row per image, one column per dimension.`,
    );
  }
  const shape = sides
    .split(',')
    .map((side) => side.trim())
    .filter((side) => side !== '')
    .map((side) => Number(side.replace(/L$/, '')));
  return { type, shape, fortran: order === 'True', dataAt };
}

/** Throws `unprocessable`, with what to do, for an array that is no table of embeddings. */
export function assertEmbeddings(
  { type, shape, fortran }: NpyHeader,
  file: string,
): { type: NpyFloat; rows: number; dimensions: number } {
  const refuse = (what: string): AppError => new AppError('unprocessable', `${file} ${what}`);
  if (type.includes('O')) {
    throw refuse('holds Python objects, which only Python can read. Save numbers as float32.');
  }
  if (type.startsWith('>')) {
    throw refuse(
      `holds big-endian numbers (${type}). Save little-endian ones: array.astype('<f4').`,
    );
  }
  if (!(type in NPY_FLOATS)) {
    throw refuse(`holds ${type}, not float16, float32 or float64. Save it as float32.`);
  }
  if (shape.length !== 2) {
    throw refuse(
      `has ${shape.length} ${shape.length === 1 ? 'side' : 'sides'} (${shape.join(' x ')}), not two. Save one row per image, one column per dimension.`,
    );
  }
  if (fortran) {
    throw refuse(
      'is in Fortran order, column by column, which cannot be read row by row. Save numpy.ascontiguousarray(array).',
    );
  }
  const [rows = 0, dimensions = 0] = shape;
  if (rows < 1 || dimensions < 1) throw refuse(`is empty (${rows} x ${dimensions}).`);
  return { type: type as NpyFloat, rows, dimensions };
}

/** Numbers from their bytes, exactly: every float16 is a float32. */
export function readFloats(bytes: Uint8Array, type: NpyFloat): Float32Array | Float64Array {
  // A copy begins where typed arrays may begin.
  const { buffer } = new Uint8Array(bytes);
  switch (type) {
    case '<f4':
      return new Float32Array(buffer);
    case '<f8':
      return new Float64Array(buffer);
    case '<f2':
      return Float32Array.from(new Uint16Array(buffer), halfToNumber);
  }
}

/** IEEE 754 binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Bytes per element of an array of texts, '<U12' (UTF-32) or '|S64'; null for another type. */
export function textBytes(type: string): number | null {
  const found = /^(?:<U|\|S)(\d+)$/.exec(type);
  if (!found) return null;
  return Number(found[1]) * (type.startsWith('<U') ? 4 : 1);
}

/** Texts from their bytes; numpy fills up with zeros. */
export function readTexts(bytes: Uint8Array, type: string): string[] {
  const width = textBytes(type) ?? 0;
  const count = width === 0 ? 0 : Math.floor(bytes.length / width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  return Array.from({ length: count }, (_, k) => {
    const start = k * width;
    if (type.startsWith('|S')) {
      const raw = bytes.subarray(start, start + width);
      const end = raw.indexOf(0);
      return decoder.decode(end === -1 ? raw : raw.subarray(0, end));
    }
    let text = '';
    for (let at = start; at < start + width; at += 4) {
      const point = view.getUint32(at, true);
      if (point === 0) break;
      text += String.fromCodePoint(point);
    }
    return text;
  });
}
