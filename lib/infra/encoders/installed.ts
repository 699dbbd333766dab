import { resolve } from 'node:path';
import { env } from '../env';
import { createEncoderRegistry, MINIATURE_WEIGHTS, type EncoderRegistry } from './registry';

let cached: EncoderRegistry | undefined;

/** The encoders of this installation: those that ship and those of BLINDPAIR_MODELS. Runs nothing. */
export function installedEncoders(): EncoderRegistry {
  const { BLINDPAIR_MODELS: more, BLINDPAIR_ROOT: root } = env();
  const shipped = resolve(root, MINIATURE_WEIGHTS);
  cached ??= createEncoderRegistry(more ? [shipped, more] : [shipped]);
  return cached;
}
