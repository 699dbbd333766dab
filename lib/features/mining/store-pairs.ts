/**
 * Writes what a run found. Each chunk is one short transaction; all of it can be repeated. Each first makes
 * sure that the run is still this attempt's: a worker that was asleep must not undo what another did since.
 */
import type { PatternGuess } from '@/lib/domain/mining/pattern-guess';
import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import { inTransaction } from '@/lib/infra/db/client';

/** Short enough that annotators who claim pairs meanwhile do not notice. */
const CHUNK = 500;
/** Deleted at a time, for the same reason. */
const FORGOTTEN = 5_000;

export interface FoundPair {
  imageAId: string;
  imageBId: string;
  semantic: number;
  visual: number;
  /** By each encoder, where the run has more than one of a role. */
  cosines: readonly number[];
  /** 1 is the best by the run's score. */
  rank: number;
  /** Null: the encoder dares none. Undefined: it cannot guess, and an earlier run's guess stands. */
  guess?: PatternGuess | null | undefined;
}

/** A run as one attempt of its job works on it. */
export interface Attempt {
  runId: string;
  attempt: number;
}

interface StoreInput extends Attempt {
  projectId: string;
  /** In the order of their ranks. */
  pairs: readonly FoundPair[];
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => Promise<void>;
}

/**
 * Keeps the run for this attempt until the transaction ends: whoever takes the job over waits for that.
 * Throws 'conflict' where another attempt has it, or has finished it.
 */
async function holdRun(tx: Tx, { runId, attempt }: Attempt): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "MiningRun" r JOIN "Job" j ON j."id" = r."jobId"
    WHERE r."id" = ${runId}::uuid AND r."finishedAt" IS NULL
      AND j."attempt" = ${attempt} AND j."status" = 'RUNNING'
    FOR SHARE OF j`;
  if (held.length === 0) throw takenOver();
}

/** Drops what an interrupted attempt of the run noted. The pairs themselves stay. Throws as `holdRun`. */
export async function forgetPairs(ctx: Ctx, { runId, attempt }: Attempt): Promise<void> {
  const { _max } = await ctx.db.minedPair.aggregate({ where: { runId }, _max: { rank: true } });
  let from = 0;
  do {
    const rank = { gt: from, lte: from + FORGOTTEN };
    await inTransaction(ctx.db, async (tx) => {
      await holdRun(tx, { runId, attempt });
      await tx.minedPair.deleteMany({ where: { runId, rank } });
    });
    from += FORGOTTEN;
  } while (from < (_max.rank ?? 0));
}

/** New pairs get the next numbers in the order of their ranks; known ones keep number and status. Throws as `holdRun`. */
export async function storePairs(ctx: Ctx, input: StoreInput): Promise<void> {
  const { pairs } = input;
  for (let start = 0; start < pairs.length; start += CHUNK) {
    input.signal?.throwIfAborted();
    const chunk = pairs.slice(start, start + CHUNK);
    await inTransaction(ctx.db, (tx) => storeChunk(tx, ctx, input, chunk));
    await input.onProgress?.(start + chunk.length, pairs.length);
  }
}

async function storeChunk(
  tx: Tx,
  ctx: Ctx,
  { projectId, runId, attempt }: StoreInput,
  chunk: readonly FoundPair[],
): Promise<void> {
  await holdRun(tx, { runId, attempt });
  // Runs that end at the same time number their pairs one after the other.
  const [project] = await tx.$queryRaw<{ next: number }[]>`
    SELECT "nextPairNumber" AS "next" FROM "Project" WHERE "id" = ${projectId}::uuid FOR UPDATE`;
  const ids = await refreshKnown(tx, ctx, projectId, chunk);
  const fresh = chunk
    .filter((pair) => !ids.has(nameOf(pair)))
    .map((pair, k) => ({ ...pair, id: ctx.rng.uuid(), number: (project?.next ?? 1) + k }));
  if (fresh.length > 0) {
    await insertPairs(tx, projectId, fresh, ctx.clock.now());
    await tx.project.update({
      where: { id: projectId },
      data: { nextPairNumber: { increment: fresh.length } },
      select: { id: true },
    });
    for (const pair of fresh) ids.set(nameOf(pair), pair.id);
  }
  // Columns instead of rows: thousands of parameters take the embedded database twice as long.
  await tx.$executeRaw`
    INSERT INTO "MinedPair" ("runId", "pairId", "semantic", "visual", "cosines", "rank")
    SELECT ${runId}::uuid, f."pair", f."semantic", f."visual", f."cosines"::float8[], f."rank"
    FROM unnest(
      ${chunk.map((pair) => ids.get(nameOf(pair))!)}::uuid[],
      ${chunk.map((pair) => pair.semantic)}::float8[],
      ${chunk.map((pair) => pair.visual)}::float8[],
      ${chunk.map((pair) => `{${pair.cosines.join(',')}}`)}::text[],
      ${chunk.map((pair) => pair.rank)}::int[]
    ) AS f("pair", "semantic", "visual", "cosines", "rank")`;
}

async function insertPairs(
  tx: Tx,
  projectId: string,
  pairs: readonly (FoundPair & { id: string; number: number })[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Pair" ("id", "projectId", "number", "imageAId", "imageBId", "semantic", "visual",
      "priority", "patternGuess", "guessMargin", "createdAt", "updatedAt")
    SELECT f."id", ${projectId}::uuid, f."number", f."a", f."b", f."semantic", f."visual",
      f."rank", f."pattern", f."margin", ${now}, ${now}
    FROM unnest(
      ${pairs.map((pair) => pair.id)}::uuid[],
      ${pairs.map((pair) => pair.number)}::int[],
      ${pairs.map((pair) => pair.imageAId)}::uuid[],
      ${pairs.map((pair) => pair.imageBId)}::uuid[],
      ${pairs.map((pair) => pair.semantic)}::float8[],
      ${pairs.map((pair) => pair.visual)}::float8[],
      ${pairs.map((pair) => pair.rank)}::int[],
      ${pairs.map((pair) => pair.guess?.pattern ?? null)}::text[],
      ${pairs.map((pair) => pair.guess?.margin ?? null)}::float8[]
    ) AS f("id", "number", "a", "b", "semantic", "visual", "rank", "pattern", "margin")`;
}

/**
 * Sets the newest cosines, rank and guess of pairs that exist. Their version stays: nothing that a person
 * works on has changed. Returns image ids -> pair id.
 */
async function refreshKnown(
  tx: Tx,
  ctx: Ctx,
  projectId: string,
  chunk: readonly FoundPair[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; imageAId: string; imageBId: string }[]>`
    UPDATE "Pair" p
    SET "semantic" = f."semantic", "visual" = f."visual", "priority" = f."rank",
        "patternGuess" = CASE WHEN f."guesses" THEN f."pattern" ELSE p."patternGuess" END,
        "guessMargin" = CASE WHEN f."guesses" THEN f."margin" ELSE p."guessMargin" END,
        "updatedAt" = ${ctx.clock.now()}
    FROM unnest(
      ${chunk.map((pair) => pair.imageAId)}::uuid[],
      ${chunk.map((pair) => pair.imageBId)}::uuid[],
      ${chunk.map((pair) => pair.semantic)}::float8[],
      ${chunk.map((pair) => pair.visual)}::float8[],
      ${chunk.map((pair) => pair.rank)}::int[],
      ${chunk.map((pair) => pair.guess !== undefined)}::boolean[],
      ${chunk.map((pair) => pair.guess?.pattern ?? null)}::text[],
      ${chunk.map((pair) => pair.guess?.margin ?? null)}::float8[]
    ) AS f("a", "b", "semantic", "visual", "rank", "guesses", "pattern", "margin")
    WHERE p."projectId" = ${projectId}::uuid AND p."imageAId" = f."a" AND p."imageBId" = f."b"
    RETURNING p."id", p."imageAId", p."imageBId"`;
  return new Map(rows.map((row) => [nameOf(row), row.id]));
}

const nameOf = (pair: { imageAId: string; imageBId: string }): string =>
  `${pair.imageAId} ${pair.imageBId}`;

/** Closes the run with its counts. Throws as `holdRun`. */
export async function finishRun(
  ctx: Ctx,
  run: Attempt & {
    projectId: string;
    images: number;
    leftOut: number;
    /** Images that had no embedding of one of its encoders; null where that was not noted. */
    withoutEmbedding: number | null;
    pairsPassing: number;
    pairsKept: number;
    /** That the images were in; null where the run asked for none. */
    clusters: number | null;
    /** Of the file with all that passed. */
    resultKey: string | null;
  },
): Promise<void> {
  const n = BigInt(run.images);
  const { withoutEmbedding } = run;
  await inTransaction(ctx.db, async (tx) => {
    await holdRun(tx, run);
    await tx.miningRun.update({
      where: { id: run.runId },
      data: {
        images: run.images,
        pairsCompared: (n * (n - 1n)) / 2n,
        pairsPassing: run.pairsPassing,
        pairsKept: run.pairsKept,
        clusters: run.clusters,
        resultKey: run.resultKey,
        finishedAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    await tx.miningLeftOut.create({
      data: { runId: run.runId, images: run.leftOut, withoutEmbedding },
      select: { runId: true },
    });
    await audit(tx, ctx, {
      projectId: run.projectId,
      action: 'mining.finish',
      subjectType: 'MiningRun',
      subjectId: run.runId,
      data: {
        images: run.images,
        leftOut: run.leftOut,
        withoutEmbedding,
        passing: run.pairsPassing,
        kept: run.pairsKept,
      },
    });
  });
}

/** Nobody reads it: the row of the job is the other attempt's. */
const takenOver = (): AppError =>
  new AppError(
    'conflict',
    'This mining run was taken over by another worker. Nothing that it stored was touched.',
    { key: 'miningTakenOver' },
  );
