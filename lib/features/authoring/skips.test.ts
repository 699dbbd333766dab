import { describe, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { makePairs } from '@/lib/testing/factories';
import { claimPair } from './claim-pair';
import { offerAgain } from './offer-again';
import { nextWork } from '@/lib/features/overview/queries';
import { askedDraft, myWork } from './queries';
import { rejectPair } from './reject-pair';
import { releasePair, skipPair, undoSkip } from './release-pair';
import { saveDraft } from './save-draft';
import { submitQuestion } from './submit-question';
import { READY, minutes, pairOf, useWorld, userId } from './test-world';

const world = useWorld();

async function skipBy(people: readonly Ctx[], pairId: string): Promise<void> {
  const { projectId } = world;
  for (const ctx of people) {
    expect(pairOf(await claimPair(ctx, { projectId })).id).toBe(pairId);
    await skipPair(ctx, { projectId, pairId });
  }
}

const annotators = (count: number): Promise<Ctx[]> =>
  Promise.all(Array.from({ length: count }, () => world.person()));

describe('a skip', () => {
  it('can be taken back by the same person for ten minutes, with the pair if it is free', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const [ctx, other] = (await annotators(2)) as [Ctx, Ctx];
    await skipBy([ctx], pairId);
    expect((await myWork(ctx, { projectId })).recent).toMatchObject([
      { pairId, kind: 'skip', until: '2026-01-15T09:10:00.000Z' },
    ]);
    expect((await myWork(other, { projectId })).recent).toEqual([]);
    await expect(undoSkip(other, { projectId, pairId })).rejects.toMatchObject({
      code: 'conflict',
      key: 'undoSkipOver',
    });
    world.clock.advance(minutes(9));
    await undoSkip(ctx, { projectId, pairId });
    expect((await myWork(ctx, { projectId })).recent).toEqual([]);
    expect(pairOf(await claimPair(ctx, { projectId })).id).toBe(pairId);
    await skipPair(ctx, { projectId, pairId });
    world.clock.advance(minutes(10));
    await expect(undoSkip(ctx, { projectId, pairId })).rejects.toMatchObject({
      key: 'undoSkipOver',
    });
    expect((await myWork(ctx, { projectId })).recent).toEqual([]);
  });

  it('that is taken back takes nothing away from whoever has the pair meanwhile', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const [ctx, other] = (await annotators(2)) as [Ctx, Ctx];
    await skipBy([ctx], pairId);
    await claimPair(other, { projectId });
    await undoSkip(ctx, { projectId, pairId });
    await expect(claimPair(ctx, { projectId, pairId })).rejects.toMatchObject({
      code: 'conflict',
      key: 'pairTaken',
    });
  });

  it('stands beside rejections in the list of what can be taken back', async () => {
    const { projectId } = world;
    const [one, two] = (await makePairs(world.db, projectId, 2)) as [string, string];
    const ctx = await world.person();
    await skipBy([ctx], one);
    world.clock.advance(minutes(1));
    await claimPair(ctx, { projectId });
    await rejectPair(ctx, { projectId, pairId: two, reason: 'AMBIGUOUS', note: '' });
    expect((await myWork(ctx, { projectId })).recent).toMatchObject([
      { pairId: two, kind: 'reject', reason: 'AMBIGUOUS', until: '2026-01-15T09:11:00.000Z' },
      { pairId: one, kind: 'skip', reason: null, until: '2026-01-15T09:10:00.000Z' },
    ]);
  });
});

describe('a begun text', () => {
  const begun = async (ctx: Ctx, pairId: string): Promise<void> => {
    await claimPair(ctx, { projectId: world.projectId, pairId });
    const { projectId } = world;
    await saveDraft(ctx, { projectId, pairId, content: READY, questionId: null, baseVersion: 0 });
  };
  const continues = async (ctx: Ctx) =>
    (await nextWork(ctx, world.projectId)).filter(({ kind }) => kind === 'continue-draft');

  it('is what Home continues, whichever other pair is held', async () => {
    const { projectId } = world;
    const [one] = (await makePairs(world.db, projectId, 2)) as [string, string];
    const [ctx, other] = (await annotators(2)) as [Ctx, Ctx];
    await begun(ctx, one);
    await releasePair(ctx, { projectId, pairId: one });
    const { number } = await world.db.pair.findUniqueOrThrow({ where: { id: one } });
    await world.db.pair.updateMany({
      where: { projectId, id: { not: one } },
      data: {
        leaseHolderId: userId(ctx),
        status: 'DRAFTED',
        leaseExpiresAt: new Date('2099-01-01'),
      },
    });
    expect(await continues(ctx)).toEqual([{ kind: 'continue-draft', count: 1, pair: number }]);
    expect(askedDraft(await myWork(ctx, { projectId }), String(number))).toBe(one);
    expect(askedDraft(await myWork(other, { projectId }), String(number))).toBeNull();
  });

  it('whose pair was skipped is no draft in progress, is listed once, and is not lost', async () => {
    const { projectId } = world;
    const [one] = (await makePairs(world.db, projectId, 1)) as [string];
    const ctx = await world.person();
    await begun(ctx, one);
    await skipPair(ctx, { projectId, pairId: one });
    expect(await continues(ctx)).toEqual([]);
    expect(await myWork(ctx, { projectId })).toMatchObject({
      drafts: [],
      recent: [{ pairId: one, kind: 'skip' }],
    });
    world.clock.advance(minutes(11));
    expect(await myWork(ctx, { projectId })).toMatchObject({
      drafts: [{ pairId: one, skipped: true }],
      recent: [],
    });
  });
});

describe('a pair that three people skipped', () => {
  it('is offered to nobody until a reviewer or administrator decides, and then to others', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const skippers = await annotators(3);
    await skipBy(skippers, pairId);
    const next = await world.person();
    expect(await claimPair(next, { projectId })).toEqual({
      kind: 'nothing',
      reason: 'escalated',
      count: 1,
    });
    expect(await myWork(next, { projectId })).toMatchObject({ waiting: 0, escalated: null });
    await expect(offerAgain(next, { projectId, pairId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const reviewer = await world.person('REVIEWER');
    const admin = await world.person('ADMIN');
    for (const ctx of [reviewer, admin]) {
      expect((await myWork(ctx, { projectId })).escalated).toMatchObject([{ pairId, skips: 3 }]);
      expect(await nextWork(ctx, projectId)).toContainEqual({ kind: 'skipped', count: 1 });
    }
    expect(await nextWork(next, projectId)).not.toContainEqual({ kind: 'skipped', count: 1 });
    await Promise.all([
      offerAgain(reviewer, { projectId, pairId }),
      offerAgain(admin, { projectId, pairId }),
    ]);
    expect((await myWork(admin, { projectId })).escalated).toEqual([]);
    expect(
      await world.db.auditEvent.count({
        where: { subjectId: pairId, action: 'pair.offer-again' },
      }),
    ).toBe(1);
    for (const ctx of skippers) {
      expect(await claimPair(ctx, { projectId })).toMatchObject({ reason: 'not-eligible' });
    }
    await skipBy([next, ...(await annotators(2))], pairId);
    expect((await myWork(admin, { projectId })).escalated).toMatchObject([{ pairId, skips: 6 }]);
  });

  it('can be taken by name by whoever decides, be it one who skipped it', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    const admin = await world.person('ADMIN');
    await skipBy([admin, ...(await annotators(2))], pairId);
    const pair = pairOf(await claimPair(admin, { projectId, pairId }));
    expect(pair).toMatchObject({ id: pairId, upcoming: [] });
    // While it is being decided about, nobody else is asked to.
    const reviewer = await world.person('REVIEWER');
    expect((await myWork(reviewer, { projectId })).escalated).toEqual([]);
  });
});

describe('what is offered first', () => {
  it('is spread over the images: large gaps first, but not the same photograph again and again', async () => {
    const { db, projectId } = world;
    const [best, , far] = (await makePairs(db, projectId, 3)) as [string, string, string];
    // The second best pair shows a photograph of the best one.
    const { imageAId, number } = await db.pair.findUniqueOrThrow({ where: { id: best } });
    const { imageBId } = await db.pair.findUniqueOrThrow({ where: { id: far } });
    const [a, b] = [imageAId, imageBId].sort() as [string, string];
    await db.pair.update({
      where: { projectId_number: { projectId, number: number + 1 } },
      data: { imageAId: a, imageBId: b, priority: 2 },
    });
    const third = await world.db.pair.findUniqueOrThrow({
      where: { projectId_number: { projectId, number: number + 1 } },
    });
    const [other] = (await makePairs(db, projectId, 1)) as [string];
    await db.pair.update({ where: { id: other }, data: { priority: 9 } });
    const order: string[] = [];
    for (const ctx of await annotators(4)) {
      order.push(pairOf(await claimPair(ctx, { projectId })).id);
    }
    expect(order).toEqual([best, far, other, third.id]);
  });

  it('is told together with what the benchmark has few of', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 2)) as [string];
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    await submitQuestion(ctx, {
      projectId,
      pairId,
      questionId: null,
      baseVersion: 0,
      content: READY,
      idempotencyKey: crypto.randomUUID(),
    });
    const { patterns } = await myWork(ctx, { projectId });
    expect(patterns).toMatchObject({ state: 1, orientation: 0, viewpoint: 0 });
  });
});
