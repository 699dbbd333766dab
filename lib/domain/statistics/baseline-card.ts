/** How people did on a set of pairs and how that was measured: what a study and a release carry alike. */
import type { CardPay, CardRecruitment } from '../recruiting';
import type { ExclusionReason, ExclusionRules } from '../study-protocol';
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
  agreementIntervals: AgreementIntervals;
  /** Without those whom rules fixed in advance leave out; null where they leave out nobody, or all. */
  withoutExcluded: {
    raters: number;
    mean: Record<'pair' | 'item', CrossedResult>;
    majority: Majority;
    agreement: Agreement;
    agreementIntervals: AgreementIntervals;
  } | null;
}

/** Whom the study's protocol let in and for how long; each rater counts under one heading. */
export interface CardProtocol {
  /** A rehearsal, no measurement. */
  pilot: boolean;
  /** Items with feedback before the study's: the most that any rater was given. */
  practiceItems: number;
  /** Percent of practice items that had to be right to go on; 0 asked for none. */
  qualifyPercent: number;
  /** Raters who had fewer right and never saw a study item: selected by accuracy, on practice. */
  disqualified: number;
  /** That the study asks for. */
  attentionChecks: number;
  /** Laid out for the raters, of whom some may see fewer pairs; null before anybody began. */
  attentionChecksGiven: { least: number; most: number } | null;
  /**
   * The least number of trials between the two items of a pair that any rater met, from the orders laid
   * out; few pairs allow less than the study asks for.
   */
  trialDistance: number;
  /** Pairs of the study; a release may have fewer. */
  studyPairs: number;
  /** How many of these each rater was given at most, of those that fewest had; null where everybody got all. */
  pairsPerRater: number | null;
  /** Hours between two sessions with one item of every pair each; null where all was one session. */
  sessionGapHours: number | null;
  /** Null where there was no limit. */
  timeCapMinutes: number | null;
  /** Raters whose time was up; their answers until then stand. */
  timedOut: number;
  /** Of those, who had answered too little for the completion code, and whose places were given anew. */
  outOfTime: number;
  /** Raters who answered everything. */
  finished: number;
  /** Raters who began, stopped or were cut off when the study closed, and are counted under no other heading; what they answered stands. */
  left: number;
  /** Raters who withdrew, and whose answers are deleted. */
  withdrawn: number;
  /** What nobody said, a card does not leave out in silence. */
  recruitment: CardRecruitment;
  /** Whom the study leaves out whatever they answered on its items; null is no such rule. */
  rules: ExclusionRules;
  /** What raters agreed to, beside what every study says. */
  consentText: string;
  pay: CardPay;
}

/** How it was measured, as the study's row says it. */
export interface CardStudy extends CardProtocol {
  primaryEstimand: string;
  /** What raters read before they began. */
  instructions: string;
  /** Of the guidelines in force when it opened; null where that was not noted. */
  guidelineVersion: number | null;
  openedAt: Date | null;
  closedAt: Date | null;
  /**
   * Raters with answers here whom rules fixed in advance leave out, by rule; they are part of the numbers
   * above. With none `withoutExcluded` is null; it is too where nobody is left without them.
   */
  excluded: Partial<Record<ExclusionReason, number>>;
}

/** In the words of files, which are English. */
const SIDE_BY_SIDE =
  'Raters saw both images of a pair side by side and could compare them. These numbers are an upper bound of what people see and are not comparable with a model that sees one image at a time.';

export interface BaselineCard extends CardNumbers, Omit<CardStudy, 'openedAt' | 'closedAt'> {
  openedAt: string | null;
  closedAt: string | null;
  /** The study's, and those in which answers were given; distinct, sorted. */
  presentation: string[];
  /** Why these numbers cannot be set against a model's; null where they can. */
  caveat: string | null;
}

export const baselineCard = (
  { openedAt, closedAt, ...study }: CardStudy,
  numbers: CardNumbers,
  presentations: Iterable<string>,
): BaselineCard => {
  const presentation = [...new Set(presentations)].sort();
  return {
    ...study,
    openedAt: openedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    ...numbers,
    presentation,
    caveat: presentation.includes('side-by-side') ? SIDE_BY_SIDE : null,
  };
};

/** How many of those who answered each rule leaves out; who answered nothing here changes no number. */
export function countsOf(
  excluded: ReadonlyMap<string, ExclusionReason>,
  answers: Iterable<{ raterId: string }>,
): Partial<Record<ExclusionReason, number>> {
  const counts: Partial<Record<ExclusionReason, number>> = {};
  for (const raterId of new Set(Array.from(answers, (answer) => answer.raterId))) {
    const reason = excluded.get(raterId);
    if (reason) counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
