import { resolve } from 'node:path';
import { env } from '../env';
import { createEncoderRegistry, MINIATURE_WEIGHTS, type EncoderRegistry } from './registry';

let cached: EncoderRegistry | undefined;

/** The encoders of this installation: those that ship and those of the models folder. Runs nothing. */
export function installedEncoders(): EncoderRegistry {
  const { modelsDir, BLINDPAIR_ROOT: root, BLINDPAIR_EXECUTION_PROVIDER: provider } = env();
  cached ??= createEncoderRegistry([resolve(root, MINIATURE_WEIGHTS), modelsDir], provider);
  return cached;
}
