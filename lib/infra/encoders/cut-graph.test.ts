import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncoderDescription, Pooling } from '@/lib/domain/encoders';
import { classTokenOnly } from './class-token';
import { COMPANY } from './company';
import { openCut } from './cut-graph';
import { openGraph } from './graph';
import {
  block,
  FLOAT,
  floatTensor,
  int,
  int64Tensor,
  intAttribute,
  intsAttribute,
  model,
  node,
  text,
  value,
  type Bytes,
} from './onnx-wire';
import { floats, Tensor, type Session } from './ort';
import { Tower } from './tower';

/** Exports of transformers; tools/reference/tiny_models.py made them. */
const FIXTURES = 'lib/infra/encoders/fixtures/reference';
const EXPORTS = [
  ['clip.vision.onnx', 'image_embeds', 'none', 24],
  ['dinov2.onnx', 'last_hidden_state', 'first', 32],
  ['dinov2-registers.onnx', 'last_hidden_state', 'first', 32],
  ['dinov3.onnx', 'last_hidden_state', 'first', 32],
] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-cut-'));
  for (const [file] of EXPORTS) await copyFile(join(FIXTURES, file), join(folder, file));
});
afterAll(() => rm(folder, { recursive: true }));

const sha256 = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');

interface Described {
  file: string;
  output: string;
  pooling: Pooling;
  dimensions: number;
  crop: number;
  data?: string;
}

function described({ file, output, pooling, dimensions, crop, data }: Described) {
  return {
    id: 'cut',
    name: 'Cut',
    role: 'visual',
    family: 'test',
    miniature: false,
    dimensions,
    image: {
      file,
      sha256: sha256(file),
      ...(data && { data: [{ file: data, sha256: sha256(data) }] }),
      input: 'pixel_values',
      embedding: { output, pooling },
      preprocessing: {
        version: 'test',
        resize: { kind: 'bicubic', shortestEdge: crop },
        crop,
        mean: [0.5, 0.5, 0.5],
        std: [0.5, 0.5, 0.5],
      },
    },
    license: 'Apache-2.0',
    notes: '',
  } satisfies EncoderDescription;
}

/** Seeded noise (Numerical Recipes' constants). */
function noise(count: number): Float32Array {
  let state = 5;
  return new Float32Array(count).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  });
}

/** The first `dimensions` numbers of each image's row. */
async function rows(session: Session, given: Described, count: number): Promise<Float32Array[]> {
  const { crop, output, dimensions } = given;
  const pixels = new Tensor('float32', noise(count * 3 * crop * crop), [count, 3, crop, crop]);
  const all = floats(await session.run({ pixel_values: pixels }, [output]), output);
  const width = all.length / count;
  return Array.from({ length: count }, (_, k) => all.slice(k * width, k * width + dimensions));
}

/** Opened whole and cut; the rows of both, alone and in company. */
async function expectSameBits(given: Described): Promise<void> {
  const description = described(given);
  for (const threads of [1, 2]) {
    const cut = await openCut(folder, description, { threads });
    expect(cut).toBeDefined();
    const whole = await openGraph(folder, description.image, { threads });
    for (const count of [1, COMPANY]) {
      expect(await rows(cut!, given, count)).toEqual(await rows(whole, given, count));
    }
    await Promise.all([cut?.release(), whole.release()]);
  }
}

/** Four tokens of three channels from an image of 2 x 2, as `tokens`; then what is asked for. */
function graph(...rest: Bytes[]): Uint8Array {
  const bytes = [
    node('Reshape', ['pixel_values', 'places'], 'flat'),
    node('Transpose', ['flat'], 'tokens', intsAttribute('perm', [0, 2, 1])),
    ...rest,
    int64Tensor('places', [3], [0, 3, 4]),
    int64Tensor('zero', [], [0]),
    text(2, 'small'),
    value(11, 'pixel_values', FLOAT, ['n', 3, 2, 2]),
    value(12, 'y', FLOAT, ['n', 3]),
  ].flat();
  const { before, after } = model(bytes.length, 17);
  return Uint8Array.from([...before, ...bytes, ...after]);
}

const WEIGHTS = [2, -1, 0.5, 0.25, 3, -2, 1, 1.5, -0.75];
const weights = floatTensor('w', [3, 3], WEIGHTS);
const first = (of: string) => node('Gather', [of, 'zero'], 'y', intAttribute('axis', 1));
const product = node('MatMul', ['tokens', 'w'], 'mixed');

async function written(file: string, bytes: Uint8Array): Promise<Described> {
  await writeFile(join(folder, file), bytes);
  return { file, output: 'y', pooling: 'none', dimensions: 3, crop: 2 };
}

describe('an image tower cut to its class token', () => {
  it.each(EXPORTS)('gives, for %s, the rows of the whole graph to the bit', async (...one) => {
    const [file, output, pooling, dimensions] = one;
    await expectSameBits({ file, output, pooling, dimensions, crop: 32 });
  });

  it('takes of the last block one token of what attention gave and of what went around it', () => {
    const bytes = readFileSync(join(FIXTURES, 'clip.vision.onnx'));
    expect(classTokenOnly(bytes, 'image_embeds', 'none')?.edges).toEqual([
      '/model/vision_model/encoder/layers.0/Add_1_output_0',
      '/model/vision_model/encoder/layers.1/self_attn/Reshape_3_output_0',
    ]);
  });

  it('still gives all patch tokens to whoever asks for them, and the same embedding before and after', async () => {
    const [file, output, pooling, dimensions] = EXPORTS[1];
    const description = described({ file, output, pooling, dimensions, crop: 32 });
    const grid = { rows: 4, columns: 4, channels: 32, before: 1 };
    const image = { ...description.image, tokens: { output, ...grid } };
    const tower = new Tower(folder, { ...description, image });
    const pixels = noise(3 * 32 * 32);
    const [row] = await tower.embedPixels(pixels, 1);
    const [tokens] = await tower.tokensOfPixels(pixels, 1);
    expect(row).toHaveLength(32);
    expect(tokens).toHaveLength(16 * 32);
    expect(new Set(tokens)).not.toEqual(new Set([0]));
    expect(await tower.embedPixels(pixels, 1)).toEqual([row]);
    await tower.close();
  });

  it('finds weights that lie in a file beside the graph', async () => {
    // In a folder of their own, as downloads and encoders of one's own have it.
    await mkdir(join(folder, 'own'));
    await writeFile(join(folder, 'own/w.bin'), Buffer.from(Float32Array.from(WEIGHTS).buffer));
    const entry = (key: string, what: string) => block(13, text(1, key), text(2, what));
    // TensorProto: external_data (13), data_location (14) EXTERNAL.
    const outside = block(
      5,
      int(1, 3),
      int(1, 3),
      int(2, FLOAT),
      text(8, 'w'),
      entry('location', 'w.bin'),
      int(14, 1),
    );
    const given = await written('own/outside.onnx', graph(product, first('mixed'), outside));
    await expectSameBits({ ...given, data: 'own/w.bin' });
  });

  it.each<[string, Bytes[]]>([
    [
      'other tokens are used, too',
      [
        product,
        node('Gather', ['mixed', 'zero'], 'one', intAttribute('axis', 1)),
        node(
          'ReduceMean',
          ['mixed'],
          'all',
          intsAttribute('axes', [1]),
          intAttribute('keepdims', 0),
        ),
        node('Add', ['one', 'all'], 'y'),
        weights,
      ],
    ],
    [
      'tokens are multiplied with each other',
      [node('MatMul', ['tokens', 'flat'], 'mixed'), first('mixed')],
    ],
    [
      'each token has numbers of its own added last',
      [
        product,
        node('Add', ['mixed', 'b'], 'sum'),
        first('sum'),
        weights,
        floatTensor('b', [4, 1], [1, 2, 3, 4]),
      ],
    ],
    [
      'tokens are normalised over all of them',
      [
        product,
        node('Softmax', ['mixed'], 'shares', intAttribute('axis', 1)),
        first('shares'),
        weights,
      ],
    ],
    [
      'another token is taken',
      [
        product,
        node('Gather', ['mixed', 'other'], 'y', intAttribute('axis', 1)),
        weights,
        int64Tensor('other', [], [1]),
      ],
    ],
  ])('is left whole where %s', async (_, rest) => {
    const bytes = graph(...rest);
    expect(classTokenOnly(bytes, 'y', 'none')).toBeNull();
    const given = await written('whole.onnx', bytes);
    expect(await openCut(folder, described(given), {})).toBeUndefined();
    // It is a graph that runs.
    const whole = await openGraph(folder, described(given).image);
    expect(await rows(whole, given, 2)).toHaveLength(2);
    await whole.release();
  });

  it('is left whole where the mean of the tokens is the embedding, and where bytes are damaged', () => {
    const bytes = readFileSync(join(FIXTURES, 'dinov2.onnx'));
    expect(classTokenOnly(bytes, 'last_hidden_state', 'first')).not.toBeNull();
    expect(classTokenOnly(bytes, 'last_hidden_state', 'mean')).toBeNull();
    expect(classTokenOnly(bytes, 'another', 'first')).toBeNull();
    expect(classTokenOnly(bytes.subarray(0, 5_000), 'last_hidden_state', 'first')).toBeNull();
  });

  it('is read without harm where any byte is another one', () => {
    const bytes = readFileSync(join(FIXTURES, 'dinov3.onnx'));
    // The operators stand before the weights.
    const places = noise(150).map((at) => Math.floor(((at + 1) / 2) * 60_000));
    for (const at of places) {
      const before = bytes[at]!;
      bytes[at] = before ^ 0xff;
      expect(() => classTokenOnly(bytes, 'last_hidden_state', 'first')).not.toThrow();
      bytes[at] = before;
    }
  });

  it('is left whole where what looks like tokens are the rows of a feature map', async () => {
    // [n, 3, 2, 2]: the second axis is a colour, and 'y' is of the first one.
    const bytes = graph(
      node('MatMul', ['pixel_values', 'v'], 'mixed'),
      node('Gather', ['mixed', 'zero'], 'map', intAttribute('axis', 1)),
      node('Reshape', ['map', 'row'], 'y'),
      floatTensor('v', [2, 2], [1, 2, 3, 5]),
      int64Tensor('row', [2], [0, 4]),
    );
    const given = await written('map.onnx', bytes);
    expect(classTokenOnly(bytes, 'y', 'none')).not.toBeNull();
    expect(await openCut(folder, described({ ...given, dimensions: 4 }), {})).toBeUndefined();
  });
});
