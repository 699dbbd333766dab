/** Second reading of an import: stores the rows that count, as encoding stores its own. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { toUnitRow } from '@/lib/domain/mining/unit-row';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
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
    importId: string;
  },
  options: { signal?: AbortSignal | undefined; onRows?: (done: number) => void },
): Promise<number> {
  const { places, survey, key } = input;
  const { dimensions } = survey.report;
  const rows = new Float32Array(SHARD * dimensions);
  let images: string[] = [];
  let stored = 0;
  let gone = false;
  const may = async (tx: Tx): Promise<boolean> => {
    gone = !(await isThere(tx, input.importId));
    return !gone;
  };
  const flush = async (): Promise<void> => {
    if (images.length === 0) return;
    await input.assertUnchanged();
    const whole = rows.slice(0, images.length * dimensions);
    const shard = { id: ctx.rng.uuid(), projectId: input.projectId, key, images, dimensions };
    stored += await storeShard(ctx, { ...shard, rows: whole }, may);
    if (gone) throw removedMeanwhile(key.encoderId);
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

/** Whether nobody has removed the encoder; until the transaction ends nobody can. */
async function isThere(tx: Tx, importId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "EmbeddingImport" i JOIN "ImportedEncoder" e ON e."id" = i."encoderId"
    WHERE i."id" = ${importId}::uuid FOR SHARE OF e`;
  return rows.length > 0;
}

export const removedMeanwhile = (encoderId: string): AppError =>
  new AppError(
    'conflict',
    `Somebody removed the embeddings of "${encoderId}" while they were imported. What was stored before is gone. Import them again if they are wanted after all.`,
  );
