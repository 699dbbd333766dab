import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION } from '@/lib/domain/question-lint';
import { makePairs } from '@/lib/testing/factories';
import { claimPair } from './claim-pair';
import { benchPair } from './queries';
import { rejectPair, undoRejectPair } from './reject-pair';
import { renewLease } from './renew-lease';
import { saveDraft } from './save-draft';
import { submitQuestion } from './submit-question';
import { READY, minutes, pairOf, useWorld, userId } from './test-world';

const KEY = '3f0e9a52-6a3e-4d3a-9c3f-1d2b8f0a7c11';
const world = useWorld();

describe('a draft', () => {
  it('is not overwritten by a late save of somebody who lost the lease', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const [first, second] = [await world.person(), await world.person()];
    await claimPair(first, { projectId });
    await saveDraft(first, { projectId, pairId, questionId: null, baseVersion: 0, content: READY });
    world.clock.advance(minutes(31));
    const taken = pairOf(await claimPair(second, { projectId }));
    expect(taken).toMatchObject({ id: pairId, content: READY, draftVersion: 1 });
    expect(taken.draftBy).not.toBeNull();
    const theirs = { ...READY, question: 'Is the gate open or closed?' };
    await saveDraft(second, {
      projectId,
      pairId,
      questionId: null,
      baseVersion: 1,
      content: theirs,
    });

    const late = saveDraft(first, {
      projectId,
      pairId,
      questionId: null,
      baseVersion: 1,
      content: EMPTY_QUESTION,
    });
    await expect(late).rejects.toMatchObject({ code: 'lease-lost', key: 'leaseLostKept' });
    await expect(renewLease(first, { projectId, pairId })).rejects.toMatchObject({
      code: 'lease-lost',
    });
    expect(
      await world.db.draft.findUnique({
        where: { pairId },
        select: { question: true, version: true, authorId: true },
      }),
    ).toEqual({
      question: theirs.question,
      version: 2,
      authorId: userId(second),
    });
  });

  it('can still be saved after the lease ran out while nobody took the pair', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    world.clock.advance(minutes(45));
    const saved = await saveDraft(ctx, {
      projectId,
      pairId,
      questionId: null,
      baseVersion: 0,
      content: READY,
    });
    expect(saved.leaseExpiresAt).toBe('2026-01-15T10:15:00.000Z');
  });

  it('that is stale is refused with the stored text, and a repeated save is not', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    await saveDraft(ctx, { projectId, pairId, questionId: null, baseVersion: 0, content: READY });
    await expect(
      saveDraft(ctx, {
        projectId,
        pairId,
        questionId: null,
        baseVersion: 0,
        content: EMPTY_QUESTION,
      }),
    ).rejects.toMatchObject({ code: 'conflict', current: { version: 1, content: READY } });
    // The answer to the first save got lost on the way: the same text comes again.
    expect(
      await saveDraft(ctx, { projectId, pairId, questionId: null, baseVersion: 0, content: READY }),
    ).toMatchObject({ version: 1 });
  });
});

describe('submitting', () => {
  it('twice with one key makes one version', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    await saveDraft(ctx, { projectId, pairId, questionId: null, baseVersion: 0, content: READY });
    const input = {
      projectId,
      pairId,
      questionId: null,
      baseVersion: 1,
      content: READY,
      idempotencyKey: KEY,
    };
    const results = await Promise.all([submitQuestion(ctx, input), submitQuestion(ctx, input)]);
    results.push(await submitQuestion(ctx, input));
    expect(new Set(results.map((result) => result.questionId)).size).toBe(1);
    expect(await world.db.questionVersion.count({ where: { pairId } })).toBe(1);
    expect(await world.db.draft.count({ where: { pairId } })).toBe(0);
    expect(await world.db.pair.findUnique({ where: { id: pairId } })).toMatchObject({
      status: 'IN_REVIEW',
      leaseHolderId: null,
      currentQuestionId: results[0]?.questionId,
    });
    expect(
      await world.db.auditEvent.count({
        where: { subjectId: pairId, action: 'question.submit' },
      }),
    ).toBe(1);
  });

  it('keeps which guidelines were in force, whatever comes after', async () => {
    const { db, projectId } = world;
    const submitNext = async (): Promise<string> => {
      const [pairId] = (await makePairs(db, projectId, 1)) as [string];
      const ctx = await world.person();
      await claimPair(ctx, { projectId, pairId });
      const input = { projectId, pairId, questionId: null, baseVersion: 0, content: READY };
      await submitQuestion(ctx, { ...input, idempotencyKey: crypto.randomUUID() });
      return pairId;
    };
    const first = await submitNext();
    await db.guidelineVersion.create({
      data: { projectId, version: 2, en: 'x', zh: '', summary: 'x' },
    });
    const second = await submitNext();
    const versions = await db.questionVersion.findMany({
      where: { pairId: { in: [first, second] } },
      orderBy: { submittedAt: 'asc' },
      select: { pairId: true, guidelineVersion: true },
    });
    expect(new Map(versions.map((row) => [row.pairId, row.guidelineVersion]))).toEqual(
      new Map([
        [first, 1],
        [second, 2],
      ]),
    );
  });

  it('refuses what breaks a rule on the server too, and keeps the draft', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    const content = { ...READY, question: 'Is the door open', optionTwo: ' OPEN' };
    await saveDraft(ctx, { projectId, pairId, questionId: null, baseVersion: 0, content });
    await expect(
      submitQuestion(ctx, {
        projectId,
        pairId,
        questionId: null,
        baseVersion: 1,
        content,
        idempotencyKey: crypto.randomUUID(),
      }),
    ).rejects.toMatchObject({
      code: 'invalid',
      fields: { question: 'question-mark', optionTwo: 'options-same' },
    });
    expect(await world.db.draft.count({ where: { pairId } })).toBe(1);
  });

  it('is impossible without the lease and for a pair that is not being written', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const ctx = await world.person();
    const input = {
      projectId,
      pairId,
      questionId: null,
      baseVersion: 0,
      content: READY,
      idempotencyKey: crypto.randomUUID(),
    };
    await expect(submitQuestion(ctx, input)).rejects.toMatchObject({ code: 'lease-lost' });
    await claimPair(ctx, { projectId });
    await submitQuestion(ctx, input);
    await expect(
      rejectPair(ctx, { projectId, pairId, reason: 'AMBIGUOUS', note: '' }),
    ).rejects.toMatchObject({ code: 'lease-lost' });
    await expect(undoRejectPair(ctx, { projectId, pairId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('rejecting', () => {
  it('can be taken back by the same person within ten minutes, with the draft', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const [ctx, other] = [await world.person(), await world.person()];
    await claimPair(ctx, { projectId });
    await saveDraft(ctx, { projectId, pairId, questionId: null, baseVersion: 0, content: READY });
    await rejectPair(ctx, { projectId, pairId, reason: 'DUPLICATE', note: ' same cup ' });
    expect(await world.db.pair.findUnique({ where: { id: pairId } })).toMatchObject({
      status: 'REJECTED',
      rejection: 'DUPLICATE',
      rejectionNote: 'same cup',
    });
    await expect(undoRejectPair(other, { projectId, pairId })).rejects.toMatchObject({
      code: 'conflict',
    });
    await undoRejectPair(ctx, { projectId, pairId });
    expect(await benchPair(ctx, { projectId })).toMatchObject({
      status: 'DRAFTED',
      content: READY,
    });
    await rejectPair(ctx, { projectId, pairId, reason: 'OTHER', note: '' });
    world.clock.advance(minutes(11));
    await expect(undoRejectPair(ctx, { projectId, pairId })).rejects.toMatchObject({
      key: 'undoOver',
    });
  });
});
