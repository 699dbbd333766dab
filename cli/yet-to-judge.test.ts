/** What a person who may still have to judge a question reads of what others thought of it, wherever he looks. */
import { beforeEach, expect, it } from 'vitest';
import { checkResults } from '@/lib/features/checks/queries';
import { pairDetail } from '@/lib/features/mining/pair-detail';
import { listPairs } from '@/lib/features/mining/queries';
import { pairListQuery } from '@/lib/features/mining/schemas';
import { auditChoices, listAudit } from '@/lib/features/people/audit-queries';
import { answerReview } from '@/lib/features/review/answer-review';
import { claimReview } from '@/lib/features/review/claim-review';
import { decideReview } from '@/lib/features/review/decide-review';
import { pairDecisions } from '@/lib/features/review/question-versions';
import { reopenPair } from '@/lib/features/review/reopen-pair';
import { makeReviewWorld, type ReviewWorld } from '@/lib/features/review/test-world';
import type { Ctx } from '@/lib/infra/context';
import { describeOnEachDatabase } from '@/lib/testing/database';

/** Words by which a verdict, or that verdicts differ, could be told. */
const TELLING = /ADJUDICATION|disagree|await-review|request-changes|APPROVE|SENTINEL-/;

describeOnEachDatabase('a disputed question, read by who may decide it', (database) => {
  let world: ReviewWorld;
  let projectId: string;
  let ref: { projectId: string; pairId: string; questionId: string };
  let people: Record<'author' | 'one' | 'two' | 'third' | 'admin', Ctx>;

  beforeEach(async () => {
    world = await makeReviewWorld(database().db);
    ({ projectId } = world);
    await database().db.project.update({
      where: { id: projectId },
      data: { reviewsPerQuestion: 2 },
    });
    people = {
      author: await world.person('ANNOTATOR'),
      one: await world.person(),
      two: await world.person(),
      third: await world.person(),
      admin: await world.person('ADMIN'),
    };
    ref = await world.submitted(people.author, 1, undefined, 2);
    await judge(people.one, 'APPROVE');
    await judge(people.two, 'REQUEST_CHANGES');
  });

  async function judge(ctx: Ctx, verdict: 'APPROVE' | 'REQUEST_CHANGES') {
    world.clock.advance(60_000);
    await claimReview(ctx, { projectId });
    await answerReview(ctx, { ...ref, answerA: 2, answerB: 1 });
    await decideReview(ctx, { ...ref, decision: { verdict, comment: 'SENTINEL-COMMENT' } });
  }

  const number = async () =>
    (await database().db.pair.findUniqueOrThrow({ where: { id: ref.pairId } })).number;
  const list = async (ctx: Ctx, status: string) =>
    (await listPairs(ctx, projectId, pairListQuery.parse({ status }))).rows;

  it('is a question in review on the page of the pair, with nothing of what others did', async () => {
    for (const ctx of [people.third, people.admin]) {
      const pair = await pairDetail(ctx, projectId, await number());
      expect(pair).toMatchObject({ status: 'IN_REVIEW', yetToJudge: true, history: [] });
      expect(JSON.stringify(pair)).not.toMatch(TELLING);
    }
    // Who wrote or judged it learns how it stands.
    for (const ctx of [people.author, people.one, people.two]) {
      const pair = await pairDetail(ctx, projectId, await number());
      expect(pair).toMatchObject({ status: 'IN_ADJUDICATION', yetToJudge: false });
      expect(pair.history.map(({ action }) => action)).toContain('review.disagree');
    }
  });

  it('is found among the pairs in review, and not among the disputed ones', async () => {
    for (const ctx of [people.third, people.admin]) {
      expect(await list(ctx, 'IN_ADJUDICATION')).toEqual([]);
      expect(await list(ctx, 'IN_REVIEW')).toMatchObject([{ id: ref.pairId, status: 'IN_REVIEW' }]);
    }
    expect(await list(people.one, 'IN_ADJUDICATION')).toMatchObject([{ id: ref.pairId }]);
    expect(await list(people.one, 'IN_REVIEW')).toEqual([]);
  });

  it('is not told by the audit log either, nor by what its filter offers', async () => {
    const read = [
      await listAudit(people.admin, projectId, {}),
      await listAudit(people.admin, projectId, { action: 'review.disagree' }),
      await auditChoices(people.admin, projectId),
      await pairDecisions(people.admin, ref),
    ];
    expect(JSON.stringify(read)).not.toMatch(TELLING);
    expect(read[1]).toMatchObject({ events: [], total: 0 });
    await judge(people.admin, 'APPROVE');
    const after = await listAudit(people.admin, projectId, { action: 'review.disagree' });
    expect(after.events).toHaveLength(1);
  });

  it('is not told by what is answered to who tries to change it', async () => {
    await expect(reopenPair(people.admin, { ...ref, reason: 'Let me see.' })).rejects.toSatisfy(
      (error: Error) => !/adjudication/i.test(JSON.stringify(error) + error),
    );
  });

  it('keeps the verdicts on an earlier version until the new one is judged', async () => {
    await judge(people.third, 'REQUEST_CHANGES');
    // Decided: everybody reads what happened until there is something to judge anew.
    expect(await pairDetail(people.admin, projectId, await number())).toMatchObject({
      status: 'CHANGES_REQUESTED',
      yetToJudge: false,
    });
    await world.submitted(people.author, 2, ref.pairId, 2);
    const pair = await pairDetail(people.admin, projectId, await number());
    const log = await listAudit(people.admin, projectId, {});
    expect(JSON.stringify([pair, log])).not.toMatch(TELLING);
    // Who judged the first version judges no second one, and may go on reading.
    const known = await pairDetail(people.one, projectId, await number());
    expect(known.history.map(({ action }) => action)).toContain('review.request-changes');
  });

  it('is told to whoever has answered and decided', async () => {
    await judge(people.admin, 'APPROVE');
    const pair = await pairDetail(people.admin, projectId, await number());
    expect(pair).toMatchObject({ status: 'APPROVED', yetToJudge: false });
    expect(pair.history.map(({ action }) => action)).toContain('review.disagree');
  });

  it('stands as in review among the results of checks of an earlier version', async () => {
    const run = await database().db.checkRun.create({
      data: { projectId, studyId: crypto.randomUUID() },
      select: { id: true },
    });
    await database().db.checkResult.create({
      data: {
        ...{ checkRunId: run.id, pairId: ref.pairId, questionId: ref.questionId },
        ...{ status: 'PASSED', findings: [] },
      },
    });
    const { rows } = await checkResults(people.admin, { projectId, checkRunId: run.id });
    expect(rows).toMatchObject([{ pairStatus: 'IN_REVIEW' }]);
  });
});
