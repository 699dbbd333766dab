/**
 * Matches of patch tokens, a file per pair and encoder: some 4 kB for 8 x 8 patches, 50 kB for 37 x 37.
 * The tokens themselves, megabytes of them, are not kept. Whatever is missing is computed again.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EmbeddingKey, TokenGrid } from '@/lib/domain/encoders';
import { isAppError } from '@/lib/domain/errors';
import type { PatchMatch } from '@/lib/domain/lens/token-match';
import type { Storage } from '@/lib/infra/storage/storage';

/** Raised when what is computed from the same tokens changes. */
const VERSION = 1;

interface Pictured {
  projectId: string;
  imageA: { sha256: string };
  imageB: { sha256: string };
}

/** By the bytes of both images and all that the tokens depend on. */
export function lensKey(
  { projectId, imageA, imageB }: Pictured,
  { encoderId, weightsHash, preprocessing }: EmbeddingKey,
  { output, rows, columns, channels, before }: TokenGrid,
): string {
  const parts = [VERSION, imageA.sha256, imageB.sha256, encoderId, weightsHash, preprocessing];
  const all = JSON.stringify([...parts, output, rows, columns, channels, before]);
  return `lens/${projectId}/${createHash('sha256').update(all).digest('hex')}.json`;
}

const stored = z
  .strictObject({
    rows: z.int().positive(),
    columns: z.int().positive(),
    distance: z.array(z.number().min(0).max(2.001)),
    inB: z.array(z.int().nonnegative()),
    inBCosine: z.array(z.number()),
    inA: z.array(z.int().nonnegative()),
    inACosine: z.array(z.number()),
  })
  .refine(({ rows, columns, distance, inB, inBCosine, inA, inACosine }) =>
    [distance, inB, inBCosine, inA, inACosine].every((list) => list.length === rows * columns),
  );

export async function writeMatch(
  storage: Pick<Storage, 'put'>,
  key: string,
  match: PatchMatch,
): Promise<void> {
  await storage.put(key, Buffer.from(JSON.stringify(match)));
}

/** Null where there is none, or none that can be read. */
export async function readMatch(
  storage: Pick<Storage, 'get'>,
  key: string,
): Promise<PatchMatch | null> {
  try {
    return stored.parse(JSON.parse((await storage.get(key)).toString('utf8')));
  } catch (error) {
    if (isAppError(error) && error.code !== 'not-found') throw error;
    if (isAppError(error) || error instanceof z.ZodError || error instanceof SyntaxError)
      return null;
    throw error;
  }
}
