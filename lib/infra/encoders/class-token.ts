/**
 * A vision transformer whose embedding is its class token computes, in its last block, all tokens and uses
 * one. Here the choice of that token is moved up, before the operators that compute each token by itself,
 * which gives the same numbers for less work. Any doubt leaves the graph as it is.
 */
import type { Pooling } from '@/lib/domain/encoders';
import {
  readGraph,
  renamedInputs,
  whole,
  type GraphFile,
  type GraphNode,
  type Span,
  type TensorInfo,
} from './onnx-read';
import { block, head, int64Tensor, intAttribute, node, text } from './onnx-wire';
import { takesFirstToken, tokenInputs, type Constants } from './token-wise';

/** What of a tensor is used: [images, tokens, channels], or of the tokens only the first. */
type Need = 'first' | 'all';

interface Plan {
  /** Operators that compute only the first token, with their inputs that carry tokens. */
  cut: ReadonlyMap<GraphNode, number[]>;
  dead: ReadonlySet<GraphNode>;
  /** Tensors of all tokens of which the first is taken. */
  edges: readonly string[];
  need: ReadonlyMap<string, Need>;
}

/** What a change adds behind the file and hides in it; both together are one valid file. */
export interface Edit {
  hidden: readonly Span[];
  suffix: Uint8Array;
}

export interface ClassTokenGraph {
  /** Gives the `edges`, too; the rest is as it was. */
  reference: Edit;
  cut: Edit;
  /** All must be [images, tokens, channels] with the same tokens, or the cut is wrong. */
  edges: readonly string[];
}

const UNKNOWN: TensorInfo = { dims: [0, 0, 0, 0], ints: null };

/** All that depends on no input, or null where the operators are not in the order of computation. */
function constantsOf({ nodes, constants, inputs }: GraphFile): Constants | null {
  const known = new Map(constants);
  const computed = new Set([...known.keys(), ...inputs.map(({ name }) => name), '']);
  for (const node_ of nodes) {
    const { operator, domain, attributes, outputs } = node_;
    if (!node_.inputs.every((name) => computed.has(name))) return null;
    for (const name of outputs) computed.add(name);
    const given = [...node_.inputs, ...node_.captures].filter((name) => name !== '');
    if (!given.every((name) => known.has(name))) continue;
    let info: TensorInfo | undefined;
    if (domain === '' && operator === 'Constant')
      info = [...attributes.values()][0]?.tensor ?? undefined;
    else if (domain === '' && operator === 'Identity') info = known.get(given[0] ?? '');
    for (const name of outputs) known.set(name, info ?? UNKNOWN);
  }
  return known;
}

function planOf(graph: GraphFile, output: string, first: boolean): Plan | null {
  const constants = constantsOf(graph);
  if (!constants) return null;
  const need = new Map<string, Need>([[output, first ? 'first' : 'all']]);
  const mark = (name: string, what: Need) => {
    if (what === 'all' || !need.has(name)) need.set(name, what);
  };
  const cut = new Map<GraphNode, number[]>();
  const dead = new Set<GraphNode>();
  // Who uses a tensor comes after it, so that all is known of a node's results when it is reached.
  for (const node_ of [...graph.nodes].reverse()) {
    const [result = '', ...others] = node_.outputs;
    const used = node_.outputs.filter((name) => need.has(name));
    if (used.length === 0) {
      dead.add(node_);
      continue;
    }
    const alone = !others.some((name) => need.has(name));
    const tokens = alone && need.get(result) === 'first' ? tokenInputs(node_, constants) : null;
    if (tokens) cut.set(node_, tokens);
    const chooses = takesFirstToken(node_, constants);
    node_.inputs.forEach((name, at) =>
      mark(name, tokens?.includes(at) || (chooses && at === 0) ? 'first' : 'all'),
    );
    for (const name of node_.captures) mark(name, 'all');
  }
  const made = new Set([...cut.keys()].flatMap(({ outputs }) => outputs.slice(0, 1)));
  const read = [...cut].flatMap(([{ inputs }, tokens]) => tokens.map((at) => inputs[at]!));
  const edges = [...new Set(read.filter((name) => !made.has(name)))];
  // Below a product with weights nothing is gained.
  const worthwhile = [...cut.keys()].some(({ operator }) => operator === 'MatMul');
  return worthwhile ? { cut, dead, edges, need } : null;
}

const NODE = 1;
const OUTPUT = 12;
/** Of an output without a type, which the runtime infers. */
const untyped = (name: string) => Uint8Array.from(block(OUTPUT, text(1, name)));

/** More of a graph that the file has already: parsers of protobuf merge what occurs twice. */
function more(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.from(head(7, length)), ...parts]);
}

/** A name that no tensor of the graph has. */
function fresh(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  while (taken.has(free)) free += "'";
  return free;
}

function cutEdit(bytes: Uint8Array, graph: GraphFile, plan: Plan, output: string): Edit {
  const { nodes, outputs, values, constants } = graph;
  const taken = new Set([
    ...constants.keys(),
    ...nodes.flatMap((one) => [...one.inputs, ...one.outputs, ...one.captures]),
  ]);
  const zero = fresh('class-token', taken);
  const firstOf = new Map(plan.edges.map((edge) => [edge, fresh(`${edge}/class-token`, taken)]));
  const made = new Set([...plan.cut.keys()].flatMap((one) => one.outputs));
  const from = nodes.findIndex((one) => plan.cut.has(one));
  const waiting = new Map(firstOf);
  const parts: Uint8Array[] = [];
  for (const one of nodes.slice(from)) {
    if (plan.dead.has(one)) continue;
    const tokens = plan.cut.get(one);
    for (const name of tokens?.map((at) => one.inputs[at]!) ?? []) {
      const named = waiting.get(name);
      if (!named || !waiting.delete(name)) continue;
      parts.push(Uint8Array.from(node('Gather', [name, zero], named, intAttribute('axis', 1))));
    }
    parts.push(tokens ? renamedInputs(bytes, one, firstOf) : whole(bytes, one));
  }
  // With a list of one place the axis stays.
  parts.push(Uint8Array.from(int64Tensor(zero, [1], [0])));
  const kept = outputs.filter(({ name }) => name === output);
  const shape =
    plan.need.get(output) === 'first' ? [untyped(output)] : kept.map((one) => whole(bytes, one));
  return {
    hidden: [
      ...nodes.filter((one, at) => at >= from || plan.dead.has(one)),
      ...outputs,
      ...values.filter(({ name }) => made.has(name)),
    ],
    suffix: more([...parts, ...shape]),
  };
}

/**
 * How the graph in `bytes` is changed so that the embedding of `output` is computed from one token where
 * one is enough; null where that gains nothing or is not certain to be right.
 */
export function classTokenOnly(
  bytes: Uint8Array,
  output: string,
  pooling: Pooling,
): ClassTokenGraph | null {
  if (pooling !== 'none' && pooling !== 'first') return null;
  const graph = readGraph(bytes);
  if (!graph?.outputs.some(({ name }) => name === output)) return null;
  const plan = planOf(graph, output, pooling === 'first');
  if (!plan) return null;
  const given = new Set(graph.outputs.map(({ name }) => name));
  const missing = plan.edges.filter((edge) => !given.has(edge));
  return {
    reference: { hidden: [], suffix: more(missing.map(untyped)) },
    cut: cutEdit(bytes, graph, plan, output),
    edges: plan.edges,
  };
}

/** GraphProto's fields of one byte, and one that it has reserved, which parsers pass over. */
const VISIBLE = [NODE, OUTPUT, 13].map((field) => field * 8 + 2);
const RESERVED = 3 * 8 + 2;

/**
 * Applies an edit to the file in `room`, of which `length` bytes are used, without a second copy of it;
 * null, and nothing is changed, where the rest of `room` is too small.
 */
export function applied(
  room: Uint8Array,
  length: number,
  { hidden, suffix }: Edit,
): Uint8Array | null {
  if (length + suffix.length > room.length) return null;
  if (hidden.some(({ tag }) => !VISIBLE.includes(room[tag]!))) return null;
  for (const { tag } of hidden) room[tag] = RESERVED;
  room.set(suffix, length);
  return room.subarray(0, length + suffix.length);
}
