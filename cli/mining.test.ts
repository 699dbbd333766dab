import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { joinPairs } from '@/lib/domain/mining/join';
import { rankAndCap } from '@/lib/domain/mining/rank';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { scene } from '@/lib/infra/images/testing';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { columnsOf, readRunResult } from '@/lib/infra/run-result';
import { blobKey } from '@/lib/infra/storage/storage';
import { createHash } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { as, makeCtx, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { encodeMissing } from '@/lib/features/encoding/encode-missing';
import { keepImage } from '@/lib/features/hygiene/keep-images';
import { leaveOutImage } from '@/lib/features/hygiene/leave-out-image';
import { makeMineHandler } from '@/lib/features/mining/mine.handler';
import { listPairs, pairPoints } from '@/lib/features/mining/queries';
import { pairDetail } from '@/lib/features/mining/pair-detail';
import { imagesLeftOut, listRuns } from '@/lib/features/mining/run-queries';
import { miningFields, pairListQuery } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { claimRun } from '@/lib/features/mining/testing';

const SEMANTIC = 'miniature-clip-base';
const VISUAL = 'miniature-visual';

// A database, encoders and whole runs, on a machine that may also build: slow is not wrong.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** What to undo, also after a beginning that failed half-way; the last first. */
const cleanUps: (() => Promise<unknown>)[] = [];
let database: TestDatabase;
let ctx: WorkerCtx;
let projectId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  cleanUps.unshift(() => database.stop());
  await prepareQueue(database.url);
  const encoders = installedEncoders();
  const pool = new EncoderPool({ registry: encoders, threads: 1 });
  cleanUps.unshift(() => pool.close());
  ctx = { ...makeCtx(database.db), encoders, pool };
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});
beforeEach(async () => {
  projectId = (await makeProject(database.db)).id;
});

/** Images with bytes, as ingest leaves them. */
async function addImages(seeds: readonly number[]): Promise<void> {
  const batch = await database.db.uploadBatch.create({
    data: { projectId, source: 'test', licence: 'CC0-1.0' },
  });
  for (const seed of seeds) {
    const data = await scene(64 + (seed % 5) * 16, 64, seed)
      .jpeg()
      .toBuffer();
    const sha256 = createHash('sha256').update(data).digest('hex');
    await ctx.storage.put(blobKey(sha256), data);
    await database.db.image.create({
      data: {
        projectId,
        batchId: batch.id,
        sha256,
        originalSha256: sha256,
        originalName: `${seed}.jpg`,
        originalFormat: 'jpeg',
        width: 64,
        height: 64,
        bytes: data.length,
        source: 'test',
        licence: 'CC0-1.0',
      },
    });
  }
}

const job = (signal = new AbortController().signal): JobHandle => ({
  ...{ jobId: 'unused', projectId, attempt: 0, signal },
  progress: async () => undefined,
});

/** Composed as the command line does it; features do not import each other. */
const mine = makeMineHandler({ encodeMissing });
const handler: typeof mine = async (on, { runId }, handle) =>
  claimRun(on, runId, handle.attempt).then(() => mine(on, { runId }, handle));

// Wide thresholds: the corpus is small, and the arithmetic must hold anywhere.
const WIDE = { minSemantic: 0.5, maxVisual: 0.99 };
const start = (fields: object = {}) =>
  startMining(ctx, {
    ...miningFields.parse({ semanticEncoder: SEMANTIC, visualEncoder: VISUAL, ...WIDE, ...fields }),
    projectId,
  });

const range = (n: number, from = 1): number[] => Array.from({ length: n }, (_, k) => from + k);
async function truth(perImage: number) {
  const [semantic, visual] = await Promise.all(
    [SEMANTIC, VISUAL].map(async (id) => {
      const { description } = await ctx.encoders.get(id);
      return loadMatrix(ctx, { projectId, key: embeddingKey(description) });
    }),
  );
  const thresholds = { semanticAbove: WIDE.minSemantic, visualBelow: WIDE.maxVisual };
  const passing = joinPairs({ semantic: semantic!.rows, visual: visual!.rows, thresholds });
  const { imageIds } = semantic!;
  return {
    imageIds,
    passing,
    kept: rankAndCap(passing, { perImage }).map((pair) => ({
      imageAId: imageIds[pair.i]!,
      imageBId: imageIds[pair.j]!,
      rank: pair.rank,
      semantic: pair.semantic,
      visual: pair.visual,
    })),
  };
}

const stored = async (runId: string) => {
  const rows = await database.db.minedPair.findMany({
    where: { runId },
    orderBy: { rank: 'asc' },
    select: {
      rank: true,
      semantic: true,
      visual: true,
      pair: { select: { imageAId: true, imageBId: true, number: true, status: true } },
    },
  });
  return rows.map(({ pair, ...row }) => ({ ...row, ...pair }));
};

describe('a mining run', () => {
  it('stores exactly the pairs of the brute-force reference, ranked and numbered by the gap', async () => {
    await addImages(range(30));
    const { runId, jobId } = await start();
    expect(await handler(ctx, { runId }, job())).toMatchObject({ runId });
    const expected = await truth(3);
    expect(expected.kept.length).toBeGreaterThan(10);
    const found = await stored(runId);
    expect(found.map(({ number: _n, status: _s, ...pair }) => pair)).toEqual(expected.kept);
    expect(found.map((pair) => pair.number)).toEqual(range(found.length));
    for (const pair of found) expect(pair.imageAId < pair.imageBId).toBe(true);
    const run = await database.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({
      jobId,
      images: 30,
      // 30 * 29 / 2
      pairsCompared: 435n,
      pairsPassing: expected.passing.length,
      pairsKept: expected.kept.length,
    });
    const whole = await readRunResult(ctx.storage, run.resultKey!);
    expect(whole.imageIds).toEqual(expected.imageIds);
    expect(whole.passing).toEqual(columnsOf(expected.passing));
    expect(whole.sample.population).toBe(435);
  });

  it('shows no image in more pairs than asked', async () => {
    await addImages(range(20));
    const { runId } = await start({ perImage: 1 });
    await handler(ctx, { runId }, job());
    const shown = (await stored(runId)).flatMap((pair) => [pair.imageAId, pair.imageBId]);
    expect(shown.length).toBeGreaterThan(2);
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('run twice makes no second pair, keeps numbers and status, and numbers new pairs on', async () => {
    await addImages(range(12));
    const first = await start();
    await handler(ctx, { runId: first.runId }, job());
    const before = await stored(first.runId);
    await database.db.pair.updateMany({
      where: { projectId, number: 1 },
      data: { status: 'REJECTED' },
    });

    await addImages(range(6, 100));
    const second = await start({ perImage: 100 });
    await handler(ctx, { runId: second.runId }, job());
    const all = await database.db.pair.findMany({
      where: { projectId },
      orderBy: { number: 'asc' },
    });
    expect(all.map((pair) => pair.number)).toEqual(range(all.length));
    expect(all.length).toBeGreaterThan(before.length);
    expect(new Set(all.map((pair) => `${pair.imageAId} ${pair.imageBId}`)).size).toBe(all.length);
    for (const pair of before) {
      const now = all.find((other) => other.number === pair.number);
      expect([now?.imageAId, now?.imageBId]).toEqual([pair.imageAId, pair.imageBId]);
    }
    expect(all[0]?.status).toBe('REJECTED');
  });

  it('stopped at any step and run again ends as if it had never stopped', async () => {
    await addImages(range(20));
    const { runId } = await start();
    for (const step of ['encode-semantic', 'encode-visual', 'compare', 'store']) {
      const stop = new AbortController();
      const stopping: JobHandle = {
        ...job(stop.signal),
        progress: async (update) => {
          if (update.step === step) stop.abort(new Error('killed'));
        },
      };
      await handler(ctx, { runId }, stopping).catch((error: Error) =>
        expect(error.message).toBe('killed'),
      );
    }
    await handler(ctx, { runId }, job());
    const expected = await truth(3);
    expect((await stored(runId)).map((pair) => pair.rank)).toEqual(range(expected.kept.length));
    expect(await database.db.pair.count({ where: { projectId } })).toBe(expected.kept.length);
    // A finished run is left as it is.
    await handler(ctx, { runId }, job());
    expect(await stored(runId)).toHaveLength(expected.kept.length);
  });

  it('looks at no image that is left out, says how many, and looks at it again once it is kept', async () => {
    await addImages(range(20));
    const images = await database.db.image.findMany({ where: { projectId }, take: 6 });
    const out = new Set(images.map(({ id }) => id));
    for (const { id } of images) {
      await leaveOutImage(ctx, { projectId, imageId: id, note: 'a copy' });
    }
    expect(await imagesLeftOut(ctx, projectId)).toBe(6);
    const first = await start({ perImage: 100 });
    await handler(ctx, { runId: first.runId }, job());
    const pairs = await stored(first.runId);
    expect(pairs.length).toBeGreaterThan(10);
    expect(pairs.filter((pair) => out.has(pair.imageAId) || out.has(pair.imageBId))).toEqual([]);
    const { runs } = await listRuns(ctx, projectId, { id: first.runId });
    // 14 * 13 / 2
    expect(runs[0]).toMatchObject({ images: 14, leftOut: 6, pairsCompared: '91' });

    for (const { id } of images) await keepImage(ctx, { projectId, imageId: id, keep: true });
    const second = await start({ perImage: 100 });
    await handler(ctx, { runId: second.runId }, job());
    const all = await listRuns(ctx, projectId, { id: second.runId });
    expect(all.runs[0]).toMatchObject({ images: 20, leftOut: 0, pairsCompared: '190' });
  });

  it('refuses an encoder of the wrong role, an unknown one, and a corpus of one image', async () => {
    await addImages([1]);
    await expect(start()).rejects.toMatchObject({ key: 'miningNeedsImages' });
    await expect(start({ semanticEncoder: VISUAL })).rejects.toMatchObject({ key: 'encoderRole' });
    await expect(start({ visualEncoder: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is started by those who may, and seen by all but raters', async () => {
    await addImages([1, 2]);
    const query = pairListQuery.parse({});
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RATER', 'RESEARCHER'] as const) {
      const person = await makeMember(database.db, projectId, role);
      const acting = as(ctx, userActor(person, projectId, role));
      const fields = miningFields.parse({ semanticEncoder: SEMANTIC, visualEncoder: VISUAL });
      await expect(startMining(acting, { ...fields, projectId })).rejects.toMatchObject({
        code: 'forbidden',
      });
      if (role === 'RATER') {
        await expect(listPairs(acting, projectId, query)).rejects.toMatchObject({
          code: 'forbidden',
        });
        await expect(pairDetail(acting, projectId, 1)).rejects.toMatchObject({ code: 'forbidden' });
        await expect(pairPoints(acting, projectId, 'x')).rejects.toMatchObject({
          code: 'forbidden',
        });
      } else await listPairs(acting, projectId, query);
    }
  });
});

describe('the gallery', () => {
  it('pages both ways through every pair once, in each order', async () => {
    await addImages(range(25));
    const { runId } = await start({ perImage: 100 });
    await handler(ctx, { runId }, job());
    const total = (await stored(runId)).length;
    expect(total).toBeGreaterThan(48);
    for (const sort of ['rank', 'gap', 'number'] as const) {
      const read = (query: object) =>
        listPairs(ctx, projectId, pairListQuery.parse({ sort, run: runId, ...query }));
      const pages = [await read({})];
      while (pages.at(-1)!.next) pages.push(await read({ after: pages.at(-1)!.next }));
      const cards = pages.flatMap((page) => page.rows);
      expect(new Set(cards.map((card) => card.number)).size).toBe(total);
      expect(cards).toHaveLength(total);
      const gaps = cards.map((card) => card.semantic! - card.visual!);
      if (sort !== 'number') expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
      expect((await read({ before: pages[1]!.previous })).rows).toEqual(pages[0]!.rows);
    }
  });
});
