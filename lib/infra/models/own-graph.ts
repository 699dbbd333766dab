/** Opens and tries somebody's own graph. */
import type { Filler, Preprocessing } from '@/lib/domain/encoders';
import { presetPreprocessing, type PresetName } from '@/lib/domain/catalogue/presets';
import { refuse, type Given } from '../encoders/choose-ports';
import { fillersOf } from '../encoders/graph';
import { openSession, Tensor, type Session } from '../encoders/ort';
import { listed, type Port, type Ports } from '../encoders/ports';
import { preprocess } from '../encoders/preprocess';
import { plainReason } from '../encoders/runtime-reason';
import { decodeRgb } from '../images/decode';
import { sampleImage } from '../images/sample';
import { unreadableGraph } from './unreadable-graph';

/** A preset at a size; the size is the graph's where it has a fixed one. */
export type Steps = Preprocessing | { preset: PresetName; size?: number | undefined };

export async function withGraph<T>(
  path: string,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  // From its path, so that the runtime finds weights that lie beside it.
  const session = await openSession(path).catch(async (error: unknown) => {
    throw await unreadableGraph(path, error);
  });
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

export function stepsFor(steps: Steps, port: Port): Preprocessing {
  const [height, width] = port.shape.slice(2).map((side) => (Number(side) > 0 ? Number(side) : 0));
  if (height !== width) {
    throw refuse(
      `The image is not square: ${listed([port])}. Blindpair gives squares: export the model for one.`,
    );
  }
  const size = 'preset' in steps ? (steps.size ?? height) : steps.crop;
  if (!size)
    throw refuse('The graph takes images of any size. Say with --size which one it is for.');
  if (height && height !== size) {
    throw refuse(`The graph takes ${height} x ${height} pixels, not ${size}: ${listed([port])}.`);
  }
  return 'preset' in steps ? presetPreprocessing(steps.preset, size) : steps;
}

/** The shapes of all float32 outputs for one image. */
export async function shapesOf(
  session: Session,
  { outputs }: Ports,
  input: string,
  steps: Preprocessing,
  fillers: Filler[],
): Promise<Given[]> {
  const pixels = preprocess(await decodeRgb(await sampleImage()), steps);
  const image = new Tensor('float32', pixels, [1, 3, steps.crop, steps.crop]);
  const names = outputs.filter(({ type }) => type === 'float32').map(({ name }) => name);
  if (names.length === 0) throw refuse(`No output is float32. The graph has ${listed(outputs)}.`);
  const feeds = { ...fillersOf(session, { fillers }), [input]: image };
  const given = await session.run(feeds, names).catch((error: unknown) => {
    throw refuse(
      `The graph does not run on an image of ${steps.crop} x ${steps.crop}: ${plainReason(error)} If its colours come last, export it with colours first (n x 3 x height x width).`,
    );
  });
  return names.map((name) => ({ name, shape: given[name]?.dims ?? [] }));
}
