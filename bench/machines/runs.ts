/** Mining runs as the bench starts, watches and compares them. */
import pg from 'pg';
import { DEFAULT_ENCODERS, embeddingKey } from '@/lib/domain/encoders';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { addEmbedded } from '@/lib/features/mining/testing';
import type { Ctx } from '@/lib/infra/context';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { readRunResult, type RunResult } from '@/lib/infra/run-result';
import { semanticRows, visualRows } from '../mining/vectors';

const LOOK_MS = 50;

export interface Corpus {
  projectId: string;
  rows: { semantic: UnitRows; visual: UnitRows };
}

/** Images whose embeddings are drawn; their encoders are those that ship, so that nothing is encoded. */
export async function makeCorpus(ctx: Ctx, count: number): Promise<Corpus> {
  const rows = { semantic: await semanticRows('h', count), visual: visualRows(count) };
  const project = await ctx.db.project.create({
    data: { slug: 'machines', name: 'Machines' },
    select: { id: true },
  });
  const encoders = installedEncoders();
  const key = async (id: string) => embeddingKey((await encoders.get(id)).description);
  await addEmbedded(ctx, project.id, [
    { key: await key(DEFAULT_ENCODERS.semanticEncoder), rows: rows.semantic },
    { key: await key(DEFAULT_ENCODERS.visualEncoder), rows: rows.visual },
  ]);
  return { projectId: project.id, rows };
}

export interface StartedRun {
  runId: string;
  /** Once it is done: seconds from the first worker that took it to the end. */
  ended(): Promise<number>;
  result(): Promise<{ file: RunResult; mined: unknown[] }>;
}

export async function startRun(
  ctx: Ctx,
  projectId: string,
  signal: AbortSignal,
): Promise<StartedRun> {
  const { semanticEncoder, visualEncoder } = DEFAULT_ENCODERS;
  const fields = miningFields.parse({ semanticEncoder, visualEncoder, perImage: 3 });
  const { runId, jobId } = await startMining(ctx, { ...fields, projectId });
  const begun = ctx.clock.now().getTime();
  return {
    runId,
    async ended() {
      for (;;) {
        signal.throwIfAborted();
        const job = await ctx.db.job.findUniqueOrThrow({ where: { id: jobId } });
        if (job.status === 'FAILED') throw new Error(job.error ?? 'The run failed.');
        // A worker that takes a job over states its own beginning; this one does not move.
        if (job.finishedAt) return (job.finishedAt.getTime() - begun) / 1000;
        await pause(LOOK_MS);
      }
    },
    async result() {
      const run = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
      const file = await readRunResult(ctx.storage, run.resultKey ?? '');
      const mined = await ctx.db.minedPair.findMany({
        where: { runId },
        orderBy: { rank: 'asc' },
        select: { pairId: true, rank: true, semantic: true, visual: true },
      });
      return { file, mined };
    },
  };
}

/** Follows the tiles of a run until it has none any more. */
export async function watchTiles(
  ctx: Ctx,
  url: string,
  { runId }: StartedRun,
  tiles: number,
  signal: AbortSignal,
  onDone: (done: number) => Promise<void>,
): Promise<{ takenOver: number; addresses: string[] }> {
  const files = new Map<number, string>();
  const addresses = new Set<string>();
  let takenOver = 0;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (;;) {
      signal.throwIfAborted();
      const rows = await ctx.db.miningTile.findMany({ where: { runId } });
      for (const { number, fileId } of rows) {
        const before = files.get(number);
        if (before && before !== fileId) takenOver += 1;
        files.set(number, fileId);
      }
      const done = rows.filter((row) => row.leaseExpiresAt === null).length;
      const seen = await client.query<{ address: string }>(
        'select distinct host(client_addr) as address from pg_stat_activity where client_addr is not null',
      );
      for (const { address } of seen.rows) addresses.add(address);
      await onDone(done);
      if (done === tiles) return { takenOver, addresses: [...addresses] };
      const run = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
      if (run.finishedAt) return { takenOver, addresses: [...addresses] };
      await pause(LOOK_MS);
    }
  } finally {
    await client.end();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
