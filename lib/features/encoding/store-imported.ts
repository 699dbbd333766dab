/** Second reading of an import: stores the rows that count, as encoding stores its own. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { toUnitRow } from '@/lib/domain/mining/unit-row';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import type { EmbeddingPart } from '@/lib/infra/embeddings/embedding-parts';
import type { ImagePlaces } from './image-places';
import { SortedRows } from './sorted-rows';
import { storeShard } from './store-shard';
import type { Survey } from './survey-rows';

/** Images per shard: 6 MB at 768 dimensions, and one short transaction. */
const SHARD = 2048;
/** Rows put in order at a time: 65,536 at 1,024 dimensions, however large the import is. */
const SORTED_BYTES = 256 * 2 ** 20;

/** Stores rows by the order of their images, a stretch of memory at a time. Returns how many embeddings are new. An image that has one keeps it. */
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
  options: {
    signal?: AbortSignal | undefined;
    /** Rows that are done: stored, or not to be. */
    onRows?: (done: number) => void;
    sortedBytes?: number | undefined;
  },
): Promise<number> {
  const { places, survey, key } = input;
  const { dimensions } = survey.report;
  const { sortedBytes = SORTED_BYTES } = options;
  const isNew = (place: number): boolean => !input.has.has(places.ids[place]!);
  const total = survey.rowOf.reduce(
    (sum, row, place) => sum + (row >= 0 && isNew(place) ? 1 : 0),
    0,
  );
  const sorted = new SortedRows(total, dimensions, sortedBytes);
  let stored = 0;
  /** Rows read, and those of them that wait to be stored. */
  let [read, waiting] = [0, 0];
  const report = (): void => options.onRows?.(read - waiting);
  let gone = false;
  const may = async (tx: Tx): Promise<boolean> => {
    gone = !(await isThere(tx, input.importId));
    return !gone;
  };
  const store = async (): Promise<void> => {
    for (const { places: taken, rows } of sorted.take(SHARD)) {
      options.signal?.throwIfAborted();
      await input.assertUnchanged();
      const images = taken.map((place) => places.ids[place]!);
      const { projectId } = input;
      const shard = { id: ctx.rng.uuid(), projectId, key, images, rows, dimensions };
      stored += await storeShard(ctx, shard, may);
      if (gone) throw removedMeanwhile(key.encoderId);
      waiting -= taken.length;
      report();
    }
  };
  for (const part of input.parts) {
    for await (const { keys, values } of part.blocks()) {
      options.signal?.throwIfAborted();
      for (const [k, text] of keys.entries()) {
        const row = read;
        read += 1;
        const place = places.matcher.find(text);
        if (typeof place !== 'number' || survey.rowOf[place] !== row || !isNew(place)) continue;
        toUnitRow(values.subarray(k * dimensions, (k + 1) * dimensions), sorted.next(place));
        waiting += 1;
        if (sorted.full) await store();
      }
      report();
    }
  }
  await store();
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
