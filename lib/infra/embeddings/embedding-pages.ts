/** Where the embeddings of a project lie, page by page. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { Ctx } from '../context';
import { inTransaction, type Tx } from '../db/client';

export interface EmbeddingPlace {
  imageId: string;
  shardId: string;
  row: number;
}

/** While a page is read, nobody else is answered by the embedded database: some 30 ms. */
const PAGE = 5_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * By ascending image id, each image once. `shardIds` are all shards of the project by this key: they say
 * whose an embedding is.
 */
export async function* embeddingPages(
  { db }: Pick<Ctx, 'db'>,
  key: EmbeddingKey,
  shardIds: Iterable<string>,
  size = PAGE,
): AsyncGenerator<EmbeddingPlace[]> {
  const shards = [...shardIds];
  if (shards.length === 0) return;
  for (let after = FIRST; ;) {
    const page = await inTransaction(db, (tx) => readPage(tx, { key, shards, after, size }));
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = page.at(-1)!.imageId;
  }
}

async function readPage(
  tx: Tx,
  {
    key,
    shards,
    after,
    size,
  }: { key: EmbeddingKey; shards: string[]; after: string; size: number },
): Promise<EmbeddingPlace[]> {
  // Without statistics the planner would rather collect and sort all embeddings of the project, anew for
  // every page, than walk along the key.
  await tx.$executeRaw`SET LOCAL enable_sort = off`;
  return tx.$queryRaw<EmbeddingPlace[]>`
    SELECT e."imageId"::text AS "imageId", e."shardId"::text AS "shardId", e."row"
    FROM "Embedding" e
    WHERE e."encoderId" = ${key.encoderId} AND e."weightsHash" = ${key.weightsHash}
      AND e."preprocessing" = ${key.preprocessing} AND e."imageId" > ${after}::uuid
      AND e."shardId" = ANY(${shards}::uuid[])
    ORDER BY e."imageId" LIMIT ${size}`;
}
