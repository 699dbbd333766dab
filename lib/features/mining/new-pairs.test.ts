import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makePairs, makeProject } from '@/lib/testing/factories';
import { newPairs } from './new-pairs';

let database: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  database = await createTestDatabase();
  ctx = makeCtx(database.db);
});
afterAll(() => database.stop());

it('counts for each run the pairs that were not there before it', async () => {
  const { id: projectId } = await makeProject(ctx.db);
  const [early, later] = [new Date('2026-01-01'), new Date('2026-03-01')];
  const run = async (createdAt: Date, pairs: string[]) => {
    const { id } = await ctx.db.miningRun.create({
      data: {
        ...{ projectId, createdAt },
        ...{ semanticEncoder: 's', semanticWeights: 's', semanticPreprocessing: 's' },
        ...{ visualEncoder: 'v', visualWeights: 'v', visualPreprocessing: 'v' },
        ...{ minSemantic: 0, maxVisual: 1, perImage: 3, version: 'test' },
      },
    });
    await ctx.db.minedPair.createMany({
      data: pairs.map((pairId, k) => ({
        ...{ runId: id, pairId, semantic: 0.97, visual: 0.3, rank: k + 1 },
      })),
    });
    return id;
  };
  const pairs = await makePairs(ctx.db, projectId, 5);
  await ctx.db.pair.updateMany({ where: { projectId }, data: { createdAt: later } });
  // One that an import had brought before any run.
  await ctx.db.pair.update({
    where: { id: pairs[4]! },
    data: { createdAt: new Date('2025-01-01') },
  });
  const first = await run(early, pairs.slice(0, 2));
  const second = await run(early, pairs);
  const third = await run(early, pairs.slice(1, 3));
  const counts = await newPairs(ctx, projectId, [first, second, third]);
  expect([first, second, third].map((id) => counts.get(id))).toEqual([2, 2, 0]);
});
