import { beforeEach, expect, it } from 'vitest';
import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import { describeOnEachDatabase } from '@/lib/testing/database';
import {
  TestClock,
  as,
  makeCtx,
  makeMember,
  makePairs,
  makeProject,
  userActor,
} from '@/lib/testing/factories';
import { figuresCsv, ownFigures, projectFigures } from './figures';
import { mondayOf } from './figure-rows';
import { setMemberLimits } from './set-limits';

const DAY = 24 * 3_600_000;
type Verdict = 'APPROVE' | 'REQUEST_CHANGES' | 'REJECT';

describeOnEachDatabase('figures of people', (database) => {
  let projectId: string;
  let clock: TestClock;
  let root: Ctx;

  beforeEach(async () => {
    // 2026-01-15 is a Thursday.
    clock = new TestClock();
    root = makeCtx(database().db, undefined, clock);
    projectId = (await makeProject(database().db)).id;
  });

  async function person(role: Role, project = projectId) {
    const user = await makeMember(database().db, project, role);
    return { ...user, ctx: as(root, userActor(user, project, role)) };
  }

  async function took(action: string, actorId: string, pairId: string, at: Date) {
    await database().db.auditEvent.create({
      data: {
        projectId,
        actorId,
        actorLabel: '',
        action,
        subjectType: 'Pair',
        subjectId: pairId,
        at,
      },
    });
  }

  /** A question that was written in so many seconds, with verdicts a minute after each was taken. */
  async function written(
    authorId: string,
    at: Date,
    seconds: number,
    verdicts: { by: string; verdict: Verdict; adjudicates?: boolean }[],
    status: 'APPROVED' | 'REJECTED' | 'CHANGES_REQUESTED' | 'IN_REVIEW' = 'APPROVED',
  ) {
    const db = database().db;
    const pairId = (await makePairs(db, projectId, 1))[0] as string;
    await took('pair.claim', authorId, pairId, new Date(at.getTime() - seconds * 1000));
    const question = await db.questionVersion.create({
      data: {
        ...{ pairId, version: 1, authorId, question: '?', optionOne: 'a', optionTwo: 'b' },
        ...{ keyForA: 1, statementA: '', statementB: '', pattern: 'state', submittedAt: at },
        idempotencyKey: crypto.randomUUID(),
      },
    });
    for (const [i, { by, verdict, adjudicates = false }] of verdicts.entries()) {
      const decidedAt = new Date(at.getTime() + (i + 1) * 120_000);
      await took('review.claim', by, pairId, new Date(decidedAt.getTime() - 60_000));
      await db.review.create({
        data: {
          ...{ questionId: question.id, reviewerId: by, verdict, adjudicates, decidedAt },
          ...{ answerA: 1, answerB: verdict === 'REJECT' ? null : 2, answeredAt: decidedAt },
        },
      });
    }
    await db.pair.update({
      where: { id: pairId },
      data: { status, currentQuestionId: question.id },
    });
    return pairId;
  }

  /** As if the question had come with a published benchmark. */
  async function imported(pairId: string, createdById: string) {
    const db = database().db;
    const batch = await db.uploadBatch.create({
      data: { projectId, source: 'test', licence: 'CC0-1.0' },
    });
    const benchmark = await db.importedBenchmark.create({
      data: {
        ...{ projectId, batchId: batch.id, name: 'Published', createdById },
        ...{ releaseAllowed: false, questionsSha256: '0'.repeat(64) },
      },
    });
    await db.importedPair.create({
      data: { pairId, benchmarkId: benchmark.id, position: 1, oddSide: 'A' },
    });
  }

  it('are counted from rows: accepted share, medians, agreement, weeks', async () => {
    const [writer, one, two, third, admin] = [
      await person('ANNOTATOR'),
      await person('REVIEWER'),
      await person('REVIEWER'),
      await person('REVIEWER'),
      await person('ADMIN'),
    ];
    const now = clock.now();
    const lastWeek = new Date(now.getTime() - 7 * DAY);
    const approve = (by: string) => ({ by, verdict: 'APPROVE' as const });
    await written(writer.id, lastWeek, 100, [approve(one.id), approve(two.id)]);
    await written(writer.id, now, 300, [approve(one.id), approve(two.id)]);
    await written(
      writer.id,
      now,
      200,
      [
        approve(one.id),
        { by: two.id, verdict: 'REJECT' },
        { by: third.id, verdict: 'REJECT', adjudicates: true },
      ],
      'REJECTED',
    );
    await written(writer.id, now, 9000, [approve(one.id)], 'IN_REVIEW');

    const figures = await projectFigures(admin.ctx, { projectId, period: 'all' });
    const of = (id: string) => figures.people.find(({ userId }) => userId === id);
    expect(of(writer.id)).toMatchObject({
      ...{ submitted: 4, decided: 3, accepted: 2, openChanges: 0 },
      // Of 100, 200, 300 and 9000 seconds.
      writing: { seconds: 250, n: 4 },
    });
    expect(of(two.id)).toMatchObject({
      ...{ reviews: 3, compared: 3, agreed: 2 },
      reviewing: { seconds: 60, n: 3 },
    });
    // The third person knew what the two had said: no agreement is counted.
    expect(of(third.id)).toMatchObject({ reviews: 1, compared: 0 });
    expect(of(admin.id)).toBeUndefined();
    expect(figures.weeks.slice(-2)).toEqual([
      { monday: '2026-01-05', questions: 1, reviews: 2 },
      { monday: '2026-01-12', questions: 3, reviews: 6 },
    ]);
    // Two of three questions with two independent verdicts agree.
    expect(figures.agreement.verdicts).toMatchObject({
      pairableUnits: 3,
      percent: { value: 2 / 3 },
    });
    expect(figures.agreement.answers).toMatchObject({
      pairableUnits: 6,
      percent: { value: 5 / 6 },
    });
    const recent = await projectFigures(admin.ctx, { projectId, period: '4' });
    expect(recent.people).toHaveLength(4);
  });

  it('compare the first two independent verdicts only, and count no imported question as written', async () => {
    const [writer, one, two, third, admin] = [
      await person('ANNOTATOR'),
      await person('REVIEWER'),
      await person('REVIEWER'),
      await person('REVIEWER'),
      await person('ADMIN'),
    ];
    // A third was asked because two differed: counting her too would say that one in three agrees.
    await written(writer.id, clock.now(), 60, [
      { by: one.id, verdict: 'APPROVE' },
      { by: two.id, verdict: 'REJECT' },
      { by: third.id, verdict: 'REJECT' },
    ]);
    await imported(await written(admin.id, clock.now(), 60, []), admin.id);
    const figures = await projectFigures(admin.ctx, { projectId, period: 'all' });
    const of = (id: string) => figures.people.find(({ userId }) => userId === id);
    expect(figures.agreement.verdicts).toMatchObject({ pairableUnits: 1, percent: { value: 0 } });
    expect(of(two.id)).toMatchObject({ reviews: 1, compared: 1, agreed: 0 });
    expect(of(third.id)).toMatchObject({ reviews: 1, compared: 0, agreed: 0 });
    expect(of(admin.id)).toBeUndefined();
    expect(figures.weeks.at(-1)).toMatchObject({ questions: 1, reviews: 3 });
  });

  it('are one’s own alone, and for administrators of the project those of a team', async () => {
    const [writer, other, admin] = [
      await person('ANNOTATOR'),
      await person('ANNOTATOR'),
      await person('ADMIN'),
    ];
    await written(other.id, clock.now(), 60, []);
    expect(await ownFigures(writer.ctx, { projectId })).toMatchObject({
      submitted: 0,
      weeks: { length: 12 },
    });
    await expect(projectFigures(writer.ctx, { projectId, period: 'all' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await setMemberLimits(admin.ctx, {
      ...{ projectId, userId: other.id, team: '=Team', maxQuestions: 30, maxOpen: null },
    });
    expect(await ownFigures(other.ctx, { projectId })).toMatchObject({
      limits: { maxQuestions: 30 },
    });
    const team = await projectFigures(admin.ctx, { projectId, period: 'all', team: '=Team' });
    expect(team.people.map(({ userId }) => userId)).toEqual([other.id]);
    expect(team.teams).toEqual(['=Team']);
    const csv = await figuresCsv(admin.ctx, { projectId, period: 'all' });
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toContain(",'=Team,1,0,0,0,60,1,");

    // Somebody who reviews here and administers elsewhere sees each project by the role there.
    const elsewhere = (await makeProject(database().db)).id;
    await database().db.membership.create({
      data: { userId: writer.id, projectId: elsewhere, role: 'ADMIN' },
    });
    const there = as(root, userActor(writer, elsewhere, 'ADMIN'));
    expect((await projectFigures(there, { projectId: elsewhere, period: 'all' })).people).toEqual(
      [],
    );
    await expect(projectFigures(there, { projectId, period: 'all' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      setMemberLimits(there, {
        projectId: elsewhere,
        userId: other.id,
        team: null,
        maxQuestions: 1,
        maxOpen: 1,
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('begin their weeks on Monday, UTC', () => {
    expect(mondayOf(new Date('2026-01-18T23:59:59Z')).toISOString()).toBe(
      '2026-01-12T00:00:00.000Z',
    );
    expect(mondayOf(new Date('2026-01-19T00:00:00Z')).toISOString()).toBe(
      '2026-01-19T00:00:00.000Z',
    );
  });
});
