import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeMember, makePairs, makeProject, userActor } from '@/lib/testing/factories';
import { nextWork } from './queries';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

describe('what waits for a reviewer', () => {
  it('is what the review page would offer: nothing that he wrote, drafted, or saw the key of', async () => {
    const { db } = database;
    const { id: projectId } = await makeProject(db);
    const author = await makeMember(db, projectId, 'REVIEWER');
    const [fresh, drafter, answered] = [
      await makeMember(db, projectId, 'REVIEWER'),
      await makeMember(db, projectId, 'REVIEWER'),
      await makeMember(db, projectId, 'REVIEWER'),
    ];
    const [pairId] = (await makePairs(db, projectId, 1)) as [string];
    const versions = [];
    for (const version of [1, 2]) {
      versions.push(
        await db.questionVersion.create({
          data: {
            ...{ pairId, version, authorId: author.id, question: 'Which way does it look?' },
            ...{ optionOne: 'Left', optionTwo: 'Right', keyForA: 1, pattern: 'orientation' },
            ...{ statementA: 'It looks left.', statementB: 'It looks right.' },
            idempotencyKey: `${pairId}-${version}`,
          },
          select: { id: true },
        }),
      );
    }
    const [first, second] = versions as [{ id: string }, { id: string }];
    await db.pair.update({
      where: { id: pairId },
      data: { status: 'IN_REVIEW', currentQuestionId: second.id },
    });
    await db.pairExposure.create({ data: { pairId, userId: drafter.id, reason: 'saw-key' } });
    await db.review.create({
      data: { questionId: first.id, reviewerId: answered.id, answeredAt: new Date() },
    });
    const reviews = async (user: typeof author) => {
      const ctx: Ctx = makeCtx(db, userActor(user, projectId, 'REVIEWER'));
      return (await nextWork(ctx, projectId)).filter((work) => work.kind === 'review');
    };
    expect(await reviews(fresh)).toEqual([{ kind: 'review', count: 1 }]);
    for (const user of [author, drafter, answered]) expect(await reviews(user)).toEqual([]);
  });
});
