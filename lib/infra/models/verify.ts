/** Whether every installed encoder is what its description says and runs. */
import { isAppError } from '@/lib/domain/errors';
import type { EncoderRegistry } from '../encoders/registry';
import { tryEncoder } from '../encoders/try-encoder';

export interface Verified {
  id: string;
  ok: boolean;
  /** One sentence. */
  detail: string;
}

/** Hashes every file, then runs each encoder once. `only`: these ids; an unknown one is not ok. */
export async function verifyEncoders(
  registry: EncoderRegistry,
  { only, onResult }: { only?: readonly string[]; onResult?: (result: Verified) => void } = {},
): Promise<Verified[]> {
  const found = new Map((await registry.list()).map((status) => [status.id, status]));
  const results: Verified[] = [];
  for (const id of only ?? found.keys()) {
    const result = await verifyOne(id, found.get(id));
    results.push(result);
    onResult?.(result);
  }
  return results;
}

async function verifyOne(
  id: string,
  status: Awaited<ReturnType<EncoderRegistry['list']>>[number] | undefined,
): Promise<Verified> {
  if (!status) return { id, ok: false, detail: 'It is not installed.' };
  if (!status.usable) return { id, ok: false, detail: status.reason };
  const { description, folder } = status;
  try {
    await tryEncoder(folder, description);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { id, ok: false, detail: error.message };
  }
  const parts = [
    `${description.dimensions} dimensions`,
    ...(description.image.tokens ? ['patch tokens'] : []),
    ...(description.text ? ['text'] : []),
  ];
  return { id, ok: true, detail: `Files unchanged; it runs and gives ${parts.join(', ')}.` };
}
