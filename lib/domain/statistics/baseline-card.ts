/** How people did on a set of pairs and how that was measured: what a study and a release carry alike. */
import type { ExclusionReason } from '../study-protocol';
import type { Agreement } from './agreement';
import type { AgreementIntervals } from './agreement-interval';
import type { CrossedResult } from './crossed-bootstrap';
import type { Majority } from './study-parts';

/** What was measured; shares in [0, 1]. */
export interface CardNumbers {
  /** Of every draw. */
  seed: string;
  raters: number;
  pairs: number;
  answers: number;
  /** Scored wrong. */
  cantTell: number;
  mean: Record<'pair' | 'item', CrossedResult>;
  majority: Majority;
  agreement: Agreement;
  /** Null where they were not computed. */
  agreementIntervals: AgreementIntervals | null;
  /** Without those whom rules fixed in advance leave out; null where they leave out nobody. */
  withoutExcluded: { raters: number; mean: Record<'pair' | 'item', CrossedResult> } | null;
}

/** How it was measured, as the study's row says it. */
export interface CardStudy {
  primaryEstimand: string;
  trialDistance: number;
  /** What raters read before they began. */
  instructions: string;
  /** Of the guidelines in force when it opened; null where that was not noted. */
  guidelineVersion: number | null;
  openedAt: Date | null;
  closedAt: Date | null;
  /** Raters who withdrew, and whose answers are deleted. */
  withdrawn: number;
  /** Raters whom rules fixed in advance leave out, by rule; they are part of the numbers above. */
  excluded: Partial<Record<ExclusionReason, number>>;
}

export interface BaselineCard extends CardNumbers, Omit<CardStudy, 'openedAt' | 'closedAt'> {
  openedAt: string | null;
  closedAt: string | null;
  /** Distinct modes in which answers were given, sorted. */
  presentation: string[];
  /** Nothing in the data says these; a card does not leave them out in silence. */
  recruitment: 'not recorded';
  pay: 'not recorded';
}

export const baselineCard = (
  { openedAt, closedAt, ...study }: CardStudy,
  numbers: CardNumbers,
  presentation: Iterable<string>,
): BaselineCard => ({
  ...study,
  openedAt: openedAt?.toISOString() ?? null,
  closedAt: closedAt?.toISOString() ?? null,
  ...numbers,
  presentation: [...new Set(presentation)].sort(),
  recruitment: 'not recorded',
  pay: 'not recorded',
});

/** How many each rule leaves out. */
export function countsOf(
  excluded: Iterable<ExclusionReason>,
): Partial<Record<ExclusionReason, number>> {
  const counts: Partial<Record<ExclusionReason, number>> = {};
  for (const reason of excluded) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
