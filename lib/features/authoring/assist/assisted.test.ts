/** What a question owes to a model, from the bench to its reviewer and back for changes. */
import { describe, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { completion, status } from '@/lib/infra/assist/testing';
import { claimPair } from '../claim-pair';
import { releasePair } from '../release-pair';
import { saveDraft } from '../save-draft';
import { submitQuestion } from '../submit-question';
import { READY, minutes } from '../test-world';
import { conversation } from '../../review/conversation';
import { claimReview } from '../../review/claim-review';
import { answerReview } from '../../review/answer-review';
import { pairDecisions } from '../../review/question-versions';
import { reviewKey } from '../../review/queries';
import { askProposals } from './ask-proposals';
import { assistanceSettings } from './assistance';
import { takeProposal } from './take-proposal';
import { ANSWER, useAssistWorld } from './test-model';

const { world, allow, held, server } = useAssistWorld();
const ask = async (ctx: Ctx, pairId: string): Promise<string> => {
  server().answer(completion(ANSWER));
  return (await askProposals(ctx, { projectId: world.projectId, pairId }, server().model))
    .requestId;
};
const take = (ctx: Ctx, pairId: string, requestId: string, place = 1) =>
  takeProposal(ctx, { projectId: world.projectId, pairId, requestId, place }, server().model);
const submit = async (ctx: Ctx, pairId: string, baseVersion = 0): Promise<string> => {
  const pair = await world.db.pair.findUniqueOrThrow({
    where: { id: pairId },
    select: { currentQuestionId: true },
  });
  const { questionId } = await submitQuestion(ctx, {
    projectId: world.projectId,
    pairId,
    questionId: pair.currentQuestionId,
    baseVersion,
    content: READY,
    idempotencyKey: crypto.randomUUID(),
  });
  const row = await world.db.questionVersion.findUniqueOrThrow({
    where: { id: questionId },
    select: { assisted: true },
  });
  return row.assisted;
};

describe('a submitted question', () => {
  it('knows whether proposals were shown to its writer or taken', async () => {
    await allow();
    const ctx = await world.person();
    const alone = await held(ctx);
    expect(await submit(ctx, alone)).toBe('none');

    const inVain = await held(ctx);
    server().answer(status(500));
    await expect(
      askProposals(ctx, { projectId: world.projectId, pairId: inVain }, server().model),
    ).rejects.toThrow();
    expect(await submit(ctx, inVain)).toBe('none');

    const looked = await held(ctx);
    await ask(ctx, looked);
    expect(await submit(ctx, looked)).toBe('seen');

    const used = await held(ctx);
    const requestId = await ask(ctx, used);
    await take(ctx, used, requestId);
    await take(ctx, used, requestId);
    expect(await submit(ctx, used)).toBe('taken');

    const admin = await world.person('ADMIN');
    expect(
      await assistanceSettings(admin, { projectId: world.projectId }, server().model),
    ).toMatchObject({ on: true, requests: 3, pairsShown: 2, pairsTaken: 1 });
  });

  it('takes nothing but a place that was shown, of an own request for this pair', async () => {
    await allow();
    const [ctx, other] = [await world.person(), await world.person()];
    const first = await held(other);
    const foreign = await ask(other, first);
    const pairId = await held(ctx);
    const own = await ask(ctx, pairId);
    await expect(take(ctx, pairId, own, 2)).rejects.toMatchObject({ code: 'not-found' });
    await expect(take(ctx, pairId, foreign)).rejects.toMatchObject({ code: 'not-found' });
    await expect(take(other, pairId, own)).rejects.toMatchObject({ code: 'lease-lost' });
    expect(await submit(ctx, pairId)).toBe('seen');
  });

  it('inherits it with the draft of somebody who was helped, not from who wrote nothing', async () => {
    await allow();
    const { projectId } = world;
    const [helped, next] = [await world.person(), await world.person()];
    const drafted = await held(helped);
    await take(helped, drafted, await ask(helped, drafted));
    await saveDraft(helped, {
      projectId,
      pairId: drafted,
      questionId: null,
      baseVersion: 0,
      content: READY,
    });
    world.clock.advance(minutes(31));
    await claimPair(next, { projectId, pairId: drafted });
    expect(await submit(next, drafted, 1)).toBe('taken');

    const looked = await held(helped);
    await ask(helped, looked);
    await releasePair(helped, { projectId, pairId: looked });
    await claimPair(next, { projectId, pairId: looked });
    expect(await submit(next, looked)).toBe('none');
  });
});

describe('who learns of it', () => {
  it('the reviewer after answering, the author at once; never who was shown the proposals as reviewer', async () => {
    await allow();
    const { projectId } = world;
    const [author, looker, reviewer] = [
      await world.person('REVIEWER'),
      await world.person('REVIEWER'),
      await world.person('ADMIN'),
    ];
    // Proposals name a key: whoever saw them answers no question about the pair blind.
    const pairId = await held(looker);
    await ask(looker, pairId);
    await releasePair(looker, { projectId, pairId });
    await claimPair(author, { projectId, pairId });
    await take(author, pairId, await ask(author, pairId));
    expect(await submit(author, pairId)).toBe('taken');
    expect(await claimReview(looker, { projectId })).toMatchObject({ reason: 'not-eligible' });

    const claimed = await claimReview(reviewer, { projectId });
    if (claimed.kind !== 'claimed') throw new Error('nothing to review');
    const { questionId } = claimed.item;
    expect(JSON.stringify(claimed)).not.toMatch(/assisted|taken/);
    await expect(reviewKey(reviewer, { projectId, questionId })).rejects.toMatchObject({
      key: 'answerFirst',
    });
    const page = await pairDecisions(reviewer, { projectId, pairId });
    expect(page.versions[0]).toMatchObject({ assisted: null, author: null });
    expect(await conversation(reviewer, { projectId, pairId })).toBeNull();
    // Not even by reading a whole row.
    const row = await world.db.questionVersion.findUniqueOrThrow({ where: { id: questionId } });
    expect(row).not.toHaveProperty('assisted');

    const key = await answerReview(reviewer, {
      projectId,
      pairId,
      questionId,
      answerA: 1,
      answerB: 2,
    });
    expect(key).toMatchObject({ assisted: 'taken' });
    const talk = await conversation(author, { projectId, pairId });
    expect(talk?.versions[0]).toMatchObject({ assisted: 'taken' });
  });
});
