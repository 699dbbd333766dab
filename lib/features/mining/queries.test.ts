import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makePairs, makeProject } from '@/lib/testing/factories';
import { listPairs } from './queries';
import { pairListQuery } from './schemas';

let database: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  database = await createTestDatabase();
  ctx = makeCtx(database.db);
});
afterAll(() => database.stop());

it('orders the pairs of a run by the gap that its cards show, not by that of a later run', async () => {
  const { id: projectId } = await makeProject(ctx.db);
  const pairs = await makePairs(ctx.db, projectId, 30);
  const run = await ctx.db.miningRun.create({
    data: {
      projectId,
      ...{ semanticEncoder: 's', semanticWeights: 's', semanticPreprocessing: 's' },
      ...{ visualEncoder: 'v', visualWeights: 'v', visualPreprocessing: 'v' },
      ...{ minSemantic: 0, maxVisual: 1, perImage: 3, version: 'test' },
    },
  });
  // Of the newest run the gap falls with the number, of the one that is asked for it grows.
  await ctx.db.$executeRaw`UPDATE "Pair" SET "visual" = "number" / 100.0`;
  await ctx.db.minedPair.createMany({
    data: pairs.map((pairId, k) => ({
      ...{ runId: run.id, pairId, semantic: 0.97, visual: 0.8 - k / 100, rank: k + 1 },
    })),
  });
  const read = (query: object) =>
    listPairs(ctx, projectId, pairListQuery.parse({ sort: 'gap', run: run.id, ...query }));
  const first = await read({});
  const second = await read({ after: first.next });
  const numbers = Array.from({ length: 30 }, (_, k) => 30 - k);
  expect([...first.rows, ...second.rows].map(({ number }) => number)).toEqual(numbers);
  expect((await read({ before: second.previous })).rows).toEqual(first.rows);
});
