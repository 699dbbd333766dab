/**
 * ONNX's protobuf wire format (onnx/onnx.proto, IR version 8), as far as graphs that are made here need
 * it: a few dozen operators do not justify a dependency.
 */
export type Bytes = readonly number[];

export const FLOAT = 1;
export const INT64 = 7;
const FLOAT_ATTRIBUTE = 1;
const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;

export function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...out, rest];
}

/** Field with a whole number (wire type 0). */
export const int = (field: number, value: number): Bytes => [
  ...varint(field * 8),
  ...varint(value),
];
/** Before the bytes of a field with a text or a message (wire type 2). */
export const head = (field: number, length: number): Bytes => [
  ...varint(field * 8 + 2),
  ...varint(length),
];
export const block = (field: number, ...parts: Bytes[]): Bytes => {
  const body = parts.flat();
  return [...head(field, body.length), ...body];
};
export const text = (field: number, value: string): Bytes => block(field, [...Buffer.from(value)]);

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

export const intsAttribute = (name: string, values: readonly number[]): Bytes =>
  block(5, text(1, name), ...values.map((value) => int(8, value)), int(20, INTS_ATTRIBUTE));

export const floatAttribute = (name: string, value: number): Bytes => {
  const bytes = new Uint8Array(Float32Array.of(value).buffer);
  return block(5, text(1, name), [...varint(2 * 8 + 5), ...bytes], int(20, FLOAT_ATTRIBUTE));
};

/** An initializer; its data in the machine's order, which is little-endian wherever onnxruntime runs. */
const tensor = (name: string, shape: readonly number[], type: number, data: ArrayBuffer): Bytes =>
  block(
    5,
    ...shape.map((side) => int(1, side)),
    int(2, type),
    text(8, name),
    block(9, [...new Uint8Array(data)]),
  );
export const floatTensor = (name: string, shape: readonly number[], values: readonly number[]) =>
  tensor(name, shape, FLOAT, Float32Array.from(values).buffer);
export const int64Tensor = (name: string, shape: readonly number[], values: readonly number[]) =>
  tensor(name, shape, INT64, BigInt64Array.from(values, BigInt).buffer);

/** A graph input (field 11) or output (12); a dimension is a number or the name of a free one. */
export const value = (
  field: number,
  name: string,
  type: number,
  shape: readonly (number | string)[],
): Bytes => {
  const dimensions = shape.map((d) => block(1, typeof d === 'number' ? int(1, d) : text(2, d)));
  return block(field, text(1, name), block(2, block(1, int(1, type), block(2, ...dimensions))));
};

/** The model around a graph's bytes: what comes before them and after them. */
export const model = (graph: number, opset: number): { before: Bytes; after: Bytes } => ({
  before: [...int(1, 8), ...head(7, graph)],
  after: block(8, text(1, ''), int(2, opset)),
});
