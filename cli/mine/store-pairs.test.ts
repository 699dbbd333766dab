/** Pairs of a run as they are stored: to the bit, in pieces, and forgotten in pieces. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetPairs, storePairs, type FoundPair } from '@/lib/features/mining/store-pairs';
import { addEmbedded, claimRun } from '@/lib/features/mining/testing';
import { makeProject } from '@/lib/testing/factories';
import { makeMiningWorld, type MiningWorld } from './test-world';

let world: MiningWorld;
let projectId: string;
let ids: string[];
beforeAll(async () => {
  world = await makeMiningWorld();
  projectId = (await makeProject(world.ctx.db)).id;
  const key = { encoderId: 'given', weightsHash: 'aa'.repeat(32), preprocessing: 'none' };
  const rows = { data: new Float32Array(120).fill(1), count: 120, dimensions: 1 };
  ids = await addEmbedded(world.ctx, projectId, [{ key, rows }]);
}, 120_000);
afterAll(() => world.close());

async function run(): Promise<{ runId: string; attempt: number }> {
  const { runId } = await world.start(projectId);
  await claimRun(world.ctx, runId, 0);
  return { runId, attempt: 0 };
}

const mined = (runId: string) =>
  world.ctx.db.minedPair.findMany({
    where: { runId },
    orderBy: { rank: 'asc' },
    select: {
      rank: true,
      semantic: true,
      visual: true,
      cosines: true,
      pair: { select: { number: true, imageAId: true, imageBId: true, priority: true } },
    },
  });

it('cosines are stored to the bit, and a guess only where there is one', async () => {
  const cosines = [1 / 3, -1e-17, 0.1 + 0.2];
  const found: FoundPair[] = [
    {
      semantic: 1 / 3,
      visual: -2 / 3,
      cosines,
      rank: 1,
      guess: { pattern: 'color', margin: 0.25 },
    },
    { semantic: 1e-300, visual: 0.1 + 0.2, cosines: [], rank: 2, guess: null },
    { semantic: 0.7, visual: 0.6, cosines: [], rank: 3 },
  ].map((pair, k) => ({ ...pair, imageAId: ids[0]!, imageBId: ids[k + 1]! }) as FoundPair);
  const own = await run();
  await storePairs(world.ctx, { ...own, projectId, pairs: found });
  const stored = await mined(own.runId);
  expect(stored.map(({ pair: _pair, ...rest }) => rest)).toEqual(
    found.map(({ semantic, visual, cosines: each, rank }) => ({
      ...{ semantic, visual, rank },
      cosines: each,
    })),
  );
  const pairs = await world.ctx.db.pair.findMany({
    where: { projectId },
    orderBy: { number: 'asc' },
    select: { status: true, semantic: true, patternGuess: true, guessMargin: true, priority: true },
  });
  const status = 'MINED';
  expect(pairs).toEqual([
    { status, semantic: 1 / 3, patternGuess: 'color', guessMargin: 0.25, priority: 1 },
    { status, semantic: 1e-300, patternGuess: null, guessMargin: null, priority: 2 },
    { status, semantic: 0.7, patternGuess: null, guessMargin: null, priority: 3 },
  ]);
}, 120_000);

it('more pairs than are deleted at a time are forgotten, those of another run are not, and numbers stay', async () => {
  const found: FoundPair[] = [];
  for (let a = 0; a < ids.length; a += 1) {
    for (let b = a + 1; b < ids.length && found.length < 5_600; b += 1) {
      const pair = {
        imageAId: ids[a]!,
        imageBId: ids[b]!,
        semantic: 0.9,
        visual: 0.1,
        cosines: [],
      };
      found.push({ ...pair, rank: found.length + 1 });
    }
  }
  const [other, own] = [await run(), await run()];
  await storePairs(world.ctx, { ...other, projectId, pairs: found.slice(0, 10) });
  await storePairs(world.ctx, { ...own, projectId, pairs: found });
  const before = await mined(own.runId);
  expect(before).toHaveLength(5_600);
  await forgetPairs(world.ctx, own);
  expect(await mined(own.runId)).toEqual([]);
  expect(await mined(other.runId)).toHaveLength(10);
  await storePairs(world.ctx, { ...own, projectId, pairs: found });
  expect(await mined(own.runId)).toEqual(before);
}, 240_000);
