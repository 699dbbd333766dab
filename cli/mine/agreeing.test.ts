/** Runs in which several of the encoders that ship must agree, against counting in float64. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { encoderSensitivity } from '@/lib/features/mining/encoder-sensitivity';
import { exportPairs } from '@/lib/features/mining/export-pairs';
import { pairDetail } from '@/lib/features/mining/pair-detail';
import { resumeMining } from '@/lib/features/mining/resume-mining';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { overrideEnv } from '@/lib/infra/env';
import { readRunResult } from '@/lib/infra/run-result';
import { makeProject } from '@/lib/testing/factories';
import { nearOf } from './sensitivity';
import { makeMiningWorld, miningInput, VISUAL, type MiningWorld } from './test-world';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const CLIPS = ['miniature-clip-base', 'miniature-clip-small', 'miniature-clip-tiny'];
/** More than one block, so that a run that is cut has three tiles. */
const IMAGES = 530;
const THRESHOLDS = { minSemantic: 0.9, maxVisual: 0.8 };
/** All that pass are stored with the run; rows of the kept ones cost time. */
const KEPT = { limit: 40 };
const RULES = [
  ['all', 3],
  [2, 2],
  ['any', 1],
] as const;

let world: MiningWorld;
let projectId: string;
let images: string[];
let truth: Map<string, { clips: number[]; visual: number }>;

/** Summed in the plain order: another one than that of the product. */
function dot({ data, dimensions }: UnitRows, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < dimensions; k += 1) {
    sum += data[i * dimensions + k]! * data[j * dimensions + k]!;
  }
  return sum;
}

beforeAll(async () => {
  world = await makeMiningWorld();
  projectId = (await makeProject(world.ctx.db)).id;
  await world.addImages(
    projectId,
    Array.from({ length: IMAGES }, (_, k) => k + 1),
  );
});
afterAll(() => world.close());
afterEach(() => overrideEnv({ MINING_BLOCK_IMAGES: '', MINING_MEMORY_MB: '' }));

async function mined(agreeSemantic: 'all' | 'any' | number) {
  const { runId } = await world.start(projectId, {
    semanticEncoder: CLIPS[0],
    furtherSemantic: CLIPS.slice(1),
    agreeSemantic,
    ...THRESHOLDS,
    ...KEPT,
  });
  await world.work(projectId, runId);
  const run = await world.ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
  return { runId, run, result: await readRunResult(world.ctx.storage, run.resultKey!) };
}

/** From the stored embeddings, once the first run has made them. */
async function count(): Promise<void> {
  const { encoders } = world.ctx;
  const matrices = [];
  for (const id of [...CLIPS, VISUAL]) {
    const key = embeddingKey((await encoders.get(id)).description);
    matrices.push(await loadMatrix(world.ctx, { projectId, key }));
  }
  images = matrices[0]!.imageIds;
  truth = new Map();
  for (let i = 0; i < images.length; i += 1) {
    for (let j = i + 1; j < images.length; j += 1) {
      const cosines = matrices.map(({ rows }) => dot(rows, i, j));
      truth.set(`${i} ${j}`, { clips: cosines.slice(0, 3), visual: cosines[3]! });
    }
  }
}

/** By rule, each mined once. */
const wholeRuns = new Map<string | number, ReturnType<typeof mined>>();

function wholeRun(rule: 'all' | 'any' | number): ReturnType<typeof mined> {
  const run = wholeRuns.get(rule) ?? mined(rule);
  wholeRuns.set(rule, run);
  return run;
}

const passing = (least: number) =>
  [...truth]
    .filter(
      ([, { clips, visual }]) =>
        clips.filter((cosine) => cosine > THRESHOLDS.minSemantic).length >= least &&
        visual < THRESHOLDS.maxVisual,
    )
    .map(([pair]) => pair);

describe('a run of three semantic encoders', () => {
  it.each(RULES)(
    'that asks for %s of them finds the pairs that %i are above of',
    async (rule, least) => {
      const whole = await wholeRun(rule);
      if (!truth) await count();
      const expected = passing(least);
      expect(expected.length).toBeGreaterThan(0);
      const { passing: found, imageIds } = whole.result;
      expect(imageIds).toEqual(images);
      expect([...found.i].map((i, k) => `${i} ${found.j[k]}`)).toEqual(expected);
      expect(found.each).toHaveLength(4);
      expected.forEach((name, k) => {
        const { clips, visual } = truth.get(name)!;
        const sorted = clips.toSorted((a, b) => b - a);
        expect(found.semantic[k]).toBeCloseTo(sorted[least - 1]!, 12);
        expect(found.visual[k]).toBeCloseTo(visual, 12);
        [...clips, visual].forEach((cosine, e) =>
          expect(found.each[e]![k]).toBeCloseTo(cosine, 12),
        );
      });

      // Cut into tiles it is the same to the bit, but for the drawn sample, which the run's id seeds.
      overrideEnv({ MINING_BLOCK_IMAGES: '512' });
      const cut = await mined(rule);
      expect(cut.result.passing).toEqual(found);
      expect(cut.result.imageIds).toEqual(images);
      expect(await keptBy(cut.runId)).toEqual(await keptBy(whole.runId));
    },
  );

  it('gives each encoder a column in its files and a line on the page of a pair', async () => {
    const { runId, result } = await wholeRun(2);
    const parts: Uint8Array[] = [];
    const { bytes, head } = await exportPairs(world.ctx, { projectId, runId, format: 'jsonl' });
    for await (const part of bytes) parts.push(part);
    const [first, ...lines] = Buffer.concat(parts)
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toEqual(head);
    expect(head.semantic).toMatchObject({
      encoder: CLIPS[0],
      agree: 2,
      further: [{ encoder: CLIPS[1] }, { encoder: CLIPS[2] }],
    });
    expect(head.visual).not.toHaveProperty('agree');
    for (const [e, id] of [...CLIPS, VISUAL].entries()) {
      expect(lines.map((line) => line[`cosine_${id}`])).toEqual([...result.passing.each[e]!]);
    }
    const kept = lines.find((line) => line.number !== null)!;
    const detail = await pairDetail(world.ctx, projectId, kept.number as number);
    expect(detail.runs.find((run) => run.runId === runId)?.each).toEqual(
      [...CLIPS, VISUAL].map((encoder) => ({
        encoder,
        role: encoder === VISUAL ? 'visual' : 'semantic',
        // Prisma's createMany writes 16 digits of a number in a list (17 of a number by itself).
        cosine: expect.closeTo(kept[`cosine_${encoder}`] as number, 14) as number,
      })),
    );
  });

  it('says of each encoder what it would find, and how much two have in common', async () => {
    const { runId } = await wholeRun('any');
    if (!truth) await count();
    const found = await encoderSensitivity(world.ctx, { projectId, runId });
    const alone = CLIPS.map(
      (_, e) =>
        new Set(
          [...truth]
            .filter(
              ([, { clips, visual }]) =>
                clips[e]! > THRESHOLDS.minSemantic && visual < THRESHOLDS.maxVisual,
            )
            .map(([pair]) => pair),
        ),
    );
    const at = (id: string) => found.combinations.findIndex(({ semantic }) => semantic === id);
    expect(found.images).toBe(IMAGES);
    expect(found.notEncoded).not.toContain(CLIPS[0]);
    CLIPS.forEach((id, e) => {
      expect(found.combinations[at(id)]).toEqual({
        semantic: id,
        visual: VISUAL,
        pairs: alone[e]!.size,
      });
      CLIPS.forEach((other, f) => {
        const both = [...alone[e]!].filter((pair) => alone[f]!.has(pair)).length;
        const either = new Set([...alone[e]!, ...alone[f]!]).size;
        expect(found.overlap[at(id)]![at(other)]).toBe(either === 0 ? null : both / either);
      });
    });

    // What does not fit is said beside the thresholds, not instead of them.
    overrideEnv({ MINING_MEMORY_MB: '1' });
    const near = await nearOf(world.ctx, { projectId, runId }, new AbortController().signal);
    expect(near.thresholds?.yields.flat().length).toBeGreaterThan(0);
    expect(near).toMatchObject({
      encoders: null,
      reason: expect.stringContaining('mining may use 1 MB'),
    });
  });

  it('is another run with another rule, and goes on only with its own', async () => {
    const fields = { semanticEncoder: CLIPS[0], furtherSemantic: CLIPS.slice(1), ...THRESHOLDS };
    const { runId } = await world.start(projectId, { ...fields, agreeSemantic: 2 });
    const resumed = (agreeSemantic: 'any' | number) =>
      resumeMining(world.ctx, { ...miningInput({ ...fields, agreeSemantic }), projectId });
    expect(await resumed('any')).toBeNull();
    expect((await resumed(2))?.runId).toBe(runId);
  });

  it.each([
    [{ furtherSemantic: [CLIPS[0]] }, /named twice/],
    [{ furtherSemantic: [VISUAL] }, /cannot serve as the semantic one/],
    [{ furtherVisual: [CLIPS[1]] }, /cannot serve as the visual one/],
    [{ furtherSemantic: [CLIPS[1]], agreeSemantic: 3 }, /3 encoders cannot agree/],
    [{ agreeVisual: 2 }, /there is 1/],
  ])('is refused with %j', async (fields, message) => {
    const start = world.start(projectId, { semanticEncoder: CLIPS[0], ...fields });
    await expect(start).rejects.toThrow(message);
  });
});

const keptBy = (runId: string) =>
  world.ctx.db.minedPair.findMany({
    where: { runId },
    orderBy: { rank: 'asc' },
    select: { rank: true, semantic: true, visual: true, cosines: true, pairId: true },
  });
