/** What the check says of 300 scenes whose truth is known, and of what was done to them. */
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fineGrid, largestChange } from '@/lib/domain/hygiene/local-change';
import { measure, type Measures } from '@/lib/domain/hygiene/measures';
import { hammingDistance, hashWords } from '@/lib/domain/hygiene/perceptual-hash';
import { DEFAULT_THRESHOLDS, judge } from '@/lib/domain/hygiene/rules';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { TextDetector } from '@/lib/infra/measuring/text-detector';
import { SCENE_SIZE } from '@/miniature/scenes/frame';
import { planScenes, type PlannedScene } from '@/miniature/scenes/plan';
import { SceneRenderer } from '@/miniature/scenes/render';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const SCENES = 300;
const side = { width: SCENE_SIZE, height: SCENE_SIZE };

interface Look {
  measures: Measures;
  grid: Float32Array;
}
interface Drawn extends Look {
  plan: PlannedScene;
  served: Buffer;
}

/** Text is looked for where there is a detector. */
async function look(bytes: Buffer, detector?: TextDetector): Promise<Look> {
  const pixels = (await measuredPixels(bytes))!;
  const text = detector ? await detector.share(pixels) : 0;
  return { measures: { ...measure(pixels), text }, grid: fineGrid(pixels) };
}

const drawn: Drawn[] = [];
beforeAll(async () => {
  const renderer = new SceneRenderer();
  const detector = await TextDetector.open();
  for (const plan of planScenes({ count: SCENES, seed: 20_261_125 })) {
    const rgb = await renderer.render(plan.base, plan.details, plan.cameraSeed);
    const served = await sharp(rgb, { raw: { ...side, channels: 3 } })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer();
    drawn.push({ plan, served, ...(await look(served, detector)) });
  }
  await detector.close();
});

const same = (a: Look, b: Look): boolean =>
  hammingDistance(hashWords(a.measures.hash), hashWords(b.measures.hash)) <=
    DEFAULT_THRESHOLDS.maxBits && largestChange(a.grid, b.grid) <= DEFAULT_THRESHOLDS.maxChange;

const share = async (change: (served: Buffer) => Sharp): Promise<number> => {
  const some = drawn.filter((_, k) => k % 3 === 0);
  let found = 0;
  for (const one of some) {
    if (same(one, await look(await change(one.served).toBuffer()))) found += 1;
  }
  return found / some.length;
};

describe('the check on 300 scenes', () => {
  it('flags none of them for itself, by day or at night', () => {
    const flagged = drawn.flatMap(({ measures }) =>
      judge({ ...side, measures }, DEFAULT_THRESHOLDS),
    );
    expect(flagged).toEqual([]);
    const nights = drawn.filter(({ plan }) => plan.details.daylight === 'night');
    expect(nights.length).toBeGreaterThan(5);
    // Many have a sign with words, which the detector finds and which nobody is to miss.
    const worded = drawn.filter(({ measures }) => measures.text > 0.5);
    expect(worded.length).toBeGreaterThan(10);
  });

  it('calls no two of them the same picture: every pair differs in a detail, or in the camera', () => {
    const wrong: string[] = [];
    let bursts = 0;
    let nearHashes = 0;
    for (let j = 1; j < drawn.length; j += 1) {
      for (let i = 0; i < j; i += 1) {
        const [a, b] = [drawn[i]!, drawn[j]!];
        if (a.plan.base === b.plan.base) bursts += 1;
        const bits = hammingDistance(hashWords(a.measures.hash), hashWords(b.measures.hash));
        if (bits > DEFAULT_THRESHOLDS.maxBits) continue;
        nearHashes += 1;
        if (same(a, b)) wrong.push(`${i} ${a.plan.variant}, ${j} ${b.plan.variant}`);
      }
    }
    expect(wrong).toEqual([]);
    // Hashes alone would have thrown away hundreds of pairs: what the second look is for.
    expect(bursts).toBeGreaterThan(500);
    expect(nearHashes).toBeGreaterThan(200);
  });

  it('knows them again after they were compressed, scaled down or a little brighter', async () => {
    expect(await share((served) => sharp(served).jpeg({ quality: 90 }))).toBe(1);
    expect(await share((served) => sharp(served).jpeg({ quality: 50 }))).toBeGreaterThan(0.98);
    expect(
      await share((served) => sharp(served).resize(314).jpeg({ quality: 85 })),
    ).toBeGreaterThan(0.95);
    expect(await share((served) => sharp(served).gamma(1.1).jpeg({ quality: 90 }))).toBeGreaterThan(
      0.95,
    );
  });

  it('takes none of them for its mirror image, for itself in grey, or for itself upside down', async () => {
    expect(await share((served) => sharp(served).flop().jpeg())).toBe(0);
    expect(await share((served) => sharp(served).flip().jpeg())).toBe(0);
    expect(await share((served) => sharp(served).grayscale().jpeg())).toBe(0);
  });

  it('sees every one of them blurred by four pixels, dark in the night, and blank without contrast', async () => {
    const reasonsOf = async (change: (served: Buffer) => Sharp): Promise<string[]> => {
      const found = new Set<string>();
      for (const { served } of drawn.filter((_, k) => k % 10 === 0)) {
        const { measures } = await look(await change(served).png().toBuffer());
        const [first] = judge({ ...side, measures }, DEFAULT_THRESHOLDS);
        found.add(first?.reason ?? 'none');
      }
      return [...found];
    };
    expect(await reasonsOf((served) => sharp(served).blur(4))).toEqual(['blurred']);
    expect(await reasonsOf((served) => sharp(served).linear(0.12, 0))).toEqual(['dark']);
    expect(await reasonsOf((served) => sharp(served).linear(0.02, 120))).toEqual(['blank']);
  });
});
