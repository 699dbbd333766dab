import { describe, expect, it } from 'vitest';
import { makePairs, makeProject, userActor, as } from '@/lib/testing/factories';
import { claimPair } from './claim-pair';
import { myWork } from './queries';
import { rejectPair } from './reject-pair';
import { releasePair, skipPair } from './release-pair';
import { saveDraft } from './save-draft';
import { submitQuestion } from './submit-question';
import { READY, pairOf, useWorld, userId } from './test-world';

const world = useWorld();

const limit = (
  ctx: Parameters<typeof userId>[0],
  data: { maxQuestions?: number; maxOpen?: number },
) =>
  world.db.membership.update({
    where: { userId_projectId: { userId: userId(ctx), projectId: world.projectId } },
    data,
  });

describe('a member who may write so many questions', () => {
  it('gets no further pair, is told why, and goes on with changes that are asked for', async () => {
    const { projectId } = world;
    await makePairs(world.db, projectId, 4);
    const [ctx, other] = [await world.person(), await world.person()];
    await limit(ctx, { maxQuestions: 2 });
    const written: string[] = [];
    for (const idempotencyKey of [crypto.randomUUID(), crypto.randomUUID()]) {
      const pair = pairOf(await claimPair(ctx, { projectId }));
      written.push(pair.id);
      await submitQuestion(ctx, {
        ...{
          projectId,
          pairId: pair.id,
          questionId: null,
          baseVersion: 0,
          content: READY,
          idempotencyKey,
        },
      });
    }
    const reached = { reason: 'limit', limit: 'questions', most: 2 };
    expect(await claimPair(ctx, { projectId })).toEqual({ kind: 'nothing', ...reached });
    expect(await myWork(ctx, { projectId })).toMatchObject({ limit: { limit: 'questions' } });
    const left = pairOf(await claimPair(other, { projectId }));
    await releasePair(other, { projectId, pairId: left.id });
    await expect(claimPair(ctx, { projectId, pairId: left.id })).rejects.toMatchObject({
      key: 'questionLimit',
    });
    await world.db.pair.update({
      where: { id: written[0] as string },
      data: { status: 'CHANGES_REQUESTED' },
    });
    expect(pairOf(await claimPair(ctx, { projectId })).id).toBe(written[0]);
    await limit(ctx, { maxQuestions: 3 });
    await releasePair(ctx, { projectId, pairId: written[0] as string });
    expect(await myWork(ctx, { projectId })).toMatchObject({ limit: null });
  });

  it('does not lose a question of the limit to a pair that cannot be used', async () => {
    const { projectId } = world;
    await makePairs(world.db, projectId, 2);
    const ctx = await world.person();
    await limit(ctx, { maxQuestions: 1 });
    const first = pairOf(await claimPair(ctx, { projectId }));
    // It is being written, so it counts already; the claim only resumes it.
    expect(pairOf(await claimPair(ctx, { projectId })).id).toBe(first.id);
    await rejectPair(ctx, { projectId, pairId: first.id, reason: 'AMBIGUOUS', note: '' });
    expect(pairOf(await claimPair(ctx, { projectId })).id).not.toBe(first.id);
  });

  it('is limited in that project alone', async () => {
    const { projectId } = world;
    const ctx = await world.person();
    await limit(ctx, { maxQuestions: 0 });
    await makePairs(world.db, projectId, 1);
    expect(await claimPair(ctx, { projectId })).toMatchObject({ reason: 'limit', most: 0 });
    const { id: elsewhere } = await makeProject(world.db);
    await makePairs(world.db, elsewhere, 1);
    await world.db.membership.create({
      data: { userId: userId(ctx), projectId: elsewhere, role: 'ANNOTATOR' },
    });
    const there = as(
      ctx,
      userActor({ id: userId(ctx), name: '', email: '' }, elsewhere, 'ANNOTATOR'),
    );
    expect(await claimPair(there, { projectId: elsewhere })).toMatchObject({ kind: 'claimed' });
    // The role of one project opens nothing in another.
    await expect(claimPair(there, { projectId })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a member who may keep so many pairs open', () => {
  it('gets no further pair while a draft is put aside and skipped', async () => {
    const { projectId } = world;
    await makePairs(world.db, projectId, 3);
    const ctx = await world.person();
    await limit(ctx, { maxOpen: 1 });
    const first = pairOf(await claimPair(ctx, { projectId }));
    await saveDraft(ctx, {
      projectId,
      pairId: first.id,
      questionId: null,
      baseVersion: 0,
      content: READY,
    });
    await skipPair(ctx, { projectId, pairId: first.id });
    expect(await claimPair(ctx, { projectId })).toMatchObject({ limit: 'open', most: 1 });
    expect(pairOf(await claimPair(ctx, { projectId, pairId: first.id })).id).toBe(first.id);
    await submitQuestion(ctx, {
      ...{ projectId, pairId: first.id, questionId: null, baseVersion: 1, content: READY },
      idempotencyKey: crypto.randomUUID(),
    });
    expect(pairOf(await claimPair(ctx, { projectId })).id).not.toBe(first.id);
  });
});
