import type { CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import type { Interval } from '@/lib/domain/statistics/wilson';
import type { StudyAnalysis, Variant } from '../analysis';

const MEASURES = ['meanPair', 'meanItem', 'majorityPair', 'majorityItem'] as const;
export type MeasureId = (typeof MEASURES)[number];

/** One accuracy as the figure and the table show it; shares in [0, 1]. */
export interface MeasureRow {
  id: MeasureId;
  estimate: number;
  lower: number;
  upper: number;
  /** Null for a majority, which is one answer per item. */
  raters: number | null;
  pairs: number;
  method:
    | { name: 'crossed-logit-t' | 'crossed-bootstrap'; draws: number }
    | { name: 'wilson'; n: number; unit: 'pairs' | 'raters' };
  fewRaters: boolean;
}

const ESTIMAND_OF: Record<MeasureId, string> = {
  meanPair: 'mean-individual-pair-accuracy',
  meanItem: 'mean-individual-item-accuracy',
  majorityPair: 'majority-pair-accuracy',
  majorityItem: 'majority-item-accuracy',
};

/** What the study named as primary before it opened; null where that is none of these. */
export const primaryOf = ({ primaryEstimand }: Pick<StudyAnalysis, 'primaryEstimand'>) =>
  MEASURES.find((id) => ESTIMAND_OF[id] === primaryEstimand) ?? null;

/** The measured accuracies in the order of the page. */
export function measureRows({ mean, majority }: Pick<Variant, 'mean' | 'majority'>): MeasureRow[] {
  return [
    crossedRow('meanPair', mean.pair),
    crossedRow('meanItem', mean.item),
    majorityRow('majorityPair', majority.pair, majority.pairs),
    majorityRow('majorityItem', majority.item, majority.pairs),
  ].filter((row) => row !== null);
}

function crossedRow(id: MeasureId, result: CrossedResult): MeasureRow | null {
  if (!result.available) return null;
  const { estimate, lower, upper, nRaters, nPairs, method, note } = result;
  return {
    id,
    estimate,
    lower,
    upper,
    raters: nRaters,
    pairs: nPairs,
    method,
    fewRaters: note === 'few-raters',
  };
}

function majorityRow(id: MeasureId, interval: Interval | null, pairs: number): MeasureRow | null {
  if (interval === null) return null;
  const { estimate, lower, upper } = interval;
  const method = { name: 'wilson', n: pairs, unit: 'pairs' } as const;
  return { id, estimate, lower, upper, raters: null, pairs, method, fewRaters: false };
}
