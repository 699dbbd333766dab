/** Whether every installed encoder is what its description says and runs. */
import { isAppError } from '@/lib/domain/errors';
import type { EncoderRegistry } from '../encoders/registry';
import { tryEncoder, type TryOut } from '../encoders/try-encoder';
import { rereader, type Rehash, type Reread } from './rehash';

export interface Verified {
  id: string;
  ok: boolean;
  /** One sentence. */
  detail: string;
}

export interface VerifyOptions {
  /** These ids; an unknown one is not ok. */
  only?: readonly string[] | undefined;
  onResult?: (result: Verified) => void;
  /** For a registry that has hashed the files before, perhaps days ago: hashes them again. */
  rehash?: Rehash;
  /** Runs the encoder once; by default in this thread. */
  tryOut?: TryOut;
}

/** Hashes every file, then runs each encoder once. */
export async function verifyEncoders(
  registry: EncoderRegistry,
  { only, onResult, rehash, tryOut = tryEncoder }: VerifyOptions = {},
): Promise<Verified[]> {
  const found = new Map((await registry.list(only)).map((status) => [status.id, status]));
  const ids = [...(only ?? found.keys())];
  const reread: Reread = rehash
    ? await rereader(
        ids.map((id) => found.get(id)),
        rehash,
      )
    : () => Promise.resolve(null);
  const results: Verified[] = [];
  for (const id of ids) {
    const result = await verifyOne(id, found.get(id), reread, tryOut, rehash?.signal);
    rehash?.signal?.throwIfAborted();
    results.push(result);
    onResult?.(result);
  }
  return results;
}

async function verifyOne(
  id: string,
  status: Awaited<ReturnType<EncoderRegistry['list']>>[number] | undefined,
  reread: Reread,
  tryOut: TryOut,
  signal: AbortSignal | undefined,
): Promise<Verified> {
  if (!status) return { id, ok: false, detail: 'It is not installed.' };
  if (!status.usable) return { id, ok: false, detail: status.reason };
  const { description, folder } = status;
  const changed = await reread(status);
  if (changed !== null) return { id, ok: false, detail: changed };
  try {
    await tryOut(folder, description, signal);
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
