/** All pairs that passed a run, with what is known of their images, in pieces of bounded size. */
import type { PairBatch } from '@/lib/domain/formats/pair-file';
import type { Ctx } from '@/lib/infra/context';
import type { PairColumns } from '@/lib/infra/run-result';
import type { RunSlices } from '@/lib/infra/run-result-slices';
import { placeOfId } from './place-of-id';

/** Pairs per piece, and per row group of a Parquet file: some 30 MB while it is written. */
const BATCH = 100_000;
/** Rows fetched at a time. */
const PAGE = 10_000;
const HASH_BYTES = 32;

type Db = Pick<Ctx, 'db'>;

/** Ordered as the run stored them: by image A, then by image B. */
export async function* pairBatches(
  ctx: Db,
  run: { id: string },
  slices: RunSlices,
  { signal, size = BATCH }: { signal?: AbortSignal | undefined; size?: number } = {},
): AsyncGenerator<PairBatch> {
  if (slices.passing === 0) return;
  const imageIds = await slices.imageIds();
  const [facts, kept] = [await imageFacts(ctx, imageIds), await keptPairs(ctx, run.id, imageIds)];
  for (let from = 0; from < slices.passing; from += size) {
    signal?.throwIfAborted();
    const columns = await slices.pairs(from, Math.min(from + size, slices.passing));
    yield toBatch(columns, imageIds, facts, kept);
  }
}

interface Facts {
  name(index: number): string | null;
  sha256(index: number): string | null;
}

/** Names, and hashes as bytes: a million images are some 100 MB. */
async function imageFacts({ db }: Db, imageIds: readonly string[]): Promise<Facts> {
  const names: (string | null)[] = new Array<string | null>(imageIds.length).fill(null);
  const hashes = Buffer.alloc(imageIds.length * HASH_BYTES);
  for (let start = 0; start < imageIds.length; start += PAGE) {
    const ids = imageIds.slice(start, start + PAGE);
    const rows = await db.$queryRaw<{ id: string; originalName: string; sha256: string }[]>`
      SELECT "id"::text AS "id", "originalName", "sha256" FROM "Image"
      WHERE "id" = ANY(${ids}::uuid[])`;
    for (const row of rows) {
      const at = placeOfId(imageIds, row.id);
      names[at] = row.originalName;
      hashes.write(row.sha256, at * HASH_BYTES, 'hex');
    }
  }
  return {
    name: (index) => names[index] ?? null,
    sha256: (index) =>
      names[index] === null
        ? null
        : hashes.toString('hex', index * HASH_BYTES, (index + 1) * HASH_BYTES),
  };
}

/** Of the pairs that the run kept, in the order of the passing ones: `key` is i * images + j. */
interface Kept {
  keys: Float64Array;
  ranks: Uint32Array;
  numbers: Uint32Array;
  /** How many of them were met so far. */
  met: number;
}

async function keptPairs({ db }: Db, runId: string, imageIds: readonly string[]): Promise<Kept> {
  const found: { key: number; rank: number; number: number }[] = [];
  for (;;) {
    const after = found.at(-1)?.rank ?? 0;
    const rows = await db.$queryRaw<{ rank: number; number: number; a: string; b: string }[]>`
      SELECT m."rank", p."number", p."imageAId"::text AS "a", p."imageBId"::text AS "b"
      FROM "MinedPair" m JOIN "Pair" p ON p."id" = m."pairId"
      WHERE m."runId" = ${runId}::uuid AND m."rank" > ${after}
      ORDER BY m."rank" LIMIT ${PAGE}`;
    for (const { rank, number, a, b } of rows) {
      const key = placeOfId(imageIds, a) * imageIds.length + placeOfId(imageIds, b);
      found.push({ key, rank, number });
    }
    if (rows.length < PAGE) break;
  }
  found.sort((x, y) => x.key - y.key);
  return {
    keys: Float64Array.from(found, ({ key }) => key),
    ranks: Uint32Array.from(found, ({ rank }) => rank),
    numbers: Uint32Array.from(found, ({ number }) => number),
    met: 0,
  };
}

function toBatch(
  { i, j, semantic, visual, each }: PairColumns,
  imageIds: readonly string[],
  facts: Facts,
  kept: Kept,
): PairBatch {
  const [a, b] = [[...i], [...j]];
  const rank: (number | null)[] = [];
  const number: (number | null)[] = [];
  for (let k = 0; k < i.length; k += 1) {
    const own = kept.keys[kept.met] === i[k]! * imageIds.length + j[k]!;
    rank.push(own ? kept.ranks[kept.met]! : null);
    number.push(own ? kept.numbers[kept.met]! : null);
    if (own) kept.met += 1;
  }
  return {
    imageA: a.map((index) => imageIds[index]!),
    imageB: b.map((index) => imageIds[index]!),
    nameA: a.map(facts.name),
    nameB: b.map(facts.name),
    sha256A: a.map(facts.sha256),
    sha256B: b.map(facts.sha256),
    semantic,
    visual,
    gap: semantic.map((value, k) => value - visual[k]!),
    rank,
    number,
    each,
  };
}
