import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeMember } from '@/lib/testing/factories';
import {
  makeMeasuredWorld,
  realPairs,
  rightFor,
  testHandle,
  type MeasuredWorld,
  type RealPairs,
} from '@/lib/testing/measured-world';
import { auditTextsOfRun } from './audit-texts-of-run';
import { handler } from './check.handler';
import { createCheckRun } from './create-check-run';
import { checkResults, listCheckRuns } from './queries';

let database: TestDatabase;
let real: RealPairs;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareQueue(database.url);
  real = await realPairs(3);
});
afterAll(async () => {
  await real.pool.close();
  await database.stop();
});

async function check({ ctx, projectId, studyId }: MeasuredWorld) {
  const { checkRunId, jobId } = await createCheckRun(ctx, { projectId, studyId });
  const counts = await handler(ctx, { checkRunId }, testHandle(projectId, jobId));
  const { rows } = await checkResults(ctx, { projectId, checkRunId });
  return { counts, rows, checkRunId };
}

/** Rules that did not pass, per pair. */
const notPassed = (rows: Awaited<ReturnType<typeof check>>['rows']) =>
  rows.map((row) =>
    row.findings.filter((f) => f.status !== 'PASSED').map((f) => `${f.rule} ${f.detail}`),
  );

describe('checks before a release', () => {
  it('pass mined, approved, measured pairs after encoding the served bytes again', async () => {
    const world = await makeMeasuredWorld(database.db, real);
    const { counts, rows } = await check(world);
    expect(counts).toEqual({ passed: 3, failed: 0, unavailable: 0 });
    expect(notPassed(rows)).toEqual([[], [], []]);
    expect(rows.map((row) => row.pairStatus)).toEqual(['CHECKED', 'CHECKED', 'CHECKED']);
    const semantic = rows[0]?.findings.find((finding) => finding.rule === 'semantic');
    expect(semantic?.params?.cosine).toBe(world.pairs[0]?.semantic);
    const actions = await world.db.auditEvent.findMany({
      where: { projectId: world.projectId },
      select: { action: true },
    });
    expect(actions.filter((event) => event.action === 'pair.check')).toHaveLength(3);
  });

  it('count the texts and keys of pairs that passed and have not changed since', async () => {
    const world = await makeMeasuredWorld(database.db, real, { approved: (i) => i !== 1 });
    const { projectId, ctx, db, pairs } = world;
    const { checkRunId } = await check(world);
    // Of the first and the third pair; option 1 is right for image A of every pair of this world.
    expect(await auditTextsOfRun(ctx, { projectId, checkRunId })).toMatchObject({
      pairs: 2,
      differing: 0,
      letter: { items: 2, pairs: 0 },
      option: { items: 2, pairs: 0 },
      keys: [
        { pattern: null, pairs: 2, oneForA: { count: 2, leans: false } },
        { pattern: 'orientation', pairs: 1, oneForA: { count: 1 } },
        { pattern: 'state', pairs: 1, oneForA: { count: 1 } },
      ],
    });
    const where = { id: pairs[0]!.id };
    await db.pair.update({ where, data: { currentQuestionId: null }, select: { id: true } });
    expect(await auditTextsOfRun(ctx, { projectId, checkRunId })).toMatchObject({ pairs: 1 });
    const elsewhere = { projectId: crypto.randomUUID(), checkRunId };
    expect(await auditTextsOfRun(ctx, elsewhere)).toMatchObject({ pairs: 0, keys: [] });
    const actor = { kind: 'anonymous' } as const;
    await expect(auditTextsOfRun({ ...ctx, actor }, { projectId, checkRunId })).rejects.toThrow();
  });

  it('fail pairs that miss the thresholds of the run that mined them', async () => {
    const world = await makeMeasuredWorld(database.db, real, {
      run: { minSemantic: 0.999999, maxVisual: -0.999 },
    });
    const { rows } = await check(world);
    expect(notPassed(rows)[0]).toEqual(['semantic semanticCosine', 'visual visualCosine']);
    expect(rows.map((row) => row.status)).toEqual(['FAILED', 'FAILED', 'FAILED']);
    expect(rows.map((row) => row.pairStatus)).toEqual(['MEASURED', 'MEASURED', 'MEASURED']);
  });

  it('fail a parenthesis in an option, a pair nobody approved, and an unknown pattern', async () => {
    const world = await makeMeasuredWorld(database.db, real, {
      question: (i) => (i === 0 ? { optionOne: 'Open (wide)' } : i === 2 ? { pattern: 'x' } : {}),
      approved: (i) => i !== 1,
    });
    expect(notPassed((await check(world)).rows)).toEqual([
      ['options textProblem'],
      ['reviewed notApproved'],
      ['pattern noPattern'],
    ]);
  });

  it('fail a key that the majority contradicts, and ask whether both were swapped', async () => {
    const world = await makeMeasuredWorld(database.db, real, {
      choose: (rater, index, side) => {
        const right = rightFor(side);
        const wrong = right === 1 ? 2 : 1;
        if (index === 0) return rater < 2 && side === 'B' ? wrong : right;
        if (index === 1) return wrong;
        // One right, one wrong, one cannot tell: no majority, so hard and not wrong.
        return side === 'A' ? ([right, wrong, null] as const)[rater]! : right;
      },
    });
    expect(notPassed((await check(world)).rows)).toEqual([
      ['key keyAgainst'],
      ['key keySwapped'],
      [],
    ]);
  });

  it('are unavailable, never passed, when the encoder is not the one that mined', async () => {
    const world = await makeMeasuredWorld(database.db, real, {
      run: { semanticWeights: 'f'.repeat(64) },
    });
    const { counts, rows } = await check(world);
    expect(counts).toEqual({ passed: 0, failed: 0, unavailable: 3 });
    expect(notPassed(rows)[0]).toEqual(['semantic encoderChanged']);
    expect(rows.map((row) => row.pairStatus)).toEqual(['MEASURED', 'MEASURED', 'MEASURED']);
  });

  it('fail a pair whose stored bytes are not those that people saw', async () => {
    const world = await makeMeasuredWorld(database.db, real);
    const key = blobKey(world.pairs[1]!.hashes.B);
    await world.ctx.storage.delete(key);
    await world.ctx.storage.put(key, Buffer.from('other bytes'));
    expect(notPassed((await check(world)).rows)[1]).toEqual([
      'bytes bytesChanged',
      'semantic noBytes',
      'visual noBytes',
    ]);
  });

  it('go on after an interruption, and take a passed pair back when it fails later', async () => {
    const world = await makeMeasuredWorld(database.db, real);
    const { ctx, projectId, studyId } = world;
    const { checkRunId, jobId } = await createCheckRun(ctx, { projectId, studyId });
    const stopped = testHandle(projectId, jobId, (_done, control) => control.abort());
    await expect(handler(ctx, { checkRunId }, stopped)).rejects.toThrow();
    expect((await listCheckRuns(ctx, { projectId }))[0]).toMatchObject({ finishedAt: null });
    await expect(createCheckRun(ctx, { projectId, studyId })).rejects.toMatchObject({
      key: 'checksRunning',
    });
    const first = await handler(ctx, { checkRunId }, testHandle(projectId, jobId));
    expect(first).toMatchObject({ passed: 3 });
    expect(await handler(ctx, { checkRunId }, testHandle(projectId, jobId))).toEqual(first);
    await world.db.job.update({ where: { id: jobId }, data: { status: 'DONE' } });
    await world.db.miningRun.update({ where: { id: world.runId }, data: { maxVisual: -0.999 } });
    const { rows } = await check(world);
    expect(rows.map((row) => row.pairStatus)).toEqual(['MEASURED', 'MEASURED', 'MEASURED']);
  });

  it('wait for the study to close', async () => {
    const world = await makeMeasuredWorld(database.db, real);
    const { ctx, projectId } = world;
    const { id: createdById } = await makeMember(world.db, projectId, 'ADMIN');
    const open = await world.db.study.create({
      data: { projectId, name: 'Open', status: 'OPEN', seed: 's', ratersWanted: 1, createdById },
      select: { id: true },
    });
    await expect(createCheckRun(ctx, { projectId, studyId: open.id })).rejects.toMatchObject({
      key: 'checksStudyNotClosed',
    });
  });
});
