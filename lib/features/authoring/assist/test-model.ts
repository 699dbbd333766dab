/** The world of this folder's tests: a project where a model may be asked, and a server that stands for it. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import type { ChatModel } from '@/lib/infra/assist/chat-model';
import { startTestModel, type TestModel } from '@/lib/infra/assist/testing';
import { samplePhotograph } from '@/lib/infra/images/sample';
import { blobKey } from '@/lib/infra/storage/storage';
import { makePairs } from '@/lib/testing/factories';
import { claimPair } from '../claim-pair';
import { pairOf, useWorld } from '../test-world';
import { setAssistance, viewOf } from './assistance';

/** As a model answers that was asked for this form. */
export const PROPOSED = {
  question: 'Is the disc left or right of the middle?',
  options: ['Left', 'Right'],
  answerForA: 2,
  statementA: 'The disc is right of the middle.',
  statementB: 'The disc is left of the middle.',
  pattern: 'positional',
};
export const ANSWER = JSON.stringify({ proposals: [PROPOSED] });

export function useAssistWorld() {
  const world = useWorld();
  const made = {} as { server: TestModel; photographs: Buffer[] };
  beforeAll(async () => {
    Object.assign(made, {
      server: await startTestModel(),
      // Larger than what a model gets, and one narrower than the other.
      photographs: await Promise.all([
        samplePhotograph(1, { width: 1500, height: 500 }),
        samplePhotograph(2, { width: 640, height: 480 }),
      ]),
    });
  });
  afterAll(() => made.server.stop());

  /** Lets annotators ask. */
  const allow = async (model: ChatModel = made.server.model): Promise<void> => {
    const admin = await world.person('ADMIN');
    await setAssistance(admin, { projectId: world.projectId, on: true, ...viewOf(model) }, model);
  };
  /** A pair with stored images that the person holds. */
  const held = async (ctx: Ctx): Promise<string> => {
    const [pairId] = (await makePairs(world.db, world.projectId, 1)) as [string];
    await store(ctx, pairId);
    pairOf(await claimPair(ctx, { projectId: world.projectId, pairId }));
    return pairId;
  };
  const store = async (ctx: Ctx, pairId: string): Promise<void> => {
    const { imageAId, imageBId } = await world.db.pair.findUniqueOrThrow({
      where: { id: pairId },
      select: { imageAId: true, imageBId: true },
    });
    for (const [at, id] of [imageAId, imageBId].entries()) {
      // No image is twice in a project; what follows the picture's end makes them different files.
      const bytes = Buffer.concat([made.photographs[at] as Buffer, Buffer.from(pairId)]);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await ctx.storage.put(blobKey(sha256), bytes);
      await world.db.image.update({ where: { id }, data: { sha256 }, select: { id: true } });
    }
  };
  return { world, allow, held, server: () => made.server };
}
