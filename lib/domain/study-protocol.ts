/** The rules of a study that are fixed before anybody answers. */
import type { SeededRng } from './rng';

/** With all that goes with it; what planning and the rule on attention checks count with. */
export const SECONDS_PER_ITEM = 10;
const LONG_MINUTES = 5;
export const LEAST_CHECKS = 2;

/** A study of more than five minutes needs attention checks (Prolific's rule on fair checks). */
export const leastChecks = (items: number): number =>
  items * SECONDS_PER_ITEM > 60 * LONG_MINUTES ? LEAST_CHECKS : 0;

/** Of a rater's items that must be answered for the completion code where time or study end before the last. */
export const LEAST_PERCENT_FOR_CODE = 50;

/** Whether a part that ended before its last item is paid like a whole one. Practice and checks are no items. */
export const earnsCode = (answered: number, items: number): boolean =>
  items > 0 && 100 * answered >= LEAST_PERCENT_FOR_CODE * items;

/** A rater who gave no answer for so long has dropped out, and somebody else may take the place. */
export const DROP_OUT_MS = 24 * 60 * 60 * 1000;

/**
 * Before which study trials (1-based) the attention checks come: one in each of as many equal
 * stretches, never before the first trial, in rising order. At most one before a trial.
 */
export function checkPositions(trials: number, checks: number, rng: SeededRng): number[] {
  const count = Math.min(checks, Math.max(0, trials - 1));
  return Array.from({ length: count }, (_, i) => {
    const from = 2 + Math.floor((i * (trials - 1)) / count);
    const to = 2 + Math.floor(((i + 1) * (trials - 1)) / count);
    return from + rng.nextInt(to - from);
  });
}

/**
 * A rule that a study states and that can never decide anything: a share of right practice items without
 * practice, or as many mistakes allowed as there are checks. Null where there is none.
 */
export function hollowRule(protocol: {
  qualifyPercent: number;
  practicePairs: number;
  attentionChecks: number;
  attentionMistakesAllowed: number | null;
}): 'qualifyWithoutPractice' | 'mistakesNeverTooMany' | null {
  const { qualifyPercent, practicePairs, attentionChecks, attentionMistakesAllowed } = protocol;
  if (qualifyPercent > 0 && practicePairs === 0) return 'qualifyWithoutPractice';
  if (attentionMistakesAllowed !== null && attentionMistakesAllowed >= attentionChecks) {
    return 'mistakesNeverTooMany';
  }
  return null;
}

export interface ExclusionRules {
  attentionMistakesAllowed: number | null;
  leastMedianMs: number | null;
}

export type ExclusionReason = 'attention' | 'too-fast';

/**
 * Why a rater is left out by rules fixed in advance; null where none applies. Accuracy on study items
 * is no rule, and none is made of it. `attentionWrong` counts given answers only.
 */
export function exclusionOf(
  rules: ExclusionRules,
  rater: { attentionWrong: number; activeMs: readonly number[] },
): ExclusionReason | null {
  const { attentionMistakesAllowed, leastMedianMs } = rules;
  if (attentionMistakesAllowed !== null && rater.attentionWrong > attentionMistakesAllowed) {
    return 'attention';
  }
  if (leastMedianMs !== null && rater.activeMs.length > 0) {
    if (median(rater.activeMs) < leastMedianMs) return 'too-fast';
  }
  return null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
