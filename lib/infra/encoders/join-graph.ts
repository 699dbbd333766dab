/** The pair filter as an ONNX model: A x B^T > threshold, as row and column numbers of the hits. */
import { FLOAT, INT64, intAttribute, model, node, text, value } from './onnx-wire';

/**
 * Inputs `a` [m, dimensions], `b` [n, dimensions] and `threshold` [1], all float32;
 * output `hits` int64 [2, hits]: the row in `a` and the row in `b` of each product above it.
 */
export function joinGraph(dimensions: number): Uint8Array {
  const graph = [
    node('Gemm', ['a', 'b'], 'products', intAttribute('transB', 1)),
    node('Greater', ['products', 'threshold'], 'above'),
    node('NonZero', ['above'], 'hits'),
    text(2, 'pair-filter'),
    value(11, 'a', FLOAT, ['m', dimensions]),
    value(11, 'b', FLOAT, ['n', dimensions]),
    value(11, 'threshold', FLOAT, [1]),
    value(12, 'hits', INT64, [2, 'hits']),
  ].flat();
  const { before, after } = model(graph.length, 13);
  return Uint8Array.from([...before, ...graph, ...after]);
}
