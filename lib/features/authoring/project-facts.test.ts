import { describe, expect, it } from 'vitest';
import type { QuestionContent } from '@/lib/domain/question-lint';
import { makePairs } from '@/lib/testing/factories';
import { claimPair } from './claim-pair';
import { projectFacts } from './project-facts';
import { rejectPair } from './reject-pair';
import { submitQuestion } from './submit-question';
import { READY, pairOf, useWorld } from './test-world';

const world = useWorld();

async function write(
  content: Partial<QuestionContent>,
  author?: Awaited<ReturnType<typeof world.person>>,
): Promise<{ id: string; number: number }> {
  const { projectId } = world;
  await makePairs(world.db, projectId, 1);
  const ctx = author ?? (await world.person());
  const { id, number } = pairOf(await claimPair(ctx, { projectId }));
  await submitQuestion(ctx, {
    projectId,
    pairId: id,
    questionId: null,
    baseVersion: 0,
    content: { ...READY, ...content },
    idempotencyKey: crypto.randomUUID(),
  });
  return { id, number };
}

describe('what the check knows of the other questions', () => {
  it('names the pairs that ask the very same, whatever its case, width and spaces', async () => {
    const { projectId } = world;
    const first = await write({ question: 'Is the door open or closed?' });
    const second = await write({ question: 'is the  DOOR open or closed？' });
    await write({ question: 'Is the gate open or closed?' });
    const ctx = await world.person();
    const of = async (pairId: string, question: string): Promise<readonly number[]> =>
      (await projectFacts(ctx, { projectId, pairId, question })).sameAs;
    const [waiting] = (await makePairs(world.db, projectId, 1)) as [string];
    expect(pairOf(await claimPair(ctx, { projectId })).id).toBe(waiting);
    expect(await of(waiting, ' Is the door open or closed? ')).toEqual([
      first.number,
      second.number,
    ]);
    expect(await of(waiting, 'Is the window open or closed?')).toEqual([]);
    expect(await of(waiting, '')).toEqual([]);
  });

  it('counts right answers by place, and Yes and No by the word', async () => {
    const { projectId } = world;
    const yesNo = { question: 'Is the door open?', optionOne: 'Yes', optionTwo: 'No' };
    const written = [
      await write({ keyForA: 1 }),
      await write({ keyForA: 2 }),
      await write({ keyForA: 2 }),
      await write({ ...yesNo, keyForA: 1 }),
    ];
    const turned = await write({ ...yesNo, optionOne: 'No', optionTwo: 'Yes', keyForA: 2 });
    const ctx = await world.person();
    await write({ keyForA: 1 }, ctx);
    const [waiting] = (await makePairs(world.db, projectId, 1)) as [string];
    const input = { projectId, pairId: waiting, question: '' };
    const none = { one: 0, two: 0, yes: 0, no: 0 };
    // Who does not hold the pair learns nothing: the sums without another pair would tell its key.
    expect((await projectFacts(ctx, input)).keys).toEqual(none);
    expect(pairOf(await claimPair(ctx, { projectId })).id).toBe(waiting);
    // Nor does he learn a key of others that waits for review; he may come to review it.
    expect((await projectFacts(ctx, input)).keys).toEqual({ ...none, one: 1 });
    await world.db.pair.updateMany({
      where: { id: { in: [...written, turned].map(({ id }) => id) } },
      data: { status: 'APPROVED' },
    });
    expect((await projectFacts(ctx, input)).keys).toEqual({ one: 2, two: 2, yes: 2, no: 0 });
    expect((await projectFacts(ctx, { ...input, pairId: turned.id })).keys.yes).toBe(0);
    await rejectPair(ctx, { projectId, pairId: waiting, reason: 'OTHER', note: '' });
  });

  it('is for those who write', async () => {
    const { projectId } = world;
    const [pairId] = (await makePairs(world.db, projectId, 1)) as [string];
    for (const role of ['RATER', 'RESEARCHER'] as const) {
      await expect(
        projectFacts(await world.person(role), { projectId, pairId, question: 'x' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
