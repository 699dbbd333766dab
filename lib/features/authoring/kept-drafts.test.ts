import { describe, expect, it } from 'vitest';
import { EMPTY_QUESTION } from '@/lib/domain/question-lint';
import type { Ctx } from '@/lib/infra/context';
import { makePairs } from '@/lib/testing/factories';
import { claimPair } from './claim-pair';
import { dismissText, keepText } from './keep-draft';
import { benchPair, myWork } from './queries';
import { releasePair } from './release-pair';
import { saveDraft } from './save-draft';
import { submitQuestion } from './submit-question';
import { READY, minutes, pairOf, useWorld, userId } from './test-world';

const world = useWorld();
const MINE = { ...READY, question: 'Is the door of the barn open or closed?' };
const THEIRS = { ...READY, question: 'Is the gate open or closed?' };

const onePair = async (): Promise<string> =>
  ((await makePairs(world.db, world.projectId, 1)) as [string])[0];
const textsOf = async (ctx: Ctx) => (await myWork(ctx, { projectId: world.projectId })).texts;
const save = (ctx: Ctx, pairId: string, baseVersion: number, content = READY) =>
  saveDraft(ctx, { projectId: world.projectId, pairId, questionId: null, baseVersion, content });

/** The first one has written and lost the lease; the second one has claimed. */
async function takenOver() {
  const { projectId } = world;
  const pairId = await onePair();
  const [first, second] = [await world.person(), await world.person()];
  await claimPair(first, { projectId });
  await save(first, pairId, 0, MINE);
  world.clock.advance(minutes(31));
  const taken = pairOf(await claimPair(second, { projectId }));
  return { pairId, first, second, taken };
}

describe('the text of somebody whose pair went to another', () => {
  it('is his to see at once, and still after the other one has written over the draft', async () => {
    const { pairId, first, second, taken } = await takenOver();
    expect(taken).toMatchObject({ content: MINE, ownTexts: [] });
    expect(taken.draftBy).not.toBeNull();
    const [standing] = await textsOf(first);
    expect(standing).toMatchObject({ id: null, pairId, pair: 'held', content: MINE });

    await save(second, pairId, 1, THEIRS);
    await save(second, pairId, 2, { ...THEIRS, note: 'x' });
    const texts = await textsOf(first);
    expect(texts).toMatchObject([{ pairId, pair: 'held', content: MINE }]);
    expect(texts[0]?.id).not.toBeNull();
    expect(texts[0]?.writtenAt).toBe('2026-01-15T09:00:00.000Z');
    expect(await textsOf(second)).toEqual([]);
  });

  it('stays when the other one submits without having saved, and when he submits it as it is', async () => {
    for (const content of [THEIRS, MINE]) {
      const { pairId, first, second } = await takenOver();
      const submit = { projectId: world.projectId, pairId, questionId: null, baseVersion: 1 };
      await submitQuestion(second, { ...submit, content, idempotencyKey: crypto.randomUUID() });
      expect(await textsOf(first)).toMatchObject([{ pairId, pair: 'gone', content: MINE }]);
    }
  });

  it('is kept with what he typed after the loss, also where only his closing page said it', async () => {
    const { pairId, first, second } = await takenOver();
    const late = { ...MINE, statementA: 'The barn door stands open.' };
    for (const again of [1, 2]) {
      await expect(save(first, pairId, 1, late), `try ${again}`).rejects.toMatchObject({
        code: 'lease-lost',
        key: 'leaseLostKept',
      });
    }
    await save(second, pairId, 1, THEIRS);
    const texts = await textsOf(first);
    expect(texts.map(({ content }) => content)).toEqual(expect.arrayContaining([MINE, late]));
    expect(texts).toHaveLength(2);
  });

  it('is offered to him on the pair when he gets it again, beside what stands there', async () => {
    const { pairId, first, second } = await takenOver();
    const { projectId } = world;
    await save(second, pairId, 1, THEIRS);
    world.clock.advance(minutes(31));
    const again = pairOf(await claimPair(first, { projectId, pairId }));
    expect(again).toMatchObject({ content: THEIRS, ownTexts: [{ content: MINE }] });
    expect(again.draftBy).not.toBeNull();
    // Going on with his own takes the other one's text from nobody.
    await save(first, pairId, 2, MINE);
    expect(await textsOf(second)).toMatchObject([{ pairId, content: THEIRS }]);
  });

  it('says whether he could take the pair: not while it waits for who put it aside', async () => {
    const { pairId, first, second } = await takenOver();
    const { projectId } = world;
    await save(second, pairId, 1, THEIRS);
    await releasePair(second, { projectId, pairId });
    await world.db.pair.update({ where: { id: pairId }, data: { updatedAt: world.clock.now() } });
    expect(await textsOf(first)).toMatchObject([{ pair: 'held' }]);
    await expect(claimPair(first, { projectId, pairId })).rejects.toMatchObject({
      key: 'pairTaken',
    });
    world.clock.advance(minutes(72 * 60));
    expect(await textsOf(first)).toMatchObject([{ pair: 'free' }]);
    expect(pairOf(await claimPair(first, { projectId, pairId })).id).toBe(pairId);
    expect(await textsOf(first)).toMatchObject([{ pair: 'free' }]);
  });

  it('goes only when he puts it away himself, and comes back when he takes that back', async () => {
    const { pairId, first, second } = await takenOver();
    const { projectId } = world;
    await save(second, pairId, 1, THEIRS);
    const id = (await textsOf(first))[0]?.id as string;
    await expect(dismissText(second, { projectId, id, dismissed: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    await dismissText(first, { projectId, id, dismissed: true });
    expect(await textsOf(first)).toEqual([]);
    await dismissText(first, { projectId, id, dismissed: false });
    expect(await textsOf(first)).toMatchObject([{ id, content: MINE }]);
    await expect(
      world.db.keptDraft.update({ where: { id }, data: { question: 'x' } }),
    ).rejects.toThrow();
    expect(await textsOf(first)).toMatchObject([{ id, content: MINE }]);
  });

  it('keeps him from reviewing the pair, and nothing is kept for who never had it', async () => {
    const { projectId, db } = world;
    const pairId = await onePair();
    const [former, holder, stranger] = [
      await world.person('REVIEWER'),
      await world.person(),
      await world.person(),
    ];
    await claimPair(former, { projectId });
    world.clock.advance(minutes(31));
    await claimPair(holder, { projectId });
    await expect(save(former, pairId, 0, MINE)).rejects.toMatchObject({ key: 'leaseLostKept' });
    const where = { pairId_userId: { pairId, userId: userId(former) } };
    expect(await db.pairExposure.findUnique({ where })).toMatchObject({ reason: 'drafted' });

    await expect(save(stranger, pairId, 0, MINE)).rejects.toMatchObject({ key: 'leaseLost' });
    const words = { projectId, pairId, content: MINE };
    await expect(keepText(stranger, words)).rejects.toMatchObject({ key: 'neverHadPair' });
    expect(await db.keptDraft.count({ where: { pairId } })).toBe(1);
  });
});

describe('the text that was not chosen', () => {
  it('is kept though it is the draft at that moment, once, and not where it is empty', async () => {
    const { projectId } = world;
    const pairId = await onePair();
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    await save(ctx, pairId, 0, MINE);
    const kept = await keepText(ctx, { projectId, pairId, content: MINE });
    expect(await keepText(ctx, { projectId, pairId, content: MINE })).toEqual(kept);
    await keepText(ctx, { projectId, pairId, content: EMPTY_QUESTION });
    await save(ctx, pairId, 1, THEIRS);
    expect(await benchPair(ctx, { projectId })).toMatchObject({
      content: THEIRS,
      ownTexts: [{ id: kept.text?.id, content: MINE }],
    });
  });
});

describe('saves of one page', () => {
  const page = '0b9a1f2e-6a3e-4d3a-9c3f-1d2b8f0a7c11';
  const words = (question: string) => ({ ...READY, question });

  it('the last words of a closing page come on top of a save whose answer it did not hear', async () => {
    const { projectId } = world;
    const pairId = await onePair();
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    const input = { projectId, pairId, questionId: null, baseVersion: 0, page };
    await saveDraft(ctx, { ...input, step: 1, content: words('Is the do') });
    const last = { ...input, step: 2, content: words('Is the door op') };
    expect(await saveDraft(ctx, last)).toMatchObject({ version: 2 });
    // What was overtaken on its way arrives last and changes nothing, nor does another page's older text.
    const overtaken = { ...input, step: 1, content: words('Is the d') };
    await expect(saveDraft(ctx, overtaken)).rejects.toMatchObject({ code: 'conflict' });
    const elsewhere = { ...overtaken, page: crypto.randomUUID(), step: 9 };
    await expect(saveDraft(ctx, elsewhere)).rejects.toMatchObject({ code: 'conflict' });
    expect(await benchPair(ctx, { projectId })).toMatchObject({
      content: words('Is the door op'),
    });
  });

  it('never bring an old text back over a newer question', async () => {
    const { projectId, db } = world;
    const pairId = await onePair();
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    const input = { projectId, pairId, questionId: null, baseVersion: 0 };
    const idempotencyKey = crypto.randomUUID();
    const { questionId } = await submitQuestion(ctx, { ...input, content: MINE, idempotencyKey });
    await db.pair.update({ where: { id: pairId }, data: { status: 'CHANGES_REQUESTED' } });
    await claimPair(ctx, { projectId });
    // A window that slept since before the submit: no draft stands in its way.
    const refusal = {
      code: 'conflict',
      key: 'draftOnOlderQuestion',
      current: { version: 0, content: MINE, questionId },
    };
    const stale = { ...input, content: THEIRS };
    await expect(saveDraft(ctx, { ...stale, page, step: 5 })).rejects.toMatchObject(refusal);
    const key = crypto.randomUUID();
    await expect(submitQuestion(ctx, { ...stale, idempotencyKey: key })).rejects.toMatchObject(
      refusal,
    );
    expect(await db.draft.count({ where: { pairId } })).toBe(0);
    await saveDraft(ctx, { ...stale, questionId });
    expect(await benchPair(ctx, { projectId })).toMatchObject({ content: THEIRS, questionId });
  });
});
