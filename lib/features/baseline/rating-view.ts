import type { Tx } from '@/lib/infra/db/client';
import type { Clock } from '@/lib/infra/clock';
import type { HandIn } from '@/lib/domain/participant';
import { handInFor } from './hand-in';
import type { OwnRating } from './own-rating';
import { newPractice, unseenPairs } from './unseen-pairs';
import { noteShown, upcoming, type Phase, type Upcoming } from './upcoming';

export type Shape = 'circle' | 'square';

/**
 * All that a rater's browser learns of an item. Key, pattern, cosines, the sibling, and every id but
 * the trial's own random one are not even read from the database.
 */
export interface TrialView {
  id: string;
  phase: Phase;
  /** 1-based, among the practice items or among the study's. */
  position: number;
  total: number;
  /** Empty for an attention check. */
  question: string;
  /** In the order of display; for an attention check, ids of shapes. */
  options: [string, string];
  /** What an attention check asks to choose, openly. */
  check: Shape | null;
  /** Pixels of the served JPEG; the address takes the trial's id. */
  image: { url: string; width: number; height: number };
}

export type RatingView =
  | {
      state: 'consent';
      studyName: string;
      instructions: string;
      consentText: string;
      items: number;
      practice: number;
      attentionChecks: number;
      timeCapMinutes: number | null;
    }
  | { state: 'answering'; trial: TrialView; preload: { trialId: string; url: string } | null }
  /** After a practice item: what would have been right; `next` follows. */
  | { state: 'feedback'; right: boolean; answer: string; next: RatingView }
  /** `handIn` where a recruiting platform takes the code. */
  | { state: 'done'; completionCode: string; handIn: HandIn | null }
  | { state: 'disqualified'; screenOutCode: string | null; handIn: HandIn | null }
  | { state: 'closed' }
  | { state: 'withdrawn' };

export const trialImageUrl = (trialId: string): string => `/api/rate/trials/${trialId}/image`;

/** Where the rater stands: the server alone decides, so another device goes on at the same place. */
export async function ratingView(tx: Tx, clock: Clock, rating: OwnRating): Promise<RatingView> {
  if (rating.withdrawnAt) return { state: 'withdrawn' };
  if (rating.disqualifiedAt) {
    const { screenOutCode, screenOut } = await handInFor(tx, rating.id, null);
    return { state: 'disqualified', screenOutCode, handIn: screenOut };
  }
  if (rating.finishedAt) {
    const completionCode = rating.completionCode ?? '';
    const { handIn } = await handInFor(tx, rating.id, completionCode);
    return { state: 'done', completionCode, handIn };
  }
  if (rating.studyStatus !== 'OPEN') return { state: 'closed' };
  if (!rating.startedAt) return consentView(tx, rating);
  const [current, next] = await upcoming(tx, rating.id);
  if (!current) return { state: 'closed' };
  await noteShown(tx, current, clock.now());
  const total =
    current.phase === 'practice'
      ? await tx.protocolTrial.count({ where: { studyRaterId: rating.id, phase: 'PRACTICE' } })
      : await tx.trial.count({ where: { studyRaterId: rating.id } });
  return {
    state: 'answering',
    trial: toView(current, total),
    preload: next ? { trialId: next.id, url: trialImageUrl(next.id) } : null,
  };
}

async function consentView(tx: Tx, rating: OwnRating): Promise<RatingView> {
  const pairs = await tx.studyPair.count({ where: unseenPairs(rating) });
  const practice = await tx.studyPracticePair.count({ where: newPractice(rating) });
  const { studyName, instructions, consentText, attentionChecks, timeCapMinutes } = rating;
  return {
    state: 'consent',
    ...{ studyName, instructions, consentText, attentionChecks, timeCapMinutes },
    items: 2 * pairs,
    practice: 2 * practice,
  };
}

const SHAPES: readonly [Shape, Shape] = ['circle', 'square'];

function toView(row: Upcoming, total: number): TrialView {
  const [one, two] = row.phase === 'attention' ? SHAPES : [row.optionOne, row.optionTwo];
  return {
    id: row.id,
    phase: row.phase,
    position: row.position,
    total,
    question: row.question,
    options: row.optionsSwapped ? [two, one] : [one, two],
    check: row.shape === null ? null : SHAPES[row.shape - 1]!,
    image: { url: trialImageUrl(row.id), width: row.width, height: row.height },
  };
}
