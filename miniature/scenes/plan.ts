/** Which scenes a corpus has: bursts of one scene with small changes, and unrelated single scenes. */
import { classesOf, makeBase, patternOf, type SceneBase, type SceneDetails } from './scene';
import { changeOneDetail, makeDetails, type PatternWeights } from './details';
import { sceneClass } from './classes';
import type { KindId, PatternId } from './kinds';
import { sceneRng } from './rng';

export type SceneVariant = 'original' | 'near-duplicate' | KindId;

export interface PlannedScene {
  base: SceneBase;
  details: SceneDetails;
  /** How it differs from the original of its base. */
  variant: SceneVariant;
  /** Pattern of the changed detail; null for an original and its near-duplicate. */
  pattern: PatternId | null;
  cameraSeed: number;
}

export interface PlanOptions {
  count: number;
  seed: number;
  /** Leaves the held-out classes out. */
  seenOnly?: boolean;
  /** Draws rare classes as often as frequent ones. */
  evenClasses?: boolean;
  /** Which patterns change more often than others. */
  weights?: PatternWeights;
  /** Share of bases that come as one scene alone instead of a burst. */
  singles?: number;
}

export interface Split extends Omit<PlanOptions, 'count'> {
  count: number;
}

/** Some patterns need more of a scene (a second object, a sign) and are drawn more often for it. */
export const EVEN: PatternWeights = {
  text: 3,
  structural: 1.7,
  state: 1.3,
  positional: 1.5,
  orientation: 1.2,
  presence: 0.75,
  viewpoint: 0.75,
  quantity: 0.9,
};

/** Seeds lie far apart: a base's seed is the split's plus a multiple of its number. */
export const SPLITS = {
  train: {
    seed: 1_100_000_007,
    count: 24_000,
    seenOnly: true,
    // More different scenes for the words, enough bursts for the details.
    singles: 0.55,
    weights: { state: 2, structural: 2.2, text: 3.2, color: 1.5, positional: 1.3 },
  },
  /** For the words alone: every scene another one, so that a class is met in many surroundings. */
  words: { seed: 1_700_000_009, count: 30_000, seenOnly: true, evenClasses: true, singles: 1 },
  dev: { seed: 2_200_000_033, count: 2_000 },
  test: { seed: 3_300_000_077, count: 3_000 },
} as const satisfies Readonly<Record<string, Split>>;
export type SplitName = keyof typeof SPLITS;

const SINGLES = 0.2;

/** Spreads neighbouring numbers over all 32-bit seeds (a finaliser of MurmurHash3, public domain). */
export function mixedSeed(seed: number, id: number): number {
  let h = (seed ^ Math.imul(id + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** One burst; a pure function of the seed, the number and the options. */
export function planBurst(id: number, options: Omit<PlanOptions, 'count'>): PlannedScene[] {
  const rng = sceneRng(mixedSeed(options.seed, id));
  const base = makeBase(rng, id, options);
  const details = makeDetails(rng, base);
  const scenes: Omit<PlannedScene, 'base' | 'cameraSeed'>[] = [
    { details, variant: 'original', pattern: null },
  ];
  if (rng() >= (options.singles ?? SINGLES)) {
    scenes.push({ details, variant: 'near-duplicate', pattern: null });
    const taken = new Set<KindId>();
    for (let left = 3 + Math.floor(rng() * 4); left > 0; left -= 1) {
      const change = changeOneDetail(rng, base, details, taken, options.weights ?? EVEN);
      if (change === null) break;
      taken.add(change.kind);
      scenes.push({
        details: change.details,
        variant: change.kind,
        pattern: patternOf(change.kind),
      });
    }
  }
  return scenes.map((scene) => ({ base, ...scene, cameraSeed: Math.floor(rng() * 2 ** 31) }));
}

/** The scenes of a corpus without their pixels, in drawing order. */
export function planScenes(options: PlanOptions): PlannedScene[] {
  const { count } = options;
  if (!Number.isInteger(count) || count < 1) throw new RangeError('count must be at least 1.');
  const scenes: PlannedScene[] = [];
  for (let id = 0; scenes.length < count; id += 1) scenes.push(...planBurst(id, options));
  scenes.length = count;
  return scenes;
}

export const isHeldOut = (base: SceneBase): boolean =>
  classesOf(base).some((name) => sceneClass(name).heldOut);
