/** Which input and outputs of somebody's own graph are meant, by name or by what is usual. */
import type { Filler, ImageTower, Pooling } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { listed, type Port, type Ports } from './ports';

/** Outputs as the common exporters name an embedding, best first. */
const EMBEDDINGS = ['image_embeds', 'text_embeds', 'pooler_output', 'sentence_embedding'];
const TOKENS = 'last_hidden_state';
/** More class and register tokens than this is no grid that is known. */
const MOST_BEFORE = 16;

export const refuse = (message: string): AppError => new AppError('unprocessable', message);

function named(ports: readonly Port[], name: string, what: string, option: string): Port {
  const port = ports.find((one) => one.name === name);
  if (port) return port;
  throw refuse(
    `The graph has no ${what} "${name}". It has ${listed(ports)}. Choose with ${option}.`,
  );
}

export function imageInput({ inputs }: Ports, wanted: string | undefined): Port {
  const images = inputs.filter(({ type, shape }) => type === 'float32' && shape.length === 4);
  const [only] = images;
  const port = wanted === undefined && images.length === 1 ? only : undefined;
  const chosen =
    port ?? (wanted === undefined ? undefined : named(inputs, wanted, 'input', '--input'));
  if (!chosen) {
    const [other] = inputs.filter(({ shape }) => shape.length === 4);
    if (images.length === 0 && other) throw otherNumbers(other);
    throw refuse(
      `It is not clear which input is the image (float32, n x 3 x height x width). The graph has ${listed(inputs)}. Choose with --input.`,
    );
  }
  if (chosen.type !== 'float32') throw otherNumbers(chosen);
  const [count, channels, , last] = chosen.shape;
  if (typeof channels === 'number' && channels > 0 && channels !== 3) {
    throw refuse(
      last === 3
        ? `Input "${chosen.name}" has its colours last. Export the model with colours first (n x 3 x height x width).`
        : `Input "${chosen.name}" is no image of three colours, n x 3 x height x width: ${listed([chosen])}. Export the model with such an input.`,
    );
  }
  if (typeof count === 'number' && count > 1) {
    throw refuse(
      `The graph takes ${count} images at a time: ${listed([chosen])}. Export it for one image, or for any number (in Python: dynamic_axes or dynamic_shapes of torch.onnx.export).`,
    );
  }
  return chosen;
}

const otherNumbers = (port: Port): AppError =>
  refuse(
    `Input "${port.name}" is not float32: ${listed([port])}. Export the model in float32${
      port.type === 'float16' ? ' (in Python: model.float() first)' : ''
    }.`,
  );

export function textInput({ inputs }: Ports, wanted: string | undefined): Port {
  if (wanted !== undefined) return named(inputs, wanted, 'input', '--text-input');
  const numbers = inputs.filter(({ type }) => type === 'int64');
  const port = inputs.find(({ name }) => name === 'input_ids') ?? numbers[0];
  if (port?.type === 'int64' && (port.name === 'input_ids' || numbers.length === 1)) return port;
  throw refuse(
    `It is not clear which input takes the tokens (int64). The text graph has ${listed(inputs)}. Choose with --text-input.`,
  );
}

/** `option`: what to say where the choice is not clear. */
export function embeddingOutput(
  { outputs }: Ports,
  wanted: string | undefined,
  option: string,
  usual: readonly string[] = EMBEDDINGS,
): Port {
  if (wanted !== undefined) return named(outputs, wanted, 'output', option);
  const known = usual.flatMap((name) => outputs.filter((port) => port.name === name));
  const chosen = known[0] ?? (outputs.length === 1 ? outputs[0] : undefined);
  if (chosen) return chosen;
  throw refuse(
    `It is not clear which output is the embedding. The graph has ${listed(outputs)}. Choose with ${option}.`,
  );
}

export interface Given {
  name: string;
  /** Of one image. */
  shape: readonly number[];
}

/** Pooling, dimensions and patch tokens from the shapes that the outputs really have. */
export function readOutputs(
  chosen: Given,
  all: readonly Given[],
  wanted: Pooling | undefined,
): { pooling: Pooling; dimensions: number; tokens?: NonNullable<ImageTower['tokens']> } {
  const [, second = 0, third = 0] = chosen.shape;
  const grid = tokenGridOf(chosen) ?? all.filter(({ name }) => name === TOKENS).map(tokenGridOf)[0];
  const tokens = grid ? { tokens: grid } : {};
  const allow = (...poolings: Pooling[]): Pooling => {
    const pooling = wanted ?? (poolings.length === 1 ? poolings[0] : undefined);
    if (pooling && poolings.includes(pooling)) return pooling;
    throw refuse(
      `Output "${chosen.name}" is ${chosen.shape.join(' x ')}. Choose its pooling with --pooling: ${poolings.join(' or ')}.`,
    );
  };
  switch (chosen.shape.length) {
    case 2:
      return { pooling: allow('none'), dimensions: second, ...tokens };
    case 3: {
      const pooling = allow('first', 'mean');
      if (!tokenGridOf(chosen)) {
        throw refuse(
          `Output "${chosen.name}" has ${second} tokens, which are no square grid of patches after a few others. Choose an output that is the embedding itself.`,
        );
      }
      return { pooling, dimensions: third, ...tokens };
    }
    case 4:
      return { pooling: allow('positions'), dimensions: second };
    default:
      throw refuse(
        `Output "${chosen.name}" is ${chosen.shape.join(' x ')}; an embedding has 2 sides, tokens 3, a feature map 4, and the first counts images. Choose another output, or export it so.`,
      );
  }
}

/** The largest square that fits; what is left comes before the patches. */
function tokenGridOf({ name, shape }: Given): ImageTower['tokens'] {
  const [, count = 0, channels = 0] = shape;
  if (shape.length !== 3) return undefined;
  const side = Math.floor(Math.sqrt(count));
  const before = count - side * side;
  if (side < 2 || before > MOST_BEFORE) return undefined;
  return { output: name, rows: side, columns: side, channels, before };
}

/** For the inputs that are not fed, as where one graph holds both towers. */
export function fillersFor({ inputs }: Ports, fed: readonly string[], crop: number): Filler[] {
  return inputs
    .filter(({ name }) => !fed.includes(name))
    .map((port) => {
      const { name, type, shape } = port;
      const fixed = shape.map((side, k) => (typeof side === 'number' && side > 0 ? side : k && 2));
      if (type === 'int64') {
        return { name, type, shape: fixed.map((side) => side || 1), value: 1 };
      }
      if (type === 'float32' && shape.length === 4) {
        return { name, type, shape: [1, 3, crop, crop], value: 0 };
      }
      throw refuse(
        `The graph also asks for ${listed([port])}, which Blindpair cannot fill. Export it without this input.`,
      );
    });
}
