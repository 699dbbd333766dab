/** Where the embeddings of a project lie, page by page. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { Ctx } from '../context';

export interface EmbeddingPlace {
  imageId: string;
  shardId: string;
  row: number;
}

/** While a page is read, nobody else is answered by the embedded database: some 20 ms. */
const PAGE = 5_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * By ascending image id, each image once. `shardIds` are all shards of the project by this key: they say
 * whose an embedding is. A join with the images would do so, too, but without statistics, as in the
 * embedded database, it is made anew with all images of the project for every page, and sorted.
 */
export async function* embeddingPages(
  { db }: Pick<Ctx, 'db'>,
  key: EmbeddingKey,
  shardIds: Iterable<string>,
): AsyncGenerator<EmbeddingPlace[]> {
  const shards = [...shardIds];
  if (shards.length === 0) return;
  for (let after = FIRST; ;) {
    const page = await db.$queryRaw<EmbeddingPlace[]>`
      SELECT e."imageId"::text AS "imageId", e."shardId"::text AS "shardId", e."row"
      FROM "Embedding" e
      WHERE e."encoderId" = ${key.encoderId} AND e."weightsHash" = ${key.weightsHash}
        AND e."preprocessing" = ${key.preprocessing} AND e."imageId" > ${after}::uuid
        AND e."shardId" = ANY(${shards}::uuid[])
      ORDER BY e."imageId" LIMIT ${PAGE}`;
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.imageId;
  }
}
