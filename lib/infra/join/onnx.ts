/**
 * ONNX models in protobuf's wire format (onnx/onnx.proto, IR version 8, opset 13), written by hand
 * because a dozen operators do not justify a dependency.
 */
type Bytes = readonly number[];

export const FLOAT = 1;
export const UINT8 = 2;
export const INT8 = 3;
export const INT32 = 6;
export const INT64 = 7;

const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;

function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...out, rest];
}

/** Field with a whole number (wire type 0). */
const int = (field: number, value: number): Bytes => [...varint(field * 8), ...varint(value)];
/** Field with a text or a message (wire type 2). */
const block = (field: number, ...parts: Bytes[]): Bytes => {
  const body = parts.flat();
  return [...varint(field * 8 + 2), ...varint(body.length), ...body];
};
const text = (field: number, value: string): Bytes => block(field, [...Buffer.from(value)]);

export const node = (
  operator: string,
  inputs: readonly string[],
  output: string,
  ...attributes: Bytes[]
): Bytes =>
  block(
    1,
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(4, operator),
    ...attributes,
  );

export const intAttribute = (name: string, value: number): Bytes =>
  block(5, text(1, name), int(3, value), int(20, INT_ATTRIBUTE));

export const intsAttribute = (name: string, ...values: number[]): Bytes =>
  block(5, text(1, name), ...values.map((value) => int(8, value)), int(20, INTS_ATTRIBUTE));

/** A constant of one whole number or more, each one byte or little-endian int64. */
export const constant = (
  name: string,
  type: typeof UINT8 | typeof INT64,
  values: readonly number[],
  shape: readonly number[],
): Bytes => {
  const bytes =
    type === UINT8 ? values : [...new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer)];
  return block(5, ...shape.map((d) => int(1, d)), int(2, type), text(8, name), block(9, bytes));
};

/** A graph input or output; a dimension is a number or the name of a free one. */
const value = (
  field: number,
  name: string,
  type: number,
  shape: readonly (number | string)[],
): Bytes => {
  const dimensions = shape.map((d) => block(1, typeof d === 'number' ? int(1, d) : text(2, d)));
  return block(field, text(1, name), block(2, block(1, int(1, type), block(2, ...dimensions))));
};

export const input = (name: string, type: number, shape: readonly (number | string)[]): Bytes =>
  value(11, name, type, shape);
export const output = (name: string, type: number, shape: readonly (number | string)[]): Bytes =>
  value(12, name, type, shape);

export function model(name: string, ...parts: Bytes[]): Uint8Array {
  const graph = block(7, ...parts, text(2, name));
  const opset = block(8, text(1, ''), int(2, 13));
  return Uint8Array.from([...int(1, 8), ...graph, ...opset]);
}
