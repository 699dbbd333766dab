import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { claimChunk, FIRST, type OpenEncoding } from './chunks';
import { encodeChunk, type ChunkOptions } from './encode-chunk';

/**
 * Walks once through the ids of a corpus and encodes what is missing and held by nobody else.
 * `complete` says that nothing was missing and nobody else was at work: the encoding is done.
 */
export async function encodePass(
  ctx: WorkerCtx,
  encoding: OpenEncoding,
  options: ChunkOptions & { onStored?: () => Promise<void> },
): Promise<{ encoded: number; complete: boolean }> {
  let after = FIRST;
  let encoded = 0;
  let complete = true;
  for (;;) {
    options.signal?.throwIfAborted();
    if (options.stillWanted && !(await options.stillWanted())) return { encoded, complete: false };
    const claim = await claimChunk(ctx, encoding, after);
    if (claim.shared || claim.kind === 'chunk') complete = false;
    if (claim.kind === 'end') return { encoded, complete };
    after = claim.after;
    if (claim.kind !== 'chunk') continue;
    encoded += await encodeChunk(ctx, encoding, claim.chunk, options);
    await options.onStored?.();
  }
}
