import { describe, expect, it } from 'vitest';
import { PATTERN_IDS } from '@/lib/domain/patterns';
import { CLASSES, sceneClass } from './classes';
import { KINDS, PATTERNS } from './kinds';
import { isHeldOut, planScenes, SPLITS, type PlannedScene, type SplitName } from './plan';
import { sceneRecord } from './records';
import { classesOf, differingKinds } from './scene';

const planOf = (split: SplitName, count?: number): PlannedScene[] =>
  planScenes({ ...SPLITS[split], ...(count && { count }) });
const test = planOf('test');
const train = planOf('train');

function bursts(plan: readonly PlannedScene[]): PlannedScene[][] {
  const found = new Map<number, PlannedScene[]>();
  for (const scene of plan) {
    const burst = found.get(scene.base.id);
    if (burst) burst.push(scene);
    else found.set(scene.base.id, [scene]);
  }
  return [...found.values()];
}

describe('a burst', () => {
  it('differs from its original exactly where the truth says so', () => {
    for (const [original, ...rest] of bursts(test)) {
      for (const scene of rest) {
        const differences = differingKinds(original!.details, scene.details);
        expect(differences).toEqual(scene.variant === 'near-duplicate' ? [] : [scene.variant]);
        expect(scene.pattern).toBe(
          scene.variant === 'near-duplicate' || scene.variant === 'original'
            ? null
            : KINDS[scene.variant].pattern,
        );
      }
    }
  });

  it('has an original, one control, and at most six changes of different kinds', () => {
    for (const burst of bursts(test).slice(0, -1)) {
      const variants = burst.map((scene) => scene.variant);
      expect(variants[0]).toBe('original');
      expect(new Set(variants).size).toBe(variants.length);
      if (variants.length > 1) expect(variants[1]).toBe('near-duplicate');
      expect(variants.length).toBeLessThanOrEqual(8);
    }
    const alone = bursts(test).filter((burst) => burst.length === 1).length;
    expect(alone / bursts(test).length).toBeGreaterThan(0.15);
  });
});

describe('the test corpus', () => {
  it('has 3,000 scenes and at least 150 single-detail changes of every pattern', () => {
    expect(test).toHaveLength(3000);
    for (const pattern of PATTERNS) {
      const changed = test.filter((scene) => scene.pattern === pattern).length;
      expect(changed, pattern).toBeGreaterThanOrEqual(150);
    }
  });

  it('has several kinds of difference in every pattern', () => {
    for (const pattern of PATTERNS) {
      const kinds = new Set(test.filter((s) => s.pattern === pattern).map((s) => s.variant));
      expect(kinds.size, pattern).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('the splits', () => {
  it('share no scene', () => {
    const keys = (['train', 'dev', 'test'] as const).map(
      (split) =>
        new Set(
          planOf(split).map(({ base, details }) => JSON.stringify([{ ...base, id: 0 }, details])),
        ),
    );
    for (const [i, a] of keys.entries()) {
      for (const b of keys.slice(i + 1)) expect([...a].filter((key) => b.has(key))).toEqual([]);
    }
  });

  it('keep a tenth of the classes out of training, and show them in dev and test', () => {
    const heldOut = [...CLASSES.values()].filter((entry) => entry.heldOut);
    expect(heldOut.length / CLASSES.size).toBeGreaterThan(0.07);
    expect(heldOut.length / CLASSES.size).toBeLessThan(0.13);
    expect(new Set(heldOut.map((entry) => entry.kind)).size).toBe(4);
    expect(train.filter((scene) => isHeldOut(scene.base))).toEqual([]);
    for (const split of ['dev', 'test'] as const) {
      const shown = new Set(planOf(split).flatMap(({ base }) => classesOf(base)));
      const seen = heldOut.filter(({ name }) => shown.has(name));
      expect(seen.length / heldOut.length, split).toBeGreaterThan(0.9);
    }
  });

  it('show every class that is not held out often enough to learn it', () => {
    const shown = new Map<string, number>();
    for (const { base, variant } of train) {
      if (variant !== 'original') continue;
      for (const name of classesOf(base)) shown.set(name, (shown.get(name) ?? 0) + 1);
    }
    for (const entry of CLASSES.values()) {
      if (!entry.heldOut) expect(shown.get(entry.name) ?? 0, entry.name).toBeGreaterThanOrEqual(15);
    }
  });

  it('flag a held-out class wherever it stands in the scene', () => {
    const flagged = test.filter((scene) => isHeldOut(scene.base));
    expect(flagged.some(({ base }) => !sceneClass(base.main).heldOut)).toBe(true);
    expect(flagged.some(({ base }) => sceneClass(base.main).heldOut)).toBe(true);
  });
});

describe('a record', () => {
  it('names the nine patterns as the product does', () => {
    expect(PATTERNS).toEqual(PATTERN_IDS);
  });

  it('is the same each time, and its captions differ from scene to scene', () => {
    const scene = test[10]!;
    expect(sceneRecord(scene, 10, SPLITS.test.seed, 8)).toEqual(
      sceneRecord(scene, 10, SPLITS.test.seed, 8),
    );
    expect(sceneRecord(scene, 11, SPLITS.test.seed, 8).captions).not.toEqual(
      sceneRecord(scene, 10, SPLITS.test.seed, 8).captions,
    );
    expect(sceneRecord(scene, 10, SPLITS.test.seed, 8).captions).toHaveLength(8);
  });
});
