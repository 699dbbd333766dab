/**
 * Operators that compute each token of [images, tokens, channels] from the same token alone, so that the
 * result of one token needs no other one. Anything that is not certain counts as none of them.
 */
import type { GraphNode, TensorInfo } from './onnx-read';

const ELEMENTWISE: Readonly<Record<string, ReadonlySet<string>>> = {
  '': new Set(
    'Abs Add Cast Clip Div Elu Erf Exp Gelu HardSwish Identity Mul Neg Pow Reciprocal Relu Sigmoid Softplus Sqrt Sub Tanh'.split(
      ' ',
    ),
  ),
  'com.microsoft': new Set(['FastGelu', 'Gelu', 'QuickGelu']),
};

/** The last axis, of three. */
const isLast = (axis: number): boolean => axis === -1 || axis === 2;
const isTokens = (axis: number): boolean => axis === 1 || axis === -2;

/** What is known of the tensors that depend on no input. */
export type Constants = ReadonlyMap<string, TensorInfo>;

/** A number, or one for each channel, and the same for all tokens. */
function perChannel(constant: TensorInfo | undefined): boolean {
  const dims = constant?.dims;
  return dims !== undefined && dims.length <= 3 && dims.slice(0, -1).every((side) => side === 1);
}

const intsOf = (constants: Constants, name: string | undefined): readonly number[] | null =>
  (name !== undefined && constants.get(name)?.ints) || null;

/** As an attribute before some version of the operator, as a constant input since. */
function intsFrom(node: GraphNode, name: string, input: number, constants: Constants) {
  const attribute = node.attributes.get(name);
  return attribute ? attribute.ints : intsOf(constants, node.inputs[input]);
}

function elementwise({ inputs }: GraphNode, constants: Constants): number[] | null {
  const tokens: number[] = [];
  for (const [at, name] of inputs.entries()) {
    if (name === '') continue;
    if (!constants.has(name)) tokens.push(at);
    else if (!perChannel(constants.get(name))) return null;
  }
  return tokens.length > 0 ? tokens : null;
}

/** Along one axis, by constants; `axes` null where they are not known. */
function slice(node: GraphNode, constants: Constants) {
  const starts = intsFrom(node, 'starts', 1, constants);
  const ends = intsFrom(node, 'ends', 2, constants);
  const axes = intsFrom(node, 'axes', 3, constants);
  const steps = node.inputs[4] ? intsOf(constants, node.inputs[4]) : [1];
  return { starts, ends, axes, steps };
}

/** Which inputs of a token-wise operator carry tokens; null where it is not certain to be one. */
export function tokenInputs(node: GraphNode, constants: Constants): number[] | null {
  const { operator, domain, inputs, attributes } = node;
  if (ELEMENTWISE[domain]?.has(operator)) return elementwise(node, constants);
  const [data, second] = inputs;
  if (domain !== '' || data === undefined || constants.has(data)) return null;
  const others = () => inputs.slice(1).filter((name) => name !== '');
  switch (operator) {
    case 'MatMul':
      return constants.get(second ?? '')?.dims.length === 2 ? [0] : null;
    case 'LayerNormalization': {
      const axis = attributes.get('axis')?.int ?? -1;
      const plain = others().every((name) => perChannel(constants.get(name)));
      return isLast(axis) && plain ? [0] : null;
    }
    case 'ReduceMean': {
      const axes = intsFrom(node, 'axes', 1, constants);
      const kept = (attributes.get('keepdims')?.int ?? 1) === 1;
      return kept && axes?.length === 1 && isLast(axes[0]!) ? [0] : null;
    }
    case 'Slice': {
      const { axes } = slice(node, constants);
      const known = others().every((name) => constants.has(name));
      const elsewhere = (axis: number) => isLast(axis) || axis === 0 || axis === -3;
      return known && axes?.length && axes.every(elsewhere) ? [0] : null;
    }
    default:
      return null;
  }
}

/** Whether a node takes the first token of its first input and nothing else. */
export function takesFirstToken(node: GraphNode, constants: Constants): boolean {
  const { operator, domain, inputs, attributes } = node;
  if (domain !== '' || inputs[0] === undefined || constants.has(inputs[0])) return false;
  const only = (found: readonly number[] | null, value: number) =>
    found?.length === 1 && found[0] === value;
  if (operator === 'Gather') {
    const indices = constants.get(inputs[1] ?? '');
    const axis = attributes.get('axis')?.int ?? 0;
    return isTokens(axis) && only(indices?.ints ?? null, 0) && (indices?.dims.length ?? 2) <= 1;
  }
  if (operator !== 'Slice') return false;
  const { starts, ends, axes, steps } = slice(node, constants);
  return (
    only(starts, 0) && only(ends, 1) && only(steps, 1) && axes?.length === 1 && isTokens(axes[0]!)
  );
}
