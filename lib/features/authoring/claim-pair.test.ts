import { describe, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { makePairs, makeProject } from '@/lib/testing/factories';
import { claimPair } from './claim-pair';
import { benchPair, myWork } from './queries';
import { forgetSkips, releasePair, skipPair } from './release-pair';
import { saveDraft } from './save-draft';
import { submitQuestion } from './submit-question';
import { READY, minutes, pairOf, useWorld, userId } from './test-world';

const world = useWorld();

describe('claiming a pair', () => {
  it('gives 20 annotators who claim 200 pairs at once 200 distinct pairs', async () => {
    const { projectId } = world;
    await makePairs(world.db, projectId, 200);
    const people = await Promise.all(Array.from({ length: 20 }, () => world.person()));
    const got = await Promise.all(
      people.map(async (ctx) => {
        const ids: string[] = [];
        for (let i = 0; i < 10; i++) {
          const { id } = pairOf(await claimPair(ctx, { projectId }));
          ids.push(id);
          await submitQuestion(ctx, {
            projectId,
            pairId: id,
            questionId: null,
            baseVersion: 0,
            content: READY,
            idempotencyKey: crypto.randomUUID(),
          });
        }
        return ids;
      }),
    );
    expect(new Set(got.flat()).size).toBe(200);
    expect(await claimPair(people[0] as Ctx, { projectId })).toMatchObject({ reason: 'finished' });
  }, 120_000);

  it('never gives one pair to two people who claim at the same moment', async () => {
    const { projectId } = world;
    await makePairs(world.db, projectId, 20);
    const people = await Promise.all(Array.from({ length: 20 }, () => world.person()));
    const claimed = await Promise.all(people.map((ctx) => claimPair(ctx, { projectId })));
    expect(new Set(claimed.map((result) => pairOf(result).id)).size).toBe(20);
  });

  it('gives one person one pair, however many tabs claim', async () => {
    const { projectId } = world;
    await makePairs(world.db, projectId, 5);
    const ctx = await world.person();
    const claimed = await Promise.all(
      Array.from({ length: 5 }, () => claimPair(ctx, { projectId })),
    );
    expect(new Set(claimed.map((result) => pairOf(result).id)).size).toBe(1);
  });

  it('offers no pair with an image of a benchmark that may not be released, unless asked for by name', async () => {
    const { projectId, db } = world;
    const [pairId] = await makePairs(db, projectId, 1);
    const ctx = await world.person();
    const { imageA } = await db.pair.findUniqueOrThrow({
      where: { id: pairId },
      select: { imageA: { select: { batchId: true } } },
    });
    const benchmark = await db.importedBenchmark.create({
      data: {
        ...{ projectId, batchId: imageA.batchId, name: 'MMVP', releaseAllowed: false },
        ...{ questionsSha256: '0'.repeat(64), createdById: userId(ctx) },
      },
    });
    expect(await claimPair(ctx, { projectId })).toMatchObject({ reason: 'finished' });
    expect(pairOf(await claimPair(ctx, { projectId, pairId })).id).toBe(pairId);
    await releasePair(ctx, { projectId, pairId: pairId! });
    await db.importedBenchmark.update({
      where: { id: benchmark.id },
      data: { releaseAllowed: true },
    });
    expect(pairOf(await claimPair(await world.person(), { projectId })).id).toBe(pairId);
  });

  it('offers the lowest priority number first and records who saw the pair', async () => {
    const { projectId } = world;
    const [first] = await makePairs(world.db, projectId, 3);
    const ctx = await world.person();
    const pair = pairOf(await claimPair(ctx, { projectId }));
    expect(pair.id).toBe(first);
    expect(pair).toMatchObject({ status: 'CLAIMED', semantic: 0.97, visual: 0.4, draftVersion: 0 });
    expect(pair.upcoming).toHaveLength(2);
    expect(
      await world.db.pairExposure.findMany({ where: { pairId: first as string } }),
    ).toMatchObject([{ userId: userId(ctx), reason: 'claimed' }]);
    expect(await benchPair(ctx, { projectId })).toMatchObject({ id: first });
  });

  it('offers a pair again once its lease has run out, and not before', async () => {
    const { projectId } = world;
    const [only] = await makePairs(world.db, projectId, 1);
    const [first, second] = [await world.person(), await world.person()];
    await claimPair(first, { projectId });
    world.clock.advance(minutes(29));
    expect(await claimPair(second, { projectId })).toEqual({
      kind: 'nothing',
      reason: 'all-leased',
      until: '2026-01-15T09:30:00.000Z',
    });
    world.clock.advance(minutes(1));
    expect(pairOf(await claimPair(second, { projectId })).id).toBe(only);
  });

  it('does not offer a skipped pair again until the person asks for it', async () => {
    const { projectId } = world;
    const [only] = await makePairs(world.db, projectId, 1);
    const ctx = await world.person();
    await claimPair(ctx, { projectId });
    await skipPair(ctx, { projectId, pairId: only as string });
    expect(await claimPair(ctx, { projectId })).toMatchObject({
      reason: 'not-eligible',
      skipped: 1,
    });
    expect(pairOf(await claimPair(await world.person(), { projectId })).id).toBe(only);
    world.clock.advance(minutes(31));
    expect(await forgetSkips(ctx, { projectId })).toEqual({ offered: 1 });
    expect(pairOf(await claimPair(ctx, { projectId })).id).toBe(only);
  });

  it('keeps a draft that was put aside for its author', async () => {
    const { projectId } = world;
    const [mine] = await makePairs(world.db, projectId, 1);
    const [author, other] = [await world.person(), await world.person()];
    const { id } = pairOf(await claimPair(author, { projectId }));
    await saveDraft(author, {
      projectId,
      pairId: id,
      questionId: null,
      baseVersion: 0,
      content: READY,
    });
    await releasePair(author, { projectId, pairId: id });
    expect(await claimPair(other, { projectId })).toMatchObject({ reason: 'all-leased' });
    expect((await myWork(author, { projectId })).drafts).toMatchObject([{ pairId: mine }]);
    const again = pairOf(await claimPair(author, { projectId, pairId: id }));
    expect(again).toMatchObject({ content: READY, draftVersion: 1, draftBy: null });
  });

  it('offers pairs that are taken for a rare pattern first, and those taken for a common one last', async () => {
    const { projectId, db } = world;
    const ids = await makePairs(db, projectId, 5);
    const [rare, common] = [ids[3] as string, ids[0] as string];
    const ctx = await world.person();
    const { id } = pairOf(await claimPair(ctx, { projectId, pairId: ids[4] as string }));
    // From here on the project has one pair, of 'state'.
    await submitQuestion(ctx, {
      projectId,
      pairId: id,
      questionId: null,
      baseVersion: 0,
      content: READY,
      idempotencyKey: crypto.randomUUID(),
    });
    const taken = async (pairId: string, patternGuess: string) =>
      db.pair.update({ where: { id: pairId }, data: { patternGuess, guessMargin: 1 } });
    await taken(rare, 'text');
    await taken(common, 'state');
    const order: string[] = [];
    for (let k = 0; k < 4; k += 1) {
      order.push(pairOf(await claimPair(await world.person(), { projectId })).id);
    }
    expect(order).toEqual([rare, ids[1], ids[2], common]);
  });

  it('refuses raters and people of other projects', async () => {
    const { projectId } = world;
    await makePairs(world.db, projectId, 1);
    await expect(claimPair(await world.person('RATER'), { projectId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const stranger = await world.person();
    const other = (await makeProject(world.db)).id;
    await expect(claimPair(stranger, { projectId: other })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
