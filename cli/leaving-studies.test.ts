/** How raters leave a study before its end, and what of their answers stays. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { studyCard } from '@/lib/features/baseline/study-card';
import { enterRater, makeApprovedWorld, type World } from '@/lib/features/baseline/test-world';
import { changeRole, removeMember } from '@/lib/features/people/change-role';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { open, rate } from './test-study';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

/** What the database holds of a rater's part. */
const held = async ({ db }: World, studyRaterId: string) => ({
  answers: await db.response.count({ where: { trial: { studyRaterId } } }),
  trials: await db.trial.count({ where: { studyRaterId } }),
  protocol: await db.protocolTrial.count({ where: { studyRaterId } }),
});
const NOTHING = { answers: 0, trials: 0, protocol: 0 };

describe('raters whom an administrator takes out', () => {
  it('leave no answer of an unfinished part, and all of a finished part and of a closed study', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const { projectId, admin, db } = world;
    const more = { practiceNumbers: [4], attentionChecks: 1 };
    const closed = await open(world, {}, { pairNumbers: [1] });
    const stayed = await enterRater(world, closed, 'R1');
    await rate(world, stayed, { most: 1 });
    await closeStudy(admin, { projectId, studyId: closed });
    const studyId = await open(world, more, { pairNumbers: [2, 3] });
    const raters = [];
    for (const label of ['R1', 'R2', 'R3']) raters.push(await enterRater(world, studyId, label));
    const [promoted, removed, finished] = raters as [typeof stayed, typeof stayed, typeof stayed];
    for (const rater of [promoted, removed]) await rate(world, rater, { most: 1 });
    expect(await rate(world, finished)).toBe('done');
    const seen = await db.pairExposure.findMany({ where: { userId: promoted.user.id } });

    for (const { user } of [promoted, finished, stayed]) {
      await changeRole(admin, { projectId, userId: user.id, role: 'RESEARCHER' });
    }
    await removeMember(admin, { projectId, userId: removed.user.id });
    for (const { studyRaterId } of [promoted, removed]) {
      expect(await held(world, studyRaterId)).toEqual(NOTHING);
      expect(
        await db.auditEvent.findFirst({
          where: { subjectId: studyRaterId, action: 'rating.withdraw' },
        }),
      ).toMatchObject({ data: { studyId, answersDeleted: 1 } });
    }
    expect(await db.pairExposure.findMany({ where: { userId: promoted.user.id } })).toEqual(seen);
    expect(seen.length).toBeGreaterThan(1);
    expect(await held(world, finished.studyRaterId)).toMatchObject({ answers: 4 });
    expect(await held(world, stayed.studyRaterId)).toMatchObject({ answers: 1 });
    const card = await studyCard(admin, { projectId, studyId });
    expect(card).toMatchObject({ withdrawn: 2, answers: 4, raters: 1 });
  });

  it('before answers were deleted with it: migrating deletes them, and nobody else’s', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const studyId = await open(world, { attentionChecks: 1 });
    const marked = await enterRater(world, studyId, 'R1');
    const answering = await enterRater(world, studyId, 'R2');
    for (const rater of [marked, answering]) await rate(world, rater, { most: 2 });
    const kept = await held(world, answering.studyRaterId);
    expect(kept).toMatchObject({ answers: 2 });
    await world.db.studyRater.update({
      where: { id: marked.studyRaterId },
      data: { withdrawnAt: world.clock.now() },
    });
    const sql = await readFile(
      'prisma/migrations/20261127190000_withdrawn_answers/migration.sql',
      'utf8',
    );
    for (const statement of sql.replace(/--.*$/gm, '').split(';')) {
      if (statement.trim() !== '') await world.db.$executeRawUnsafe(statement);
    }
    expect(await held(world, marked.studyRaterId)).toEqual(NOTHING);
    expect(await held(world, answering.studyRaterId)).toEqual(kept);
  });
});
