import type { EncoderRegistry } from './registry';

/** Names of those of the encoders that are miniatures, whose figures speak for no published model. */
export async function miniatureAmong(
  registry: EncoderRegistry,
  encoderIds: readonly string[],
): Promise<string[]> {
  const wanted = new Set(encoderIds);
  return (await registry.list()).flatMap(({ id, description }) =>
    wanted.has(id) && description?.miniature ? [description.name] : [],
  );
}
