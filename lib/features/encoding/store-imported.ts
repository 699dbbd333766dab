/** Second reading of an import: stores the rows that count, as encoding stores its own. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { toUnitRow } from '@/lib/domain/mining/unit-row';
import type { Ctx } from '@/lib/infra/context';
import type { EmbeddingPart } from '@/lib/infra/embeddings/embedding-parts';
import type { ImagePlaces } from './image-places';
import { storeShard } from './store-shard';
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
    const shard = { id: ctx.rng.uuid(), projectId: input.projectId, key, images, dimensions };
    stored += await storeShard(ctx, { ...shard, rows: whole });
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
