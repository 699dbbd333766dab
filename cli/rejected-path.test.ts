/** A rejection is taken back: whoever was at work on the pair goes on where he stood. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimPair } from '@/lib/features/authoring/claim-pair';
import { rejectPair, undoRejectPair } from '@/lib/features/authoring/reject-pair';
import { saveDraft } from '@/lib/features/authoring/save-draft';
import { reopenPair } from '@/lib/features/review/reopen-pair';
import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import {
  as,
  makeCtx,
  makeMember,
  makePairs,
  makeProject,
  userActor,
} from '@/lib/testing/factories';
import { CORRECTED } from './test-people';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.stop();
});

let projectId: string;
let pairId: string;
let person: (role: Role) => Promise<Ctx>;
beforeEach(async () => {
  const root = makeCtx(database.db);
  projectId = (await makeProject(database.db)).id;
  [pairId] = (await makePairs(database.db, projectId, 1)) as [string];
  person = async (role) =>
    as(root, userActor(await makeMember(database.db, projectId, role), projectId, role));
});

const pair = () => database.db.pair.findUniqueOrThrow({ where: { id: pairId } });
const reopening = () => ({
  projectId,
  pairId,
  questionId: null,
  reason: 'One difference after all.',
});
const rejection = () => ({ projectId, pairId, reason: 'AMBIGUOUS', note: '' }) as const;

describe('a pair rejected before a question was submitted', () => {
  it('goes back to the author of its draft, and to nobody else before his time is over', async () => {
    const [author, other, admin] = [
      await person('ANNOTATOR'),
      await person('ANNOTATOR'),
      await person('ADMIN'),
    ];
    await claimPair(author, { projectId });
    await saveDraft(author, {
      projectId,
      pairId,
      questionId: null,
      baseVersion: 0,
      content: CORRECTED,
    });
    await rejectPair(author, rejection());
    expect(await reopenPair(admin, reopening())).toEqual({ status: 'DRAFTED' });
    expect(await claimPair(other, { projectId })).toMatchObject({ kind: 'nothing' });
    expect(await claimPair(author, { projectId })).toMatchObject({
      kind: 'claimed',
      pair: { id: pairId, status: 'DRAFTED', content: CORRECTED, draftBy: null },
    });
  });

  it('is offered to everybody when nothing was written', async () => {
    const [first, second, admin] = [
      await person('ANNOTATOR'),
      await person('ANNOTATOR'),
      await person('ADMIN'),
    ];
    await claimPair(first, { projectId });
    await rejectPair(first, rejection());
    expect(await reopenPair(admin, reopening())).toEqual({ status: 'MINED' });
    expect(await claimPair(second, { projectId })).toMatchObject({ kind: 'claimed' });
  });
});

describe('undoing a rejection', () => {
  it('keeps the wish for changes that the pair had come back with', async () => {
    const author = await person('ANNOTATOR');
    const authorId = author.actor.kind === 'user' ? author.actor.userId : '';
    const question = await database.db.questionVersion.create({
      data: {
        ...CORRECTED,
        keyForA: 1,
        pattern: 'orientation',
        pairId,
        version: 1,
        authorId,
        idempotencyKey: crypto.randomUUID(),
        submittedAt: author.clock.now(),
      },
      select: { id: true },
    });
    await database.db.pair.update({
      where: { id: pairId },
      data: { status: 'CHANGES_REQUESTED', currentQuestionId: question.id },
    });
    for (const draft of [false, true]) {
      await claimPair(author, { projectId, pairId });
      if (draft) {
        const questionId = question.id;
        await saveDraft(author, {
          projectId,
          pairId,
          questionId,
          baseVersion: 0,
          content: CORRECTED,
        });
      }
      await rejectPair(author, rejection());
      await undoRejectPair(author, { projectId, pairId });
      expect(await pair()).toMatchObject({ status: 'CHANGES_REQUESTED', rejection: null });
    }
  });
});

describe('a pair that had been decided before', () => {
  it('is rejected on the bench only with a sentence that says why', async () => {
    const [author, admin] = [await person('ANNOTATOR'), await person('ADMIN')];
    await claimPair(author, { projectId });
    expect(await claimPair(author, { projectId })).toMatchObject({
      pair: { rejectNeedsNote: false },
    });
    await rejectPair(author, rejection());
    await reopenPair(admin, reopening());
    expect(await claimPair(author, { projectId })).toMatchObject({
      pair: { rejectNeedsNote: true },
    });
    await expect(rejectPair(author, { ...rejection(), note: ' ' })).rejects.toMatchObject({
      code: 'invalid',
      key: 'rejectionNeedsNote',
    });
    expect(await pair()).toMatchObject({ status: 'CLAIMED', rejection: null });
    await rejectPair(author, { ...rejection(), note: 'Two readings.' });
    expect(await pair()).toMatchObject({ status: 'REJECTED', rejectionNote: 'Two readings.' });
  });

  it('shows on the bench what was asked for, newest first, also when it was asked at one time', async () => {
    const author = await person('ANNOTATOR');
    const at = author.clock.now();
    for (const reason of ['First.', 'Second.', 'Third.']) {
      await database.db.reopening.create({ data: { pairId, from: 'REJECTED', reason, at } });
    }
    const claimed = await claimPair(author, { projectId });
    if (claimed.kind !== 'claimed') throw new Error('not claimed');
    expect(claimed.pair.feedback.map((item) => [item.comment, item.reviewer])).toEqual([
      ['Third.', null],
      ['Second.', null],
      ['First.', null],
    ]);
  });
});
