/** What is mined from a corpus, by the product's own join, and what of it is what it should be. */
import type { BlindPair } from '@/lib/domain/mining/join';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { joinPairsFast } from '@/lib/infra/join/join';
import { DEFAULT_MINING } from '@/lib/features/mining/schemas';
import { PATTERNS, type PatternId } from '@/miniature/scenes/kinds';
import type { PlannedScene } from '@/miniature/scenes/plan';
import { compareScenes, disjointPairs, type BurstPair } from './truth';

export type MinedPair = BlindPair & BurstPair;

export interface MiningResult {
  mined: number;
  /** Pairs of one burst with at least one changed detail. */
  named: MinedPair[];
  namedShare: number;
  /** Pairs of one burst that show the same. */
  nearDuplicates: number;
  /** Per pattern: pairs that differ in it alone, and how many of them share no scene. */
  patterns: Record<PatternId, { pairs: number; disjoint: number }>;
}

export async function mineWorld(
  scenes: readonly PlannedScene[],
  semantic: UnitRows,
  visual: UnitRows,
): Promise<MiningResult> {
  const thresholds = {
    semanticAbove: DEFAULT_MINING.minSemantic,
    visualBelow: DEFAULT_MINING.maxVisual,
  };
  const pairs = await joinPairsFast({ semantic, visual, thresholds });
  const sameBurst = pairs
    .filter(({ i, j }) => scenes[i]!.base.id === scenes[j]!.base.id)
    .map((pair) => ({ ...pair, ...compareScenes(scenes, pair.i, pair.j) }))
    .sort((a, b) => b.semantic - b.visual - (a.semantic - a.visual));
  const named = sameBurst.filter(({ kinds }) => kinds.length > 0);
  const of = (pattern: PatternId) => named.filter((pair) => pair.pattern === pattern);
  return {
    mined: pairs.length,
    named,
    namedShare: pairs.length === 0 ? 0 : named.length / pairs.length,
    nearDuplicates: sameBurst.length - named.length,
    patterns: Object.fromEntries(
      PATTERNS.map((id) => [id, { pairs: of(id).length, disjoint: disjointPairs(of(id)).length }]),
    ) as MiningResult['patterns'],
  };
}
