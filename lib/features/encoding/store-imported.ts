/** Second reading of an import: stores the rows that count, as encoding stores its own. */
import { createHash } from 'node:crypto';
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { toUnitRow } from '@/lib/domain/mining/unit-row';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import type { EmbeddingPart } from '@/lib/infra/embeddings/embedding-parts';
import { shardKey } from '@/lib/infra/storage/storage';
import type { ImagePlaces } from './image-places';
import type { Survey } from './survey-rows';

/** Images per shard: 6 MB at 768 dimensions, and one short transaction. */
const SHARD = 2048;

/** Returns how many embeddings are new. An image that has one keeps it. */
export async function storeImported(
  ctx: Ctx,
  input: {
    projectId: string;
    key: EmbeddingKey;
    parts: readonly EmbeddingPart[];
    places: ImagePlaces;
    survey: Survey;
    /** Images that have this embedding. */
    has: ReadonlySet<string>;
    /** Throws where a file is no longer the one that was surveyed. */
    assertUnchanged: () => Promise<void>;
  },
  options: { signal?: AbortSignal | undefined; onRows?: (done: number) => void },
): Promise<number> {
  const { places, survey, key } = input;
  const { dimensions } = survey.report;
  const rows = new Float32Array(SHARD * dimensions);
  let images: string[] = [];
  let stored = 0;
  const flush = async (): Promise<void> => {
    if (images.length === 0) return;
    await input.assertUnchanged();
    const whole = rows.slice(0, images.length * dimensions);
    stored += await storeShard(ctx, input.projectId, key, images, whole, dimensions);
    images = [];
  };
  let row = 0;
  for (const part of input.parts) {
    for await (const { keys, values } of part.blocks()) {
      options.signal?.throwIfAborted();
      for (const [k, text] of keys.entries()) {
        const place = places.matcher.find(text);
        const id = typeof place === 'number' ? places.ids[place]! : null;
        if (id !== null && survey.rowOf[place as number] === row && !input.has.has(id)) {
          const at = images.push(id) - 1;
          const target = rows.subarray(at * dimensions, (at + 1) * dimensions);
          toUnitRow(values.subarray(k * dimensions, (k + 1) * dimensions), target);
          if (images.length === SHARD) await flush();
        }
        row += 1;
      }
      options.onRows?.(row);
    }
  }
  await flush();
  return stored;
}

/** File first, rows after it. */
async function storeShard(
  ctx: Ctx,
  projectId: string,
  key: EmbeddingKey,
  images: readonly string[],
  rows: Float32Array,
  dimensions: number,
): Promise<number> {
  const shardId = ctx.rng.uuid();
  const storageKey = shardKey(projectId, shardId);
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  await ctx.storage.put(storageKey, bytes);
  return inTransaction(ctx.db, async (tx) => {
    await tx.embeddingShard.create({
      data: {
        id: shardId,
        projectId,
        ...key,
        dimensions,
        rows: images.length,
        storageKey,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    const { count } = await tx.embedding.createMany({
      data: images.map((imageId, row) => ({ imageId, ...key, shardId, row })),
      // Another import of the same file may be at work; whoever was first is kept.
      skipDuplicates: true,
    });
    return count;
  });
}
