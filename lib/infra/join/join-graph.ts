/**
 * The tiles of the pair join as ONNX models: a product of two blocks of rows, and where it is above
 * a threshold. Looking at every product for hits costs more than a short product itself, so only
 * rows whose largest product is above are looked at closely.
 */
import {
  constant,
  FLOAT,
  input,
  INT32,
  INT64,
  INT8,
  intAttribute,
  intsAttribute,
  model,
  node,
  output,
  UINT8,
} from './onnx';

/** Subtracted from what stands in a left code: codes are u8, the numbers they mean -63 to 63. */
export const ZERO_POINT = 64;

/** From `products` [m, n] and `threshold` [m, 1]: `rows` that have a hit, `hits` within those. */
const findHits = () => [
  constant('flat', INT64, [-1], [1]),
  node('ReduceMax', ['products'], 'largest', intsAttribute('axes', 1), intAttribute('keepdims', 1)),
  node('Greater', ['largest', 'threshold'], 'warm'),
  node('Reshape', ['warm', 'flat'], 'warmRows'),
  node('NonZero', ['warmRows'], 'found'),
  node('Reshape', ['found', 'flat'], 'rows'),
  node('Gather', ['products', 'rows'], 'close'),
  node('Gather', ['threshold', 'rows'], 'limits'),
  node('Greater', ['close', 'limits'], 'above'),
  node('NonZero', ['above'], 'hits'),
  output('rows', INT64, ['rows']),
  output('hits', INT64, [2, 'hits']),
];

/**
 * Inputs `a` [m, dimensions] and `b` [n, dimensions], float32, and `threshold` [m, 1]; outputs
 * `rows` int64, the rows in `a` with a product above their threshold, and `hits` int64 [2, hits]:
 * the position in `rows` and the row in `b` of each such product.
 */
export const fullGraph = (dimensions: number): Uint8Array =>
  model(
    'pair-filter',
    node('Gemm', ['a', 'b'], 'products', intAttribute('transB', 1)),
    ...findHits(),
    input('a', FLOAT, ['m', dimensions]),
    input('b', FLOAT, ['n', dimensions]),
    input('threshold', FLOAT, ['m', 1]),
  );

/** The same of codes: `a` u8 [m, width] with the zero point, `b` s8 [width, n], int32 thresholds. */
export const coarseGraph = (width: number): Uint8Array =>
  model(
    'coarse-pair-filter',
    constant('zero', UINT8, [ZERO_POINT], []),
    node('MatMulInteger', ['a', 'b', 'zero'], 'products'),
    ...findHits(),
    input('a', UINT8, ['m', width]),
    input('b', INT8, [width, 'n']),
    input('threshold', INT32, ['m', 1]),
  );

/** `product` = a x b, or a^T x b. */
export const productGraph = (transposeLeft = false): Uint8Array =>
  model(
    'product',
    node('Gemm', ['a', 'b'], 'product', intAttribute('transA', transposeLeft ? 1 : 0)),
    input('a', FLOAT, ['p', 'q']),
    input('b', FLOAT, ['r', 's']),
    output('product', FLOAT, ['m', 'n']),
  );
