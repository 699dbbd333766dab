/** A decision is taken back: what was measured and checked with the old version never counts for the new one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { studyAnalysis } from '@/lib/features/baseline/analysis';
import { createStudy } from '@/lib/features/baseline/create-study';
import { openStudy } from '@/lib/features/baseline/open-study';
import { checkResults } from '@/lib/features/checks/queries';
import { createRelease } from '@/lib/features/release/create-release';
import { getRelease, listReleases } from '@/lib/features/release/queries';
import { makeReleaseHandler } from '@/lib/features/release/release.handler';
import { pairDecisions } from '@/lib/features/review/question-versions';
import { rejectApproved } from '@/lib/features/review/reject-approved';
import { reopenPair } from '@/lib/features/review/reopen-pair';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { createTestDatabase } from '@/lib/testing/database';
import {
  realPairs,
  rightFor,
  testHandle,
  testRegistry,
  type MeasuredWorld,
} from '@/lib/testing/measured-world';
import { authorOf, check, CORRECTED, correct, measureAgain, member } from './test-people';
import { checked, released, zipOf, type Bench } from './test-release';

// A database, encoders and whole runs, on a machine that may also build: slow is not wrong.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** What to undo, also after a beginning that failed half-way; the last first. */
const cleanUps: (() => Promise<unknown>)[] = [];
let bench: Bench;
beforeAll(async () => {
  const database = await createTestDatabase();
  cleanUps.unshift(() => database.stop());
  await prepareQueue(database.url);
  const scratch = await mkdtemp(join(tmpdir(), 'blindpair-correction-test-'));
  cleanUps.unshift(() => rm(scratch, { recursive: true, force: true }));
  const real = await realPairs(3);
  cleanUps.unshift(() => real.pool.close());
  bench = { db: database.db, real, scratch };
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

const statuses = async ({ db, projectId }: MeasuredWorld) =>
  (
    await db.pair.findMany({
      where: { projectId },
      orderBy: { number: 'asc' },
      select: { status: true },
    })
  ).map((pair) => pair.status);

async function refOf({ db, projectId, pairs }: MeasuredWorld, index: number) {
  const pairId = pairs[index]!.id;
  const { currentQuestionId } = await db.pair.findUniqueOrThrow({ where: { id: pairId } });
  return { projectId, pairId, questionId: currentQuestionId };
}

const REASON = 'The key is wrong: two raters of three see it the other way round.';

describe('a pair whose key was found wrong', () => {
  it('goes round again: old answers and checks stay with the old version, only the new one is released', async () => {
    // The majority is against the key of pair 1; pair 2 passes and is sent back all the same.
    const world = await checked(bench, {
      choose: (rater, index, side) =>
        index === 0 && rater < 2 && side === 'A' ? 2 : rightFor(side),
    });
    const { ctx, db, projectId } = world;
    expect(await statuses(world)).toEqual(['MEASURED', 'CHECKED', 'CHECKED']);
    const before = await studyAnalysis(ctx, { projectId, studyId: world.studyId });

    const admin = await member(world, 'ADMIN');
    for (const index of [0, 1]) {
      await reopenPair(admin, { ...(await refOf(world, index)), reason: REASON });
    }
    expect(await statuses(world)).toEqual(['CHANGES_REQUESTED', 'CHANGES_REQUESTED', 'CHECKED']);
    for (const index of [0, 1]) {
      const pairId = world.pairs[index]!.id;
      const { claimed, version } = await correct(world, await authorOf(world, pairId), pairId);
      expect(claimed.feedback.map((item) => item.comment)).toEqual([REASON]);
      expect(version).toBe(2);
    }
    expect(await statuses(world)).toEqual(['APPROVED', 'APPROVED', 'CHECKED']);

    // The old study says what it said, its checks say that they are outdated, and neither moves a pair.
    const again = await check(world, world.studyId);
    const after = await studyAnalysis(ctx, { projectId, studyId: world.studyId });
    expect({ ...after, variants: before.variants }).toEqual(before);
    // Beside it stands the baseline without the pairs that were sent back.
    expect(after.variants.map(({ id, pairs }) => [id, pairs])).toEqual([
      ['all', 3],
      ['kept', 1],
    ]);
    expect(await statuses(world)).toEqual(['APPROVED', 'APPROVED', 'CHECKED']);
    const old = await checkResults(ctx, { projectId, checkRunId: world.checkRunId });
    expect(old.rows.map((row) => row.current)).toEqual([false, false, true]);
    for (const checkRunId of [world.checkRunId, again]) {
      const made = await createRelease(ctx, { projectId, checkRunId, name: '' });
      expect(made.pairs).toBe(1);
    }

    const studyId = await measureAgain(world, admin, [1, 2]);
    expect(await statuses(world)).toEqual(['MEASURED', 'MEASURED', 'CHECKED']);
    const checkRunId = await check(world, studyId);
    await check(world, world.studyId);
    expect(await statuses(world)).toEqual(['CHECKED', 'CHECKED', 'CHECKED']);

    const made = await createRelease(ctx, { projectId, checkRunId, name: '' });
    await makeReleaseHandler(bench)(
      ctx,
      { releaseId: made.releaseId },
      testHandle(projectId, made.jobId),
    );
    const files = await zipOf({ ...world, releaseId: made.releaseId });
    const records = files.get('pairs.jsonl')!.toString('utf8');
    expect(records.match(/Which way does the animal look\?/g)).toHaveLength(2);
    expect(records).not.toContain('Is the thing');
    // One rater, two pairs, two items: none of the 24 answers of the first study.
    expect(files.get('responses.jsonl')!.toString('utf8').trim().split('\n')).toHaveLength(4);

    const { versions, reopenings } = await pairDecisions(admin, {
      projectId,
      pairId: world.pairs[0]!.id,
    });
    expect(
      versions.map((row) => [row.version, row.current, row.studies.map((s) => s.answers)]),
    ).toEqual([
      [2, true, [2]],
      [1, false, [6]],
    ]);
    expect(reopenings).toMatchObject([{ from: 'MEASURED', reason: REASON, version: 1 }]);
    const events = await db.auditEvent.findMany({
      where: { projectId, action: 'pair.reopen' },
      select: { data: true },
    });
    expect(events.map((event) => event.data)).toMatchObject([
      { from: 'MEASURED', reason: REASON },
      { from: 'CHECKED', reason: REASON },
    ]);
  });

  it('keeps its place in a published release and is offered to its author', async () => {
    const world = await released(bench);
    const { ctx, projectId } = world;
    const admin = await member(world, 'ADMIN');
    const ref = await refOf(world, 0);
    await reopenPair(admin, { ...ref, reason: REASON });
    await correct(world, await authorOf(world, ref.pairId), ref.pairId);
    expect(await statuses(world)).toEqual(['APPROVED', 'RELEASED', 'RELEASED']);
    const { rows } = await getRelease(ctx, { projectId, version: 1 }, testRegistry);
    expect(rows.map((row) => row.question).sort()).toContain('Is the thing, "number 1", open?');
    expect(rows.map((row) => row.question)).not.toContain(CORRECTED.question);
    // The corrected version is in no release, however often the old checks are used.
    expect(
      await createRelease(ctx, { projectId, checkRunId: world.checkRunId, name: '' }),
    ).toMatchObject({ pairs: 2 });
  });

  it('stops a release that was being built with it', async () => {
    const world = await checked(bench);
    const { ctx, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    const admin = await member(world, 'ADMIN');
    await reopenPair(admin, { ...(await refOf(world, 1)), reason: REASON });
    const pairId = world.pairs[1]!.id;
    await correct(world, await authorOf(world, pairId), pairId);
    await check(world, await measureAgain(world, admin, [2]));
    expect(await statuses(world)).toEqual(['CHECKED', 'CHECKED', 'CHECKED']);
    await expect(
      makeReleaseHandler(bench)(
        ctx,
        { releaseId: made.releaseId },
        testHandle(projectId, made.jobId),
      ),
    ).rejects.toMatchObject({ key: 'releasePairsChanged' });
    expect((await listReleases(ctx, { projectId })).releases[0]?.status).toBe('FAILED');
    expect(await statuses(world)).toEqual(['CHECKED', 'CHECKED', 'CHECKED']);
  });

  it('can be dropped by an administrator, with a reason, and taken up again', async () => {
    const world = await checked(bench);
    const { ctx, db, projectId } = world;
    const admin = await member(world, 'ADMIN');
    const ref = await refOf(world, 2);
    await rejectApproved(admin, { ...ref, rejection: 'AMBIGUOUS', note: 'Two readings.' });
    expect(await statuses(world)).toEqual(['CHECKED', 'CHECKED', 'REJECTED']);
    expect(await db.pair.findUniqueOrThrow({ where: { id: ref.pairId } })).toMatchObject({
      rejection: 'AMBIGUOUS',
      rejectionNote: 'Two readings.',
    });
    expect(await createRelease(ctx, { ...world, name: '' })).toMatchObject({ pairs: 2 });
    await expect(createStudyOf(world, admin, [3])).rejects.toMatchObject({
      key: 'studyPairsNotApproved',
    });
    await reopenPair(admin, { ...ref, reason: 'One reading after all, in other words.' });
    expect(await statuses(world)).toEqual(['CHECKED', 'CHECKED', 'CHANGES_REQUESTED']);
    expect(await db.pair.findUniqueOrThrow({ where: { id: ref.pairId } })).toMatchObject({
      rejection: null,
      rejectionNote: null,
    });
    expect(
      await db.auditEvent.count({ where: { projectId, action: 'pair.reject-approved' } }),
    ).toBe(1);
  });

  it('stays as it is while people rate it, for a version that is gone, and for everybody but administrators', async () => {
    const world = await checked(bench);
    const admin = await member(world, 'ADMIN');
    const ref = await refOf(world, 0);
    const drop = { ...ref, rejection: 'OTHER', note: 'No.' } as const;
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RATER', 'RESEARCHER'] as const) {
      const person = await member(world, role);
      const forbidden = { code: 'forbidden' };
      await expect(reopenPair(person, { ...ref, reason: REASON })).rejects.toMatchObject(forbidden);
      await expect(rejectApproved(person, drop)).rejects.toMatchObject(forbidden);
      await expect(pairDecisions(person, ref)).rejects.toMatchObject(forbidden);
    }
    const other = await refOf(world, 1);
    const stale = { ...ref, questionId: other.questionId };
    const newer = { code: 'conflict', key: 'pairHasNewerQuestion' };
    await expect(reopenPair(admin, { ...stale, reason: REASON })).rejects.toMatchObject(newer);
    await expect(rejectApproved(admin, { ...drop, ...stale })).rejects.toMatchObject(newer);
    await createStudyOf(world, admin, [1]);
    const rated = { code: 'conflict', key: 'pairInOpenStudy' };
    await expect(reopenPair(admin, { ...ref, reason: REASON })).rejects.toMatchObject(rated);
    await expect(rejectApproved(admin, drop)).rejects.toMatchObject(rated);
    expect(await statuses(world)).toEqual(['IN_STUDY', 'CHECKED', 'CHECKED']);
    expect(await world.db.reopening.count({ where: { pairId: ref.pairId } })).toBe(0);
  });

  it('cannot be put into a release once it is rejected, although its question passed; no row of one is rewritten', async () => {
    const world = await checked(bench);
    const { ctx, db } = world;
    const { releaseId } = await createRelease(ctx, { ...world, name: '' });
    const ref = await refOf(world, 0);
    const kept = await refOf(world, 1);
    await expect(
      db.$executeRaw`UPDATE "ReleasePair" SET "position" = 9 WHERE "releaseId" = ${releaseId}::uuid
        AND "pairId" = ${kept.pairId}::uuid`,
    ).rejects.toThrow('ReleasePair is append-only');
    await db.releasePair.deleteMany({ where: { releaseId, pairId: ref.pairId } });
    await rejectApproved(await member(world, 'ADMIN'), { ...ref, rejection: 'OTHER', note: 'No.' });
    const row = { position: 1, firstSide: 'A', optionsSwapped: false, releaseId } as const;
    await expect(
      db.releasePair.create({ data: { ...row, pairId: ref.pairId, questionId: ref.questionId! } }),
    ).rejects.toThrow('current, measured');
    await reopenPair(await member(world, 'ADMIN'), { ...ref, reason: REASON });
    await expect(
      db.$executeRaw`DELETE FROM "Reopening" WHERE "pairId" = ${ref.pairId}::uuid`,
    ).rejects.toThrow('Reopening is append-only');
  });

  it('cannot be put into a release with the old version, whatever the application does', async () => {
    const world = await checked(bench);
    const { ctx, db } = world;
    const { releaseId } = await createRelease(ctx, { ...world, name: '' });
    const ref = await refOf(world, 0);
    await db.releasePair.deleteMany({ where: { releaseId } });
    const row = { position: 1, firstSide: 'A', optionsSwapped: false, releaseId } as const;
    const old = { ...row, pairId: ref.pairId, questionId: ref.questionId! };
    await reopenPair(await member(world, 'ADMIN'), { ...ref, reason: REASON });
    const { questionId } = await correct(world, await authorOf(world, ref.pairId), ref.pairId);
    await expect(db.releasePair.create({ data: old })).rejects.toThrow('current, measured');
    await expect(db.releasePair.create({ data: { ...old, questionId } })).rejects.toThrow(
      'current, measured',
    );
  });
});

async function createStudyOf(
  { projectId }: MeasuredWorld,
  admin: Parameters<typeof createStudy>[0],
  pairNumbers: number[],
): Promise<void> {
  const { studyId } = await createStudy(admin, {
    projectId,
    name: 'Another',
    ratersWanted: 1,
    trialDistance: 1,
    instructions: '',
    pairNumbers,
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
}
