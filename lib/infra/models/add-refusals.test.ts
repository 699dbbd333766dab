import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  block,
  floatTensor,
  int,
  intAttribute,
  intsAttribute,
  model,
  node,
  text,
  value,
  FLOAT,
  type Bytes,
} from '../encoders/onnx-wire';
import { createEncoderRegistry } from '../encoders/registry';
import { addEncoder, type AddInput } from './add';
import { pull } from './pull';
import { SMALL_CLIP } from './testing';
import { verifyEncoders } from './verify';

const FLOAT16 = 10;
const SIDE = 8;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-refusals-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Graph {
  input?: readonly (number | string)[];
  type?: number;
  /** From `pixels` to `image`, colours first in float32. */
  first?: Bytes;
  /** Whether the output is made of the image. */
  sees?: boolean;
  /** The name under which the weights lie beside the graph; else they are within. */
  data?: string;
  opset?: number;
}

const CAST = node('Cast', ['pixels'], 'image', intAttribute('to', FLOAT));
const TRANSPOSE = node('Transpose', ['pixels'], 'image', intsAttribute('perm', [0, 3, 1, 2]));
const ZEROS = 'zeros';
const WEIGHTS = Array.from({ length: 3 }, (_, k) => 1 - k / 2);

/** TensorProto with its data elsewhere: external_data (13) and data_location (14). */
const external = (name: string, shape: readonly number[], location: string): Bytes =>
  block(
    5,
    ...shape.map((side) => int(1, side)),
    int(2, FLOAT),
    text(8, name),
    block(13, text(1, 'location'), text(2, location)),
    int(14, 1),
  );

/** The mean of each colour, weighted: n x 3 x SIDE x SIDE to n x 3. */
function graphOf({ input = ['n', 3, SIDE, SIDE], type = FLOAT, sees = true, ...rest }: Graph) {
  const { data, opset = 13, first = node('Identity', ['pixels'], 'image') } = rest;
  const body: Bytes = [
    ...first,
    ...node('GlobalAveragePool', ['image'], 'means'),
    ...node('Flatten', ['means'], 'flat'),
    ...node('Mul', ['flat', 'weights'], 'weighted'),
    ...node('Mul', ['weighted', ZEROS], 'nothing'),
    ...node('Add', [sees ? 'weighted' : 'nothing', 'ones'], 'features'),
    ...text(2, 'small'),
    ...(data ? external('weights', [1, 3], data) : floatTensor('weights', [1, 3], WEIGHTS)),
    ...floatTensor(ZEROS, [1, 3], [0, 0, 0]),
    ...floatTensor('ones', [1, 3], [1, 1, 1]),
    ...value(11, 'pixels', type, input),
    ...value(12, 'features', FLOAT, [input[0]!, 3]),
  ];
  const { before, after } = model(body.length, opset);
  return Uint8Array.from([...before, ...body, ...after]);
}

async function add(content: Uint8Array | string, input: Partial<AddInput> = {}) {
  const path = join(folder, 'own.onnx');
  await writeFile(path, content);
  return addEncoder({
    folder: join(folder, 'models'),
    taken: [],
    path,
    id: 'own',
    name: 'Own',
    role: 'visual',
    family: 'own',
    license: 'MIT',
    notes: '',
    preprocessing: { preset: 'imagenet' },
    ...input,
  });
}
const matching = (sentence: RegExp) => expect.stringMatching(sentence) as string;
const refusal = (sentence: RegExp) => ({ code: 'unprocessable', message: matching(sentence) });
const addGraph = (graph: Graph, input?: Partial<AddInput>) => add(graphOf(graph), input);

describe('a file that is no encoder', () => {
  it.each<[string, Uint8Array | string, RegExp]>([
    ['an empty one', '', /"own.onnx" is empty\. Copy or export it again\./],
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\n', /"git lfs pull"/],
    ['weights of PyTorch', 'PK\u0003\u0004archive/data.pkl', /zip file.*torch\.onnx\.export/],
    ['safetensors', '\u0010\0\0\0\0\0\0\0{"a":{}}', /safetensors.*torch\.onnx\.export/],
    ['a web page', '<!doctype html><p>Sign in', /web page\. Download or export it again\./],
    ['half of a graph', graphOf({}).subarray(0, 90), /no ONNX graph, or only a part of one/],
    ['a graph of the future', graphOf({ opset: 99 }), /Export it with opset_version=\d+ or less/],
  ])('is refused by what it is: %s', async (_, content, sentence) => {
    await expect(add(content)).rejects.toMatchObject(refusal(sentence));
    await expect(add(content)).rejects.toMatchObject({
      message: expect.not.stringContaining(folder) as string,
    });
  });

  it.each<[string, Graph, RegExp]>([
    ['half precision', { type: FLOAT16, first: CAST }, /"pixels" is not float32.*model\.float\(\)/],
    ['four images at a time', { input: [4, 3, SIDE, SIDE] }, /takes 4 images.*dynamic_axes/],
    ['half of it in half precision', { type: FLOAT16 }, /float16.*Export it in float32/],
    [
      'colours last',
      { input: ['n', SIDE, SIDE, 3], first: TRANSPOSE },
      /colours last.*colours first/,
    ],
    ['one colour', { input: ['n', 1, SIDE, SIDE] }, /no image of three colours.*Export/],
    ['an oblong', { input: ['n', 3, SIDE, 2 * SIDE] }, /not square.*export the model for one/],
    ['an output without the image', { sees: false }, /does not depend on the image/],
  ])('is refused by what it wants: %s', async (_, graph, sentence) => {
    await expect(addGraph(graph)).rejects.toMatchObject(refusal(sentence));
    expect(await readdir(join(folder, 'models')).catch(() => [])).toEqual([]);
  });
});

describe('weights beside the graph', () => {
  const weights = Uint8Array.from(Buffer.from(Float32Array.from(WEIGHTS).buffer));

  it('are taken along under the name that the graph has for them, whatever the graph is called', async () => {
    await writeFile(join(folder, 'before-it-was-renamed.bin'), weights);
    const { description } = await addGraph({ data: 'before-it-was-renamed.bin' });
    expect(description.image.data).toMatchObject([{ file: 'own/before-it-was-renamed.bin' }]);
    const registry = createEncoderRegistry([join(folder, 'models')]);
    expect(await verifyEncoders(registry)).toMatchObject([{ id: 'own', ok: true }]);
  });

  it('are named where they are missing, and never fetched from another folder', async () => {
    await expect(addGraph({ data: 'gone.bin' })).rejects.toMatchObject({
      code: 'not-found',
      message: matching(/"gone.bin", which is not beside it.*--data-file/),
    });
    await expect(addGraph({ data: '../gone.bin' })).rejects.toThrow(/in another folder/);
  });
});

it('a damaged description is called so, with the way out', async () => {
  const models = join(folder, 'models');
  await addGraph({});
  await writeFile(join(models, 'own.json'), '{');
  const [status] = await createEncoderRegistry([models]).list();
  expect(status).toMatchObject({ usable: false, reason: matching(/JSON.*models remove own/) });

  await writeFile(join(models, `${SMALL_CLIP.id}.json`), '{');
  const hub = { endpoint: 'http://127.0.0.1:1' };
  await expect(pull({ entry: SMALL_CLIP, folder: models, hub })).rejects.toMatchObject({
    key: 'encoderDescriptionDamaged',
    message: matching(/models remove small-clip/),
  });
});

it('a file that changed is brought back from where it came', async () => {
  const models = join(folder, 'models');
  const { description } = await addGraph({});
  await writeFile(join(models, description.image.file), 'changed');
  const reason = async () => (await createEncoderRegistry([models]).list())[0];
  expect(await reason()).toMatchObject({ reason: matching(/remove the encoder and add it again/) });
  const source = { repository: 'lab/own', revision: 'a'.repeat(40) };
  await writeFile(join(models, 'own.json'), JSON.stringify({ ...description, source }));
  expect(await reason()).toMatchObject({ reason: matching(/blindpair models pull own\./) });
});
