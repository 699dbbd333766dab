import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ENCODERS } from '@/lib/domain/encoders';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { cosine } from '@/lib/domain/mining/rows';
import { renderCorpus, type SceneTruth } from '@/miniature/scenes/corpus';
import { differingKinds } from '@/miniature/scenes/scene';
import { joinPairsFast } from '../join/join';
import { EncoderPool } from './pool';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from './registry';

const pool = new EncoderPool({ registry: createEncoderRegistry([MINIATURE_WEIGHTS]), threads: 2 });
const COUNT = 300;
let truth: SceneTruth[];
let semantic: UnitRows;
let visual: UnitRows;

beforeAll(async () => {
  const files = new Map<string, Buffer>();
  truth = await renderCorpus(
    { count: COUNT, seed: 20240111 },
    async (file, png) => void files.set(file, png),
  );
  const images = truth.map((scene) => files.get(scene.file)!);
  const encode = async (id: string): Promise<UnitRows> => ({
    data: await pool.encodeImages(id, images),
    count: COUNT,
    dimensions: 128,
  });
  semantic = await encode(DEFAULT_ENCODERS.semanticEncoder);
  visual = await encode(DEFAULT_ENCODERS.visualEncoder);
  // 300 scenes are rendered first: twenty seconds on a quiet machine, minutes on a busy one.
}, 300_000);
afterAll(() => pool.close());

describe('the demonstration corpus through both encoders', () => {
  it('mines changed details, and never a near-duplicate', async () => {
    const pairs = await joinPairsFast({
      semantic,
      visual,
      thresholds: { semanticAbove: 0.95, visualBelow: 0.6 },
    });
    const sameBase = pairs.filter((p) => truth[p.i]!.base.id === truth[p.j]!.base.id);
    const nearDuplicates = sameBase.filter(
      (p) => differingKinds(truth[p.i]!.details, truth[p.j]!.details).length === 0,
    );
    expect(nearDuplicates).toEqual([]);
    expect(sameBase.length / pairs.length).toBeGreaterThanOrEqual(0.9);
    expect(pairs.length).toBeGreaterThan(50);
  });

  it('has encoders that disagree on the heading of the main object', () => {
    const at = (variant: string, id: number) =>
      truth.findIndex((scene) => scene.variant === variant && scene.base.id === id);
    const gaps = truth
      .filter((scene) => scene.variant === 'heading')
      .map((scene) => [at('original', scene.base.id), at('heading', scene.base.id)] as const)
      .filter(([a]) => a >= 0)
      .map(([a, b]) => cosine(semantic, a, semantic, b) - cosine(visual, a, visual, b));
    const median = gaps.sort((x, y) => x - y)[Math.floor(gaps.length / 2)]!;
    expect(median).toBeGreaterThan(0.25);
  });
});
