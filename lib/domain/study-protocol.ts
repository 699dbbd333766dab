/** The rules of a study that are fixed before anybody answers. */
import { itemsPerScreen, type Presentation } from './presentation';
import type { SeededRng } from './rng';

/** With all that goes with it; what planning and the rule on attention checks count with. */
export const SECONDS_PER_ITEM = 10;
const LONG_MINUTES = 5;
export const LEAST_CHECKS = 2;

/** A study of more than five minutes needs attention checks (Prolific's rule on fair checks). */
export const leastChecks = (items: number): number =>
  items * SECONDS_PER_ITEM > 60 * LONG_MINUTES ? LEAST_CHECKS : 0;

/**
 * Of a rater's items that must be answered for the completion code where time or study end before the last.
 * Pay is for time: each item takes its time, also where the other item of its pair was not reached.
 */
export const LEAST_PERCENT_FOR_CODE = 50;

/**
 * Of a rater's pairs that must be answered whole for a place to stay taken once the time is up. Places are for
 * data: the first half of an order has one item of every pair, so that half of the items can be no whole pair,
 * and a study full of such raters would have measured nothing.
 */
export const LEAST_PERCENT_FOR_PLACE = 50;

/** Whether a part that ended before its last item is paid like a whole one. Practice and checks are no items. */
export const earnsCode = (answered: number, items: number): boolean =>
  items > 0 && 100 * answered >= LEAST_PERCENT_FOR_CODE * items;

const HOUR_MS = 60 * 60 * 1000;

/** A rater who gave no answer for so long has dropped out, and somebody else may take the place. */
export const DROP_OUT_MS = 24 * HOUR_MS;

/**
 * The same for whoever came in by the open link and has answered nothing at all: a program that only joins
 * cannot keep a study full.
 */
export const UNANSWERED_MS = HOUR_MS;

/** The most attention checks of a rater with so many pairs: each stands between two screens of the study. */
export const mostChecks = (pairs: number, presentation: Presentation): number =>
  Math.max(0, (2 * pairs) / itemsPerScreen(presentation) - 1);

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

export interface RulesOfProtocol {
  qualifyPercent: number;
  practicePairs: number;
  attentionChecks: number;
  attentionMistakesAllowed: number | null;
  presentation: Presentation;
  /** Of one rater; null where that is not known yet. */
  pairs: number | null;
}

/**
 * What a study states and cannot do: a share of right practice items without practice, more attention checks
 * than have a place, or as many mistakes allowed as there are checks. Null where there is none.
 */
export function hollowRule(
  protocol: RulesOfProtocol,
): 'qualifyWithoutPractice' | 'checksTooMany' | 'mistakesNeverTooMany' | null {
  const { qualifyPercent, practicePairs, attentionChecks, attentionMistakesAllowed } = protocol;
  const { pairs, presentation } = protocol;
  if (qualifyPercent > 0 && practicePairs === 0) return 'qualifyWithoutPractice';
  if (pairs !== null && attentionChecks > mostChecks(pairs, presentation)) return 'checksTooMany';
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
