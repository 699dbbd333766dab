import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import { cosine } from '@/lib/domain/mining/rows';
import { compareRuns } from '@/lib/features/mining/explore/compare-runs';
import { cosinesTo } from '@/lib/features/mining/explore/cosines-to';
import { neighbours } from '@/lib/features/mining/explore/neighbours';
import { exploreRun, passingPairs, runYield } from '@/lib/features/mining/explore/queries';
import { addEmbedded } from '@/lib/features/mining/testing';
import type { ExploreSort, PairFilter } from '@/lib/features/mining/explore/schemas';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { shaped } from '@/lib/infra/join/testing';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { as, makeMember, makeProject, makeUser, userActor } from '@/lib/testing/factories';
import { makeMiningWorld, SEMANTIC, VISUAL, type MiningWorld } from './mine/test-world';

const IMAGES = 60;

// A database, encoders and whole runs, on a machine that may also build: slow is not wrong.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: MiningWorld;
let ctx: WorkerCtx;
let projectId: string;
/** Wide, so that many pairs pass, and narrower. */
let wide: string;
let narrow: string;
const WIDE = { minSemantic: 0.5, maxVisual: 0.9 };
const NARROW = { minSemantic: 0.7, maxVisual: 0.7 };

async function run(thresholds: typeof WIDE): Promise<string> {
  const { runId } = await world.start(projectId, thresholds);
  await world.work(projectId, runId);
  return runId;
}

beforeAll(async () => {
  world = await makeMiningWorld();
  ({ ctx } = world);
  projectId = (await makeProject(ctx.db)).id;
  await world.addImages(
    projectId,
    Array.from({ length: IMAGES }, (_, k) => k + 1),
  );
  wide = await run(WIDE);
  narrow = await run(NARROW);
});
afterAll(() => world?.close());

const passingOf = async (runId: string) =>
  (await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } })).pairsPassing!;

let lists = 0;

/** Every passing pair of a run, window by window of a list of its own. */
async function all(
  runId: string,
  at: typeof WIDE,
  sort: ExploreSort,
  { count = 60, show = 'all' as PairFilter } = {},
) {
  const pairs = [];
  lists += 1;
  const list = `list${lists}`;
  for (;;) {
    const from = pairs.length;
    const query = { s: at.minSemantic, v: at.maxVisual, sort, show, list, from, count };
    const page = await passingPairs(ctx, { projectId, runId, query });
    pairs.push(...page.pairs);
    if (page.pairs.length === 0) return { pairs, total: page.total };
  }
}

/** As the journey of a pair leaves it; the journey itself is not what is looked at here. */
async function setState(
  number: number,
  { status, question = false }: { status: PairStatus; question?: boolean },
): Promise<void> {
  const pair = await ctx.db.pair.findFirstOrThrow({ where: { projectId, number } });
  const author = question ? await makeUser(ctx.db) : null;
  const version =
    author &&
    (await ctx.db.questionVersion.create({
      data: {
        ...{ pairId: pair.id, version: 1, authorId: author.id, idempotencyKey: pair.id },
        ...{ question: 'Which?', optionOne: 'One', optionTwo: 'Two', keyForA: 1 },
        ...{ statementA: 'A', statementB: 'B', pattern: 'state' },
      },
      select: { id: true },
    }));
  await ctx.db.pair.update({
    where: { id: pair.id },
    data: { status, ...(version ? { currentQuestionId: version.id } : {}) },
    select: { id: true },
  });
}

describe('exploring a run', () => {
  it('counts at a threshold what a run made with it finds', async () => {
    const expected = await passingOf(narrow);
    expect(expected).toBeGreaterThan(5);
    expect(await passingOf(wide)).toBeGreaterThan(expected);
    const found = await runYield(ctx, { projectId, runId: wide, ...NARROW });
    expect(found).toEqual({ exact: true, count: expected, lower: expected, upper: expected });
    // Outside of what it kept: from the sample, which is every pair of so few images.
    const wider = await runYield(ctx, { projectId, runId: narrow, ...WIDE });
    expect(wider).toMatchObject({ exact: false, count: await passingOf(wide) });
    const drawn = await exploreRun(ctx, projectId, wide);
    expect(drawn).toMatchObject({ images: IMAGES, population: (IMAGES * (IMAGES - 1)) / 2 });
    expect(drawn.density.counts.reduce((sum, count) => sum + count, 0)).toBe(drawn.sampled);
  });

  it('lists every pair that passed once, in each order, and says which are kept', async () => {
    const kept = new Map(
      (
        await ctx.db.minedPair.findMany({
          where: { runId: wide },
          select: { pair: { select: { imageAId: true, imageBId: true, number: true } } },
        })
      ).map(({ pair }) => [`${pair.imageAId} ${pair.imageBId}`, pair.number]),
    );
    for (const [sort, key] of [
      ['gap', (p: { semantic: number; visual: number }) => p.visual - p.semantic],
      ['semantic', (p: { semantic: number }) => -p.semantic],
      ['visual', (p: { visual: number }) => p.visual],
    ] as const) {
      const { pairs, total } = await all(wide, WIDE, sort);
      expect(total).toBe(await passingOf(wide));
      expect(new Set(pairs.map(({ a, b }) => `${a.id} ${b.id}`)).size).toBe(total);
      expect(pairs.map(({ at }) => at)).toEqual(pairs.map((_, at) => at));
      expect(pairs.map(key)).toEqual(pairs.map(key).sort((p, q) => p - q));
      const numbered = pairs.filter(({ number }) => number !== null);
      expect(numbered.length).toBeLessThan(total);
      for (const { a, b, number } of numbered)
        expect(kept.get(`${a.id} ${b.id}`) ?? number).toBe(number);
      for (const [images, number] of kept) {
        expect(pairs.find(({ a, b }) => `${a.id} ${b.id}` === images)?.number).toBe(number);
      }
    }
    const some = await all(wide, NARROW, 'gap', { count: 7 });
    expect(some.pairs).toHaveLength(await passingOf(narrow));
  });

  it('shows the pairs of a kind, each once and in the order of the list', async () => {
    const numbers = async (show: PairFilter, at = WIDE) =>
      (await all(wide, at, 'gap', { show, count: 7 })).pairs.map(({ number }) => number);
    const every = await numbers('all');
    const kept = every.filter((number) => number !== null);
    expect(kept.length).toBeGreaterThan(5);
    const [written, rejected, released] = [kept[4]!, kept[1]!, kept[2]!];
    await setState(written, { status: 'IN_REVIEW', question: true });
    await setState(rejected, { status: 'REJECTED' });
    await setState(released, { status: 'RELEASED', question: true });

    expect(await numbers('kept')).toEqual(kept);
    expect(await numbers('not-kept')).toEqual(every.filter((number) => number === null));
    expect(await numbers('rejected')).toEqual([rejected]);
    expect(await numbers('released')).toEqual([released]);
    expect(await numbers('question')).toEqual([released, written]);
    expect(await numbers('unwritten')).toEqual(
      kept.filter((number) => ![written, rejected, released].includes(number)),
    );
    // The thresholds go on to hold.
    const narrower = (await all(wide, NARROW, 'gap')).pairs.map(({ number }) => number);
    expect(await numbers('kept', NARROW)).toEqual(narrower.filter((number) => number !== null));
  });

  it('goes on in its own list when a pair changes amid it, whatever others begin, and a new one has the change', async () => {
    const unwritten = (from: number, list = 'mine') =>
      passingPairs(ctx, {
        projectId,
        runId: wide,
        query: {
          ...{ s: WIDE.minSemantic, v: WIDE.maxVisual },
          ...{ sort: 'gap', show: 'unwritten', list, from, count: 2 },
        },
      });
    const before = await all(wide, WIDE, 'gap', { show: 'unwritten' });
    const [first] = (await unwritten(0)).pairs;
    await setState(first!.number!, { status: 'REJECTED' });
    const second = await unwritten(2);
    expect(second.pairs[0]).toMatchObject({ number: before.pairs[2]!.number });
    // Somebody else's look at the same pairs moves nothing in this one, nor does its own first window.
    const anew = await unwritten(0, 'other');
    expect((await unwritten(0)).total).toBe(before.total);
    expect((await unwritten(2)).pairs).toEqual(second.pairs);
    expect(anew.total).toBe(before.total - 1);
    expect(anew.pairs[0]!.number).toBe(before.pairs[1]!.number);
  });

  it('knows the pairs that a later run adds', async () => {
    const shown = async () => (await all(wide, WIDE, 'gap', { show: 'kept' })).total;
    const before = await shown();
    const { runId } = await world.start(projectId, { ...WIDE, perImage: 3 });
    await world.work(projectId, runId);
    const every = (await all(wide, WIDE, 'gap')).pairs;
    const now = every.filter(({ number }) => number !== null).length;
    expect(now).toBeGreaterThan(before);
    expect(await shown()).toBe(now);
  });

  it('finds the nearest images that comparing with all finds', async () => {
    const key = async (id: string) => embeddingKey((await ctx.encoders.get(id)).description);
    const [semantic, visual] = await Promise.all(
      [SEMANTIC, VISUAL].map(async (id) => loadMatrix(ctx, { projectId, key: await key(id) })),
    );
    const self = 17;
    const ids = semantic!.imageIds;
    const near = await neighbours(ctx, { projectId, runId: wide, imageId: ids[self]! });
    for (const [list, { rows }] of [
      [near.bySemantic, semantic!],
      [near.byVisual, visual!],
    ] as const) {
      const truth = ids
        .map((id, k) => ({ id, cosine: cosine(rows, self, rows, k) }))
        .filter(({ id }) => id !== ids[self])
        .sort((p, q) => q.cosine - p.cosine);
      expect(list.map(({ image }) => image.id)).toEqual(truth.slice(0, 12).map(({ id }) => id));
    }
    for (const { image, semantic: s, visual: v } of near.bySemantic) {
      const k = ids.indexOf(image.id);
      expect(s).toBe(cosine(semantic!.rows, self, semantic!.rows, k));
      expect(v).toBe(cosine(visual!.rows, self, visual!.rows, k));
    }
  });

  it('reads each shard once, however many pages of ids lie across them', async () => {
    const other = (await makeProject(ctx.db)).id;
    const key = embeddingKey((await ctx.encoders.get(SEMANTIC)).description);
    const rows = shaped('isotropic', 60, 8, 1);
    // One shard after the other, while ids come in any order: as in an import.
    const imageIds = await addEmbedded(ctx, other, [{ key, rows }], 20);
    const reads: string[] = [];
    const get = (name: string) => {
      reads.push(name);
      return ctx.storage.get(name);
    };
    const counted = { ...ctx, storage: { ...ctx.storage, get } };
    const asked = { projectId: other, key, imageIds, imageId: imageIds[17]!, pageSize: 7 };
    expect([...(await cosinesTo(counted, asked))]).toEqual(
      imageIds.map((_, k) => cosine(rows, 17, rows, k)),
    );
    expect(reads).toHaveLength(3);
    expect(new Set(reads).size).toBe(3);
  });

  it('compares two runs by all that passed', async () => {
    const [many, few] = [await passingOf(wide), await passingOf(narrow)];
    const both = await compareRuns(ctx, { projectId, first: wide, second: narrow });
    // Narrower thresholds on the same images: a subset.
    expect(both).toMatchObject({ both: few, onlyFirst: many - few, onlySecond: 0 });
    expect(both.jaccard).toBeCloseTo(few / many, 12);
    const truth = (await all(wide, WIDE, 'gap')).pairs.filter(
      ({ semantic, visual }) => !(semantic > NARROW.minSemantic && visual < NARROW.maxVisual),
    );
    expect(both.first).toEqual(
      truth.slice(0, 12).map(({ a, b, semantic, visual }) => ({
        imageAId: a.id,
        imageBId: b.id,
        semantic,
        visual,
      })),
    );
  });

  it('is refused to raters and strangers, for runs of others, and for runs without a result', async () => {
    const rater = await makeMember(ctx.db, projectId, 'RATER');
    const other = await makeProject(ctx.db);
    const at = { runId: wide, ...NARROW };
    const asRater = as(ctx, userActor(rater, projectId, 'RATER'));
    await expect(runYield(asRater, { projectId, ...at })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(runYield(ctx, { projectId: other.id, ...at })).rejects.toMatchObject({
      code: 'not-found',
    });
    await ctx.db.miningRun.update({ where: { id: narrow }, data: { resultKey: null } });
    await expect(exploreRun(ctx, projectId, narrow)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('Mine again'),
    });
  });
});
