/** The guess of a pattern in a whole mining run, by the miniature's own text tower. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { createRng } from '@/lib/domain/rng';
import { guessWorth } from '@/lib/features/mining/guess-worth';
import { listPairs } from '@/lib/features/mining/queries';
import { pairListQuery } from '@/lib/features/mining/schemas';
import { addEmbedded } from '@/lib/features/mining/testing';
import { as, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { makeMiningWorld, SEMANTIC, VISUAL, type MiningWorld } from './test-world';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const IMAGES = 80;
/** Thresholds that all pairs pass. */
const ALL = { minSemantic: -1, maxVisual: 1, perImage: 3 };

let world: MiningWorld;
let projectId: string;
/** Of the two images of which one is red and the other blue, and nothing else differs. */
let planted: string[];
beforeAll(async () => {
  world = await makeMiningWorld();
  projectId = (await makeProject(world.ctx.db)).id;
  const [semantic, visual] = await Promise.all(
    [SEMANTIC, VISUAL].map((id) => world.ctx.encoders.get(id)),
  );
  const said = ['a dog', 'something red', 'something blue'];
  const texts = await world.ctx.pool.encodeTexts(SEMANTIC, said);
  const size = semantic!.description.dimensions;
  const [dog, red, blue] = said.map((_, k) => texts.subarray(k * size, (k + 1) * size));
  const rng = createRng('guess');
  const noise = () => rng.nextFloat() - 0.5;
  const seen = unitRows(size, (image, d) =>
    image < 2 ? dog![d]! + 0.3 * (image === 0 ? red![d]! : blue![d]!) : dog![d]! + 0.02 * noise(),
  );
  // Seen the other way round, so that the pair is the first by the gap.
  const length = visual!.description.dimensions;
  const apart = unitRows(length, (image, d) =>
    image < 2 ? (d === 0 ? (image === 0 ? 1 : -1) : 0) : noise() + (d === 1 ? 3 : 0),
  );
  const ids = await addEmbedded(world.ctx, projectId, [
    { key: embeddingKey(semantic!.description), rows: seen },
    { key: embeddingKey(visual!.description), rows: apart },
  ]);
  planted = ids.slice(0, 2);
});
afterAll(() => world.close());

function unitRows(dimensions: number, value: (image: number, d: number) => number): UnitRows {
  const data = new Float32Array(IMAGES * dimensions);
  for (let image = 0; image < IMAGES; image += 1) {
    const row = Array.from({ length: dimensions }, (_, d) => value(image, d));
    const norm = Math.hypot(...row);
    row.forEach((x, d) => (data[image * dimensions + d] = x / norm));
  }
  return { data, count: IMAGES, dimensions };
}

const guesses = () =>
  world.ctx.db.pair.findMany({
    where: { projectId },
    orderBy: { number: 'asc' },
    select: { imageAId: true, imageBId: true, patternGuess: true, guessMargin: true },
  });

describe('a run whose semantic encoder reads text', () => {
  it('stores a guess with a pair where it dares one, and the same after it was stopped', async () => {
    const { runId } = await world.start(projectId, ALL);
    await expect(world.work(projectId, runId, 'guess')).rejects.toThrow('stopped');
    expect(await guesses()).toEqual([]);
    await world.work(projectId, runId);
    const found = await guesses();
    expect(found.length).toBeGreaterThan(50);
    expect(found[0]).toMatchObject({
      imageAId: planted[0],
      imageBId: planted[1],
      patternGuess: 'color',
    });
    expect(found.some(({ patternGuess }) => patternGuess === null)).toBe(true);
    const again = await world.start(projectId, ALL);
    await world.work(projectId, again.runId);
    expect(await guesses()).toEqual(found);
  });

  it('shows guesses to nobody who did not ask, and to nobody who may write or review', async () => {
    const { db } = world.ctx;
    const pair = await db.pair.findFirstOrThrow({ where: { projectId } });
    expect(Object.keys(pair)).not.toContain('patternGuess');
    const query = pairListQuery.parse({ guess: 'color' });
    const admin = userActor(await makeMember(db, projectId, 'ADMIN'), projectId, 'ADMIN');
    const listed = await listPairs(as(world.ctx, admin), projectId, query);
    expect(listed.rows.map(({ number }) => number)).toContain(1);
    expect(listed.total).toBe((await guesses()).filter((p) => p.patternGuess === 'color').length);
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RESEARCHER'] as const) {
      const acting = as(
        world.ctx,
        userActor(await makeMember(db, projectId, role), projectId, role),
      );
      await expect(listPairs(acting, projectId, query)).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(guessWorth(acting, projectId)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('says how many guesses turned out right', async () => {
    const { db } = world.ctx;
    const author = await makeMember(db, projectId, 'ANNOTATOR');
    const guessed = await db.pair.findMany({
      where: { projectId, patternGuess: { not: null } },
      select: { id: true, patternGuess: true },
      take: 3,
    });
    expect(guessed.length).toBe(3);
    const admin = userActor(await makeMember(db, projectId, 'ADMIN'), projectId, 'ADMIN');
    const acting = as(world.ctx, admin);
    const before = await guessWorth(acting, projectId);
    expect(before).toMatchObject({ written: 0, right: 0 });
    for (const [k, { id, patternGuess }] of guessed.entries()) {
      const question = await db.questionVersion.create({
        data: {
          pairId: id,
          version: 1,
          authorId: author.id,
          idempotencyKey: crypto.randomUUID(),
          question: 'Is it red or blue?',
          optionOne: 'Red',
          optionTwo: 'Blue',
          keyForA: 1,
          statementA: 'It is red.',
          statementB: 'It is blue.',
          // Right, wrong, and a benchmark's that does not say.
          pattern: [patternGuess!, patternGuess === 'text' ? 'state' : 'text', 'unknown'][k]!,
        },
      });
      await db.pair.update({ where: { id }, data: { currentQuestionId: question.id } });
    }
    expect(await guessWorth(acting, projectId)).toEqual({
      guessed: before!.guessed,
      written: 2,
      right: 1,
    });
  });
});
