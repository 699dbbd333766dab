/** CLIP's image tower as an ONNX graph, in the operators that the usual exporters write. */
import {
  FLOAT,
  floatAttribute,
  intAttribute,
  intsAttribute,
  node,
  text,
  value,
  type Bytes,
} from '@/lib/infra/encoders/onnx-wire';
import type { Geometry } from './geometry';

/** An initializer: `scale` is the half width of the uniform noise in it, `centre` its mean. */
export interface Weight {
  name: string;
  shape: readonly number[];
  scale: number;
  centre: number;
}

/** Whole numbers that the graph holds, as shapes. */
export interface Numbers {
  name: string;
  values: readonly number[];
}

export interface TowerGraph {
  nodes: Bytes;
  ports: Bytes;
  weights: Weight[];
  numbers: Numbers[];
}

/** Collects operators and what they need. */
class Builder {
  readonly nodes: Bytes[] = [];
  readonly weights: Weight[] = [];
  readonly numbers: Numbers[] = [];

  /** Adds an operator and gives the name of its output. */
  op(operator: string, inputs: readonly string[], ...attributes: Bytes[]): string {
    const output = `v${this.nodes.length}`;
    this.nodes.push(node(operator, inputs, output, ...attributes));
    return output;
  }

  /** Noise as wide as keeps the variance of what it is multiplied with. */
  matrix(name: string, shape: readonly number[], inputs: number): string {
    this.weights.push({ name, shape, scale: Math.sqrt(3 / inputs), centre: 0 });
    return name;
  }

  vector(name: string, shape: readonly number[], centre: number, scale = 0.1): string {
    this.weights.push({ name, shape, scale, centre });
    return name;
  }

  whole(values: readonly number[]): string {
    const name = `shape-${values.join('-')}`;
    if (!this.numbers.some((known) => known.name === name)) this.numbers.push({ name, values });
    return name;
  }

  linear(name: string, input: string, from: number, to: number): string {
    const product = this.op('MatMul', [input, this.matrix(`${name}.weight`, [from, to], from)]);
    return this.op('Add', [product, this.vector(`${name}.bias`, [to], 0)]);
  }

  norm(name: string, input: string, width: number): string {
    const scale = this.vector(`${name}.weight`, [width], 1);
    const shift = this.vector(`${name}.bias`, [width], 0);
    return this.op(
      'LayerNormalization',
      [input, scale, shift],
      intAttribute('axis', 2),
      floatAttribute('epsilon', 1e-5),
    );
  }
}

function attention(b: Builder, name: string, input: string, { width, heads }: Geometry): string {
  const split = b.whole([0, 0, heads, width / heads]);
  const part = (which: string, order: readonly number[]) => {
    const rows = b.linear(`${name}.${which}`, input, width, width);
    return b.op('Transpose', [b.op('Reshape', [rows, split])], intsAttribute('perm', order));
  };
  const keys = part('k', [0, 2, 3, 1]);
  const scores = b.op('MatMul', [part('q', [0, 2, 1, 3]), keys]);
  const scale = b.vector(`${name}.scale`, [], 1 / Math.sqrt(width / heads), 0);
  const shares = b.op('Softmax', [b.op('Mul', [scores, scale])], intAttribute('axis', 3));
  const mixed = b.op('MatMul', [shares, part('v', [0, 2, 1, 3])]);
  const joined = b.op('Transpose', [mixed], intsAttribute('perm', [0, 2, 1, 3]));
  return b.linear(`${name}.out`, b.op('Reshape', [joined, b.whole([0, 0, width])]), width, width);
}

function layer(b: Builder, name: string, input: string, geometry: Geometry): string {
  const { width } = geometry;
  const attended = attention(b, `${name}.attn`, b.norm(`${name}.ln1`, input, width), geometry);
  const middle = b.op('Add', [input, attended]);
  const wide = b.linear(`${name}.fc1`, b.norm(`${name}.ln2`, middle, width), width, width * 4);
  const slope = b.vector('quick-gelu', [], 1.702, 0);
  const gelu = b.op('Mul', [wide, b.op('Sigmoid', [b.op('Mul', [wide, slope])])]);
  return b.op('Add', [middle, b.linear(`${name}.fc2`, gelu, width * 4, width)]);
}

/** Input `pixel_values` [n, 3, size, size], output `image_embeds` [n, dimensions], float32. */
export function towerGraph(geometry: Geometry): TowerGraph {
  const { size, patch, width, layers, dimensions } = geometry;
  const patches = (size / patch) ** 2;
  const b = new Builder();
  const kernel = b.matrix('patch.weight', [width, 3, patch, patch], 3 * patch * patch);
  const map = b.op(
    'Conv',
    ['pixel_values', kernel],
    intsAttribute('strides', [patch, patch]),
    intsAttribute('kernel_shape', [patch, patch]),
  );
  const flat = b.op('Reshape', [map, b.whole([0, width, -1])]);
  const rows = b.op('Transpose', [flat], intsAttribute('perm', [0, 2, 1]));
  const count = b.op('Slice', [b.op('Shape', ['pixel_values']), b.whole([0]), b.whole([1])]);
  const shape = b.op('Concat', [count, b.whole([1, width])], intAttribute('axis', 0));
  const first = b.op('Expand', [b.vector('class', [1, 1, width], 0, 1), shape]);
  const tokens = b.op('Concat', [first, rows], intAttribute('axis', 1));
  const placed = b.op('Add', [tokens, b.vector('position', [1, patches + 1, width], 0, 0.5)]);
  let state = b.norm('pre', placed, width);
  for (let k = 0; k < layers; k += 1) state = layer(b, `layer${k}`, state, geometry);
  const token = b.op('Slice', [state, b.whole([0]), b.whole([1]), b.whole([1])]);
  const pooled = b.op('Reshape', [b.norm('post', token, width), b.whole([-1, width])]);
  const projection = b.matrix('projection', [width, dimensions], width);
  const nodes = [...b.nodes, node('MatMul', [pooled, projection], 'image_embeds')];
  const seen = new Map(b.weights.map((weight) => [weight.name, weight]));
  return {
    nodes: nodes.flat(),
    ports: [
      text(2, geometry.id),
      value(11, 'pixel_values', FLOAT, ['batch', 3, size, size]),
      value(12, 'image_embeds', FLOAT, ['batch', dimensions]),
    ].flat(),
    weights: [...seen.values()],
    numbers: b.numbers,
  };
}
