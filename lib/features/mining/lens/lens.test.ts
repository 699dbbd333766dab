import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { summaryOf } from '@/lib/domain/lens/token-match';
import type { Role } from '@/lib/domain/permissions';
import { listJobs } from '@/lib/features/jobs/queries';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from '@/lib/infra/encoders/registry';
import { countReviewable } from '@/lib/infra/reviewable';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { as, makeCtx, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { handler } from './lens.handler';
import { readLens } from './read-lens';
import { lensPayload } from './schemas';
import { startLens } from './start-lens';
import { byPixels, signChanged } from './test-images';

// A database and encoders on a machine that may also build: slow is not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const VISUAL = 'miniature-visual';
const encoders = createEncoderRegistry([MINIATURE_WEIGHTS]);
const cleanUps: (() => Promise<unknown>)[] = [];
let database: TestDatabase;
let ctx: WorkerCtx;
let projectId: string;
let runId: string;
let pictures: Buffer[];

beforeAll(async () => {
  database = await createTestDatabase();
  cleanUps.unshift(() => database.stop());
  await prepareQueue(database.url);
  const pool = new EncoderPool({ registry: encoders, threads: 1 });
  cleanUps.unshift(() => pool.close());
  ctx = { ...makeCtx(database.db), encoders, pool };
  projectId = (await makeProject(database.db)).id;
  const [clip, ssl] = await Promise.all(
    ['miniature-clip-base', VISUAL].map(async (id) =>
      embeddingKey((await encoders.get(id)).description),
    ),
  );
  const run = await database.db.miningRun.create({
    data: {
      projectId,
      ...{ semanticEncoder: clip!.encoderId, semanticWeights: clip!.weightsHash },
      ...{ visualEncoder: ssl!.encoderId, visualWeights: ssl!.weightsHash },
      ...{ semanticPreprocessing: clip!.preprocessing, visualPreprocessing: ssl!.preprocessing },
      ...{ minSemantic: 0, maxVisual: 1, perImage: 3, version: 'test' },
    },
  });
  runId = run.id;
  const batch = await database.db.uploadBatch.create({
    data: { projectId, source: 'test', licence: 'CC0-1.0' },
  });
  const made: { id: string; data: Buffer }[] = [];
  for (const data of await signChanged()) {
    const sha256 = createHash('sha256').update(data).digest('hex');
    await ctx.storage.put(blobKey(sha256), data);
    const { id } = await database.db.image.create({
      data: {
        ...{
          projectId,
          batchId: batch.id,
          sha256,
          originalSha256: sha256,
          width: 224,
          height: 224,
        },
        ...{ originalName: 'scene.png', originalFormat: 'png', bytes: data.length },
        ...{ source: 'test', licence: 'CC0-1.0' },
      },
    });
    made.push({ id, data });
  }
  made.sort((one, two) => (one.id < two.id ? -1 : 1));
  pictures = made.map(({ data }) => data);
  const pair = await database.db.pair.create({
    data: {
      ...{ projectId, number: 1, semantic: 0.97, visual: 0.4 },
      imageAId: made[0]!.id,
      imageBId: made[1]!.id,
    },
  });
  await database.db.minedPair.create({
    data: { runId, pairId: pair.id, semantic: 0.97, visual: 0.4, rank: 1 },
  });
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

const ref = () => ({ projectId, number: 1 });
const read = (who: WorkerCtx = ctx) => readLens(who, ref(), encoders);
const start = () => startLens(ctx, ref(), encoders);
const jobs = () => database.db.job.findMany({ where: { kind: 'lens' }, orderBy: { id: 'asc' } });
const member = async (role: Role) => {
  const user = await makeMember(database.db, projectId, role);
  return { user, ctx: { ...ctx, ...as(ctx, userActor(user, projectId, role)) } };
};

async function work(): Promise<void> {
  const [job] = await jobs();
  await handler(ctx, lensPayload.parse(job?.payload), {
    ...{ jobId: job!.id, projectId, attempt: 0, signal: new AbortController().signal },
    progress: async () => undefined,
  });
  await database.db.job.update({ where: { id: job!.id }, data: { status: 'DONE' } });
}

describe('the lens of a pair', () => {
  it('waits for a worker, computes once, and shows what the encoders’ tokens say', async () => {
    expect(await read()).toMatchObject({ progress: 'absent' });
    expect(await start()).toMatchObject({ progress: 'no-worker' });
    await database.db.workerHeartbeat.create({
      data: { id: 'w', host: 'h', pid: 1, startedAt: ctx.clock.now(), seenAt: ctx.clock.now() },
    });
    expect(await start()).toMatchObject({ progress: 'working' });
    expect(await jobs()).toHaveLength(1);
    expect((await listJobs(ctx, projectId)).jobs).toEqual([]);
    await work();

    const lens = await read();
    expect(lens).toMatchObject({ progress: 'ready', error: null });
    const eye = lens.eyes.visual;
    if (eye.state !== 'ready') throw new Error(eye.state);
    expect(eye.match).toMatchObject({ rows: 8, columns: 8 });
    const whole = { left: 0, top: 0, width: 1, height: 1 };
    expect([eye.boxA, eye.boxB]).toEqual([whole, whole]);
    // The visual encoder sees the change where the sign is.
    expect((await byPixels(pictures)).slice(0, 3)).toContain(summaryOf(eye.match).at);

    const tokens = await ctx.pool.imageTokens(VISUAL, pictures);
    const half = tokens.length / 2;
    const cosine = (i: number, j: number): number => {
      let [ab, aa, bb] = [0, 0, 0];
      for (let k = 0; k < 128; k += 1) {
        const [x, y] = [tokens[i * 128 + k]!, tokens[half + j * 128 + k]!];
        ab += x * y;
        aa += x * x;
        bb += y * y;
      }
      return ab / Math.sqrt(aa * bb);
    };
    for (const patch of [0, 27, 63]) {
      expect(eye.match.distance[patch]).toBeCloseTo(1 - cosine(patch, patch), 3);
      const all = Array.from({ length: 64 }, (_, j) => cosine(patch, j));
      expect(eye.match.inBCosine[patch]).toBeCloseTo(Math.max(...all), 3);
      expect(cosine(patch, eye.match.inB[patch]!)).toBeCloseTo(Math.max(...all), 3);
    }
    expect(await start()).toEqual(lens);
    expect(await jobs()).toHaveLength(1);
  });

  it('is computed again where its file is gone or damaged, and after a failure', async () => {
    for await (const { key } of ctx.storage.list(`lens/${projectId}/`)) {
      await ctx.storage.put(key, Buffer.from('{"rows":8'));
    }
    expect(await start()).toMatchObject({ progress: 'working' });
    const [job] = await jobs();
    const error = 'Not enough memory.';
    await database.db.job.update({ where: { id: job!.id }, data: { status: 'FAILED', error } });
    expect(await read()).toMatchObject({ progress: 'failed', error: { message: error } });
    expect(await start()).toMatchObject({ progress: 'working', error: null });
    await work();
    expect(await read()).toMatchObject({ progress: 'ready' });
    expect(await jobs()).toHaveLength(1);
  });

  it('is for those who may see cosines, and for a reviewer only after the answer', async () => {
    const [annotator, reviewer, rater, holder, fresh] = [
      await member('ANNOTATOR'),
      await member('REVIEWER'),
      await member('RATER'),
      await member('REVIEWER'),
      await member('REVIEWER'),
    ];
    await expect(read(rater.ctx)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startLens(rater.ctx, ref(), encoders)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await read(annotator.ctx)).toMatchObject({ progress: 'ready' });
    const admin = await member('ADMIN');
    const pair = await database.db.pair.findFirstOrThrow({ where: { projectId } });
    const change = (data: object) => database.db.pair.update({ where: { id: pair.id }, data });
    // A question may be written for it, and these two may be asked it.
    for (const status of ['MINED', 'DRAFTED'] as const) {
      await change({ status });
      for (const one of [reviewer, admin]) {
        await expect(read(one.ctx)).rejects.toMatchObject({ key: 'lensAfterAnswer' });
      }
    }
    const held = (by: typeof holder, until: string) =>
      change({ status: 'CLAIMED', leaseHolderId: by.user.id, leaseExpiresAt: new Date(until) });
    await held(reviewer, '2026-01-15T08:00:00Z');
    await expect(read(reviewer.ctx)).rejects.toMatchObject({ key: 'lensAfterAnswer' });
    await held(holder, '2026-01-15T10:00:00Z');
    expect(await read(holder.ctx)).toMatchObject({ progress: 'ready' });
    // He has seen it and is never asked to review the pair: it may be shown again.
    await held(holder, '2026-01-15T08:00:00Z');
    expect(await read(holder.ctx)).toMatchObject({ progress: 'ready' });
    for (const status of ['APPROVED', 'RELEASED', 'REJECTED'] as const) {
      await change({ status, leaseHolderId: null, leaseExpiresAt: null });
      expect(await read(admin.ctx)).toMatchObject({ progress: 'ready' });
    }
    const question = await database.db.questionVersion.create({
      data: {
        ...{ pairId: pair.id, version: 1, authorId: annotator.user.id, question: 'Is it open?' },
        ...{ optionOne: 'Open', optionTwo: 'Closed', keyForA: 1, pattern: 'state' },
        ...{ statementA: 'it is open', statementB: 'it is closed', idempotencyKey: 'k' },
      },
    });
    await change({ status: 'IN_REVIEW', currentQuestionId: question.id });
    await expect(read(reviewer.ctx)).rejects.toMatchObject({ key: 'lensAfterAnswer' });
    expect(await read(annotator.ctx)).toMatchObject({ progress: 'ready' });
    const now = ctx.clock.now();
    const forMe = async ({ user }: typeof holder) =>
      (await countReviewable(database.db, { projectId, userId: user.id, now })).forMe;
    // Whoever was given the maps is not asked the question, be it after giving the pair back.
    expect([await forMe(holder), await forMe(admin), await forMe(fresh)]).toEqual([0, 0, 1]);
    await database.db.review.create({
      data: {
        ...{ questionId: question.id, reviewerId: reviewer.user.id, answerA: 1, answerB: 2 },
        answeredAt: ctx.clock.now(),
      },
    });
    expect(await read(reviewer.ctx)).toMatchObject({ progress: 'ready' });
    // The maps came after his answer, so he goes on to his verdict; nobody was remembered for a refusal.
    expect([await forMe(reviewer), await forMe(fresh)]).toEqual([1, 1]);
    const seen = await database.db.pairExposure.findMany({ where: { pairId: pair.id } });
    expect(seen.map(({ userId, reason }) => `${userId} ${reason}`).sort()).toEqual(
      [annotator, holder, admin].map(({ user }) => `${user.id} lens`).sort(),
    );
    await expect(readLens(ctx, { projectId, number: 2 }, encoders)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('says of an encoder without patches, exchanged, not installed or imported that there is nothing to see', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'blindpair-lens-'));
    cleanUps.push(() => rm(folder, { recursive: true, force: true }));
    await cp(MINIATURE_WEIGHTS, folder, { recursive: true });
    const file = join(folder, `${VISUAL}.json`);
    const description = JSON.parse(await readFile(file, 'utf8'));
    delete description.image.tokens;
    await writeFile(file, JSON.stringify(description));
    const visual = async (registry = encoders) =>
      (await readLens(ctx, ref(), registry)).eyes.visual;
    expect(await visual(createEncoderRegistry([folder]))).toMatchObject({ reason: 'no-patches' });

    const change = (data: object) => database.db.miningRun.update({ where: { id: runId }, data });
    await change({ visualWeights: 'f'.repeat(64) });
    expect(await visual()).toEqual({
      ...{ state: 'unavailable', encoder: description.name, reason: 'exchanged' },
    });
    await change({ visualEncoder: 'gone' });
    expect(await visual()).toMatchObject({ reason: 'missing' });
    const { visualPreprocessing: preprocessing } = await database.db.miningRun.findUniqueOrThrow({
      where: { id: runId },
    });
    await database.db.importedEncoder.create({
      data: {
        ...{ projectId, encoderId: 'gone', name: 'Elsewhere', role: 'visual', dimensions: 4 },
        ...{ weightsHash: 'f'.repeat(64), preprocessing },
      },
    });
    expect(await visual()).toMatchObject({ encoder: 'Elsewhere', reason: 'imported' });
    // The semantic one is there all the same, and nothing is asked of the worker.
    expect(await start()).toMatchObject({
      progress: 'ready',
      eyes: { semantic: { state: 'ready' } },
    });
    // As a pair of an imported benchmark is.
    await database.db.minedPair.deleteMany({ where: { runId } });
    expect(await visual()).toMatchObject({ reason: 'not-mined' });
  });
});
