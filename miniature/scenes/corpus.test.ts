import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { planCorpus, renderCorpus, type CorpusOptions, type SceneTruth } from './corpus';
import { SceneRenderer } from './render';
import { differingDimensions } from './scene';

async function rendered(options: CorpusOptions) {
  const files = new Map<string, string>();
  const truth = await renderCorpus(options, async (file, png) => {
    files.set(file, createHash('sha256').update(png).digest('hex'));
  });
  return { files: [...files].sort(), truth };
}

describe('the demonstration corpus', () => {
  it('is the same bytes for the same seed and other bytes for another', async () => {
    const [first, second, other] = [
      await rendered({ count: 40, seed: 7 }),
      await rendered({ count: 40, seed: 7 }),
      await rendered({ count: 40, seed: 8 }),
    ];
    expect(second).toEqual(first);
    expect(first.files.some(([, hash]) => other.files.some(([, h]) => h === hash))).toBe(false);
  });

  it('hands over every scene once, under names that do not follow the bases', async () => {
    const { files, truth } = await rendered({ count: 60, seed: 3 });
    expect(files.map(([file]) => file)).toEqual(
      Array.from({ length: 60 }, (_, i) => `scene-${String(i + 1).padStart(4, '0')}.png`),
    );
    expect(truth.map((scene) => scene.file)).toEqual(files.map(([file]) => file));
    const neighbours = truth.filter((scene, i) => scene.base.id === truth[i + 1]?.base.id).length;
    // In drawing order about 46 of 59 neighbours would share their base.
    expect(neighbours).toBeLessThan(15);
  });

  it('differs from its original exactly where the truth says so', () => {
    const plan = planCorpus({ count: 1000, seed: 20240111 });
    const originals = new Map(
      plan.filter((s) => s.variant === 'original').map((s) => [s.base.id, s.details]),
    );
    for (const scene of plan) {
      const differences = differingDimensions(originals.get(scene.base.id)!, scene.details);
      const plain = scene.variant === 'original' || scene.variant === 'near-duplicate';
      expect(differences).toEqual(plain ? [] : [scene.variant]);
    }
  });

  it('asks nothing again that is there already, and stops when it is told to', async () => {
    const options = { count: 30, seed: 5 };
    const all = await rendered(options);
    const kept = all.files.slice(0, 20).map(([file]) => file);
    const rest = await rendered({ ...options, has: (file) => kept.includes(file) });
    expect(rest.files).toEqual(all.files.slice(20));
    expect(rest.truth).toEqual(all.truth);
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(rendered({ ...options, signal })).rejects.toThrow('stopped');
  });

  it('rejects when a file cannot be written', async () => {
    const full = async () => {
      throw new Error('No space left on device');
    };
    await expect(renderCorpus({ count: 20, seed: 5 }, full)).rejects.toThrow('No space left');
  });
});

/** Recorded by the renderer of the training run. */
const CAPTIONS_THEN = [
  'four purple cup upright with speaker to the left on the beach',
  'four purple cup upright with speaker to the left on the beach',
  'four purple cup sideways with speaker to the left on the beach',
  'four purple cup upright with speaker to the left and a small bee on the beach',
  'four blue police-car from the side facing right with basketball above on the road',
  'four blue police-car from the side facing right with basketball above on the road',
  'four blue police-car from the side facing right with basketball above and a small feather on the road',
  'four blue police-car from the side facing left with basketball above on the road',
];

/** Mean red, green and blue of each scene, recorded by the renderer of the training run. */
const MEANS_THEN = [
  [178.56, 190.4, 199.68],
  [181.82, 193.29, 202.28],
  [183.69, 195.87, 204.91],
  [176.73, 188.32, 196.94],
  [123.56, 136.19, 155.51],
  [118.52, 130.53, 149.09],
  [130.06, 142.81, 162.23],
  [121.71, 134.49, 153.53],
  [122, 135.17, 155.35],
  [118.34, 130.52, 147.61],
  [177.98, 147.42, 130.93],
  [179.25, 147.97, 131.15],
  [193.02, 161.24, 143.28],
  [182.76, 150.93, 133.52],
];

/** The set on which the shipped weights were evaluated when they were trained. */
const EVALUATION_SEED = 777000001;

describe('the renderer that the shipped weights were trained with', () => {
  const scenes = (count: number) => planCorpus({ count, seed: EVALUATION_SEED });

  it('draws the scenes of the evaluation set as they were then', async () => {
    const truth: SceneTruth[] = await renderCorpus(
      { count: 8, seed: EVALUATION_SEED },
      async () => undefined,
    );
    const captions = new Map(truth.map((scene) => [scene.file, scene.caption]));
    expect(scenes(8).map((scene) => captions.get(scene.file))).toEqual(CAPTIONS_THEN);
  });

  it('gives the colours that the evaluation set had', async () => {
    const renderer = new SceneRenderer();
    for (const [i, scene] of scenes(MEANS_THEN.length).entries()) {
      const pixels = await renderer.render(scene.base, scene.details, scene.cameraSeed);
      const sums = [0, 0, 0];
      pixels.forEach((value, k) => (sums[k % 3]! += value));
      // Another build of the SVG library may move edges by a fraction of a level.
      sums.forEach((sum, c) =>
        expect(Math.abs((sum * 3) / pixels.length - MEANS_THEN[i]![c]!)).toBeLessThan(0.1),
      );
    }
  });
});
