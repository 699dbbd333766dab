/**
 * The pair filter as an ONNX model: A x B^T > threshold, as row and column numbers of the hits.
 * Written in ONNX's protobuf wire format by hand (onnx/onnx.proto, IR version 8, opset 13), because
 * four operators do not justify a dependency.
 */
type Bytes = readonly number[];

const FLOAT = 1;
const INT64 = 7;
const INT_ATTRIBUTE = 2;

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

const node = (
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

const intAttribute = (name: string, value: number): Bytes =>
  block(5, text(1, name), int(3, value), int(20, INT_ATTRIBUTE));

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

/**
 * Inputs `a` [m, dimensions], `b` [n, dimensions] and `threshold` [1], all float32;
 * output `hits` int64 [2, hits]: the row in `a` and the row in `b` of each product above it.
 */
export function joinGraph(dimensions: number): Uint8Array {
  const graph = block(
    7,
    node('Gemm', ['a', 'b'], 'products', intAttribute('transB', 1)),
    node('Greater', ['products', 'threshold'], 'above'),
    node('NonZero', ['above'], 'hits'),
    text(2, 'pair-filter'),
    value(11, 'a', FLOAT, ['m', dimensions]),
    value(11, 'b', FLOAT, ['n', dimensions]),
    value(11, 'threshold', FLOAT, [1]),
    value(12, 'hits', INT64, [2, 'hits']),
  );
  const opset = block(8, text(1, ''), int(2, 13));
  return Uint8Array.from([...int(1, 8), ...graph, ...opset]);
}
