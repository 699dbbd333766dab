/**
 * Reads the parts of an ONNX file (onnx/onnx.proto) that say what is computed from what. Weights are not
 * touched, so that a graph of a gigabyte is read in milliseconds. Whatever is not understood is null.
 */
import { head, text } from './onnx-wire';

export interface Span {
  /** Where its tag stands; its content is [start, end). */
  tag: number;
  start: number;
  end: number;
}

interface Field extends Span {
  field: number;
  /** Of a whole number; 0n elsewhere. */
  whole: bigint;
}

export interface TensorInfo {
  dims: readonly number[];
  /** Its whole numbers, where it has a few and they are in the file. */
  ints: readonly number[] | null;
}

export interface Attribute {
  int: number | null;
  ints: readonly number[];
  tensor: TensorInfo | null;
  /** What a graph within the graph may use of the tensors around it, by name. */
  captures: readonly string[];
}

export interface GraphNode extends Span {
  operator: string;
  /** '' for ONNX's own. */
  domain: string;
  /** '' where an optional one was left out. */
  inputs: readonly string[];
  outputs: readonly string[];
  /** What else it uses, in a graph of its own; some of these names may be known only there. */
  captures: readonly string[];
  attributes: ReadonlyMap<string, Attribute>;
}

export interface Named extends Span {
  name: string;
}

export interface GraphFile {
  nodes: readonly GraphNode[];
  constants: ReadonlyMap<string, TensorInfo>;
  inputs: readonly Named[];
  outputs: readonly Named[];
  values: readonly Named[];
}

const LENGTH = 2;
const INT32 = 6;
const INT64 = 7;
/** Longer lists of whole numbers are weights, not axes. */
const MOST_INTS = 16;

class Malformed extends Error {}

function varint(bytes: Uint8Array, at: number): { whole: bigint; next: number } {
  let whole = 0n;
  for (let k = 0; k < 10; k += 1) {
    const byte = bytes[at + k];
    if (byte === undefined) break;
    whole |= BigInt(byte & 127) << BigInt(7 * k);
    if (byte < 128) return { whole: BigInt.asIntN(64, whole), next: at + k + 1 };
  }
  throw new Malformed();
}

function* fieldsOf(bytes: Uint8Array, { start, end }: Omit<Span, 'tag'>): Generator<Field> {
  for (let at = start; at < end;) {
    const tag = at;
    const key = varint(bytes, at);
    const [field, wire] = [Number(key.whole >> 3n), Number(key.whole & 7n)];
    let whole = 0n;
    let content = key.next;
    if (wire === 0) ({ whole, next: at } = varint(bytes, content));
    else if (wire === LENGTH) {
      const length = varint(bytes, content);
      content = length.next;
      at = content + Number(length.whole);
    } else if (wire === 1 || wire === 5) at = content + (wire === 1 ? 8 : 4);
    else throw new Malformed();
    if (at > end || at < content) throw new Malformed();
    yield { field, whole, tag, start: content, end: at };
  }
}

const textOf = (bytes: Uint8Array, { start, end }: Span): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');

/** Of a repeated whole number: one, or several packed into one field. */
function wholes(bytes: Uint8Array, found: Field, packed: boolean): number[] {
  if (!packed) return [Number(found.whole)];
  const out: number[] = [];
  if (found.end - found.start > MOST_INTS * 10) throw new Malformed();
  for (let at = found.start; at < found.end;) {
    const { whole, next } = varint(bytes, at);
    out.push(Number(whole));
    at = next;
  }
  return out;
}

const isPacked = (bytes: Uint8Array, { tag }: Span): boolean => (bytes[tag]! & 7) === LENGTH;

/** A TensorProto, and its name. */
function tensorIn(bytes: Uint8Array, span: Span): TensorInfo & { name: string } {
  const dims: number[] = [];
  const data: number[] = [];
  let raw: Field | undefined;
  let [name, type] = ['', 0];
  for (const found of fieldsOf(bytes, span)) {
    if (found.field === 1) dims.push(...wholes(bytes, found, isPacked(bytes, found)));
    else if (found.field === 2) type = Number(found.whole);
    else if (found.field === 8) name = textOf(bytes, found);
    else if (found.field === 9) raw = found;
    else if (
      ((found.field === 5 && type === INT32) || (found.field === 7 && type === INT64)) &&
      found.end - found.start <= MOST_INTS * 10
    ) {
      data.push(...wholes(bytes, found, isPacked(bytes, found)));
    }
  }
  const count = dims.reduce((product, side) => product * side, 1);
  const known = (type === INT32 || type === INT64) && count <= MOST_INTS;
  const size = type === INT64 ? 8 : 4;
  if (known && raw && raw.end - raw.start === count * size) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + raw.start, raw.end - raw.start);
    for (let k = 0; k + size <= view.byteLength; k += size) {
      data.push(size === 8 ? Number(view.getBigInt64(k, true)) : view.getInt32(k, true));
    }
  }
  return { name, dims, ints: known && data.length === count ? data : null };
}

function attributeIn(bytes: Uint8Array, span: Span): [string, Attribute] {
  let name = '';
  const ints: number[] = [];
  const captures: string[] = [];
  let [int, tensor]: [number | null, TensorInfo | null] = [null, null];
  for (const found of fieldsOf(bytes, span)) {
    if (found.field === 1) name = textOf(bytes, found);
    else if (found.field === 2) tensor ??= { dims: [], ints: null };
    else if (found.field === 3) {
      int = Number(found.whole);
      tensor ??= { dims: [], ints: [int] };
    } else if (found.field === 5) tensor = tensorIn(bytes, found);
    else if (found.field === 8) ints.push(...wholes(bytes, found, isPacked(bytes, found)));
    else if (found.field === 6 || found.field === 11) {
      const { nodes, outputs } = graphIn(bytes, found);
      captures.push(...outputs.map((port) => port.name));
      captures.push(...nodes.flatMap((node) => [...node.inputs, ...node.captures]));
    }
  }
  if (ints.length > 0) tensor = { dims: [ints.length], ints };
  return [name, { int, ints, tensor, captures }];
}

function nodeIn(bytes: Uint8Array, span: Span): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  let [operator, domain] = ['', ''];
  for (const found of fieldsOf(bytes, span)) {
    if (found.field === 1) inputs.push(textOf(bytes, found));
    else if (found.field === 2) outputs.push(textOf(bytes, found));
    else if (found.field === 4) operator = textOf(bytes, found);
    else if (found.field === 5) attributes.set(...attributeIn(bytes, found));
    else if (found.field === 7) domain = textOf(bytes, found);
  }
  const { tag, start, end } = span;
  const own = domain === 'ai.onnx' ? '' : domain;
  const captures = [...attributes.values()].flatMap((attribute) => attribute.captures);
  return { tag, start, end, operator, domain: own, inputs, outputs, captures, attributes };
}

function namedIn(bytes: Uint8Array, { tag, start, end }: Span): Named {
  for (const found of fieldsOf(bytes, { start, end })) {
    if (found.field === 1) return { tag, start, end, name: textOf(bytes, found) };
  }
  return { tag, start, end, name: '' };
}

/** Field numbers of ModelProto. */
const GRAPH = 7;
const TRAINING = 20;
const FUNCTIONS = 25;

function graphIn(bytes: Uint8Array, span: Span): GraphFile {
  const nodes: GraphNode[] = [];
  const constants = new Map<string, TensorInfo>();
  const ports = { 11: [] as Named[], 12: [] as Named[], 13: [] as Named[] };
  for (const found of fieldsOf(bytes, span)) {
    const { field } = found;
    if (field === 1) nodes.push(nodeIn(bytes, found));
    else if (field === 5) {
      const { name, ...tensor } = tensorIn(bytes, found);
      constants.set(name, tensor);
    } else if (field === 11 || field === 12 || field === 13) {
      ports[field].push(namedIn(bytes, found));
    }
  }
  return { nodes, constants, inputs: ports[11], outputs: ports[12], values: ports[13] };
}

/**
 * The graph of a model's bytes; null where they are damaged, or where there are functions, whose operators
 * are not known here.
 */
export function readGraph(bytes: Uint8Array): GraphFile | null {
  try {
    const fields = [...fieldsOf(bytes, { start: 0, end: bytes.length })];
    const graphs = fields.filter(({ field }) => field === GRAPH);
    if (fields.some(({ field }) => field === TRAINING || field === FUNCTIONS)) return null;
    const [only] = graphs;
    if (!only || graphs.length > 1) return null;
    return graphIn(bytes, only);
  } catch (error) {
    // A RangeError: graphs within graphs, deeper than anybody writes them.
    if (error instanceof Malformed || error instanceof RangeError) return null;
    throw error;
  }
}

/** StringStringEntryProto with the key 'location', of a TensorProto whose data lies in another file. */
function locationOf(bytes: Uint8Array, tensor: Span): string | null {
  for (const entry of fieldsOf(bytes, tensor)) {
    if (entry.field !== 13) continue;
    const texts = [...fieldsOf(bytes, entry)].map((found) => textOf(bytes, found));
    if (texts[0] === 'location') return texts[1] ?? null;
  }
  return null;
}

/** The files that a model's initializers name, each once; null where its bytes are damaged. */
export function externalLocations(bytes: Uint8Array): string[] | null {
  const found = new Set<string>();
  try {
    for (const graph of fieldsOf(bytes, { start: 0, end: bytes.length })) {
      if (graph.field !== GRAPH) continue;
      for (const tensor of fieldsOf(bytes, graph)) {
        const location = tensor.field === 5 ? locationOf(bytes, tensor) : null;
        if (location !== null) found.add(location);
      }
    }
    return [...found];
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** The field that stands at a tag, whole. */
export const whole = (bytes: Uint8Array, { tag, end }: Span): Uint8Array =>
  bytes.subarray(tag, end);

/** A node's field with some of its inputs named otherwise. */
export function renamedInputs(
  bytes: Uint8Array,
  node: GraphNode,
  names: ReadonlyMap<string, string>,
): Uint8Array {
  const parts = [...fieldsOf(bytes, node)].map((found) => {
    const renamed = found.field === 1 ? names.get(textOf(bytes, found)) : undefined;
    return renamed === undefined ? whole(bytes, found) : Uint8Array.from(text(1, renamed));
  });
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.from(head(1, length)), ...parts]);
}
