/** What is true of two scenes of a corpus. */
import type { KindId, PatternId } from '@/miniature/scenes/kinds';
import type { PlannedScene } from '@/miniature/scenes/plan';
import { differingKinds, patternOf } from '@/miniature/scenes/scene';

/** Two scenes of one burst, i < j, and all in which they differ to the eye. */
export interface BurstPair {
  i: number;
  j: number;
  kinds: KindId[];
  /** The pattern of all differences, if they are of one. */
  pattern: PatternId | null;
}

export function compareScenes(scenes: readonly PlannedScene[], i: number, j: number): BurstPair {
  const kinds = differingKinds(scenes[i]!.details, scenes[j]!.details);
  const [pattern, ...others] = new Set(kinds.map(patternOf));
  return { i, j, kinds, pattern: pattern && others.length === 0 ? pattern : null };
}

/** All pairs within bursts; scenes of a burst follow each other. */
export function burstPairs(scenes: readonly PlannedScene[]): BurstPair[] {
  const pairs: BurstPair[] = [];
  for (let i = 0; i < scenes.length; i += 1) {
    for (let j = i + 1; scenes[j]?.base.id === scenes[i]!.base.id; j += 1) {
      pairs.push(compareScenes(scenes, i, j));
    }
  }
  return pairs;
}

/** How many pairs can be taken in this order without using a scene twice. */
export function disjointPairs<T extends { i: number; j: number }>(pairs: readonly T[]): T[] {
  const used = new Set<number>();
  return pairs.filter(({ i, j }) => {
    if (used.has(i) || used.has(j)) return false;
    used.add(i).add(j);
    return true;
  });
}
