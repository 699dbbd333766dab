import { pairsEach } from '@/lib/domain/assignment';
import { itemsPerScreen } from '@/lib/domain/presentation';
import { isBetween } from '@/lib/domain/study-sessions';
import type { Tx } from '@/lib/infra/db/client';
import type { Clock } from '@/lib/infra/clock';
import type { HandIn } from '@/lib/domain/participant';
import { handInFor } from './hand-in';
import type { OwnRating } from './own-rating';
import { newPractice, unseenPairs } from './unseen-pairs';
import { noteShown, upcoming, type Phase, type Screen, type Upcoming } from './upcoming';

export type Shape = 'circle' | 'square';

/** Pixels of the served JPEG; the address takes the trial's id. */
export interface ImageView {
  url: string;
  width: number;
  height: number;
}

/**
 * All that a rater's browser learns of an item, and in a side-by-side study of the item beside it. Key,
 * pattern, cosines, a sibling that is not on the screen, and every id but the trials' own random ones are
 * not even read from the database.
 */
export interface TrialView {
  id: string;
  phase: Phase;
  /** 1-based, among the screens of practice or of the study; of the session where there are two. */
  position: number;
  total: number;
  /** Null where all is one session, and in practice. */
  session: 1 | 2 | null;
  /** Empty for an attention check. */
  question: string;
  /** In the order of display; for an attention check, ids of shapes. */
  options: [string, string];
  /** What an attention check asks to choose, openly. */
  check: Shape | null;
  image: ImageView;
  /** The right (lower) image where a screen shows two: question and options are the same for both. */
  second?: { id: string; image: ImageView };
}

export interface Preload {
  trialId: string;
  url: string;
}

export interface Told {
  right: boolean;
  answer: string;
}

export interface EndCode {
  kind: 'completion' | 'screen-out';
  code: string;
  handIn: HandIn | null;
}

export type RatingView =
  | {
      state: 'consent';
      studyName: string;
      instructions: string;
      consentText: string;
      /** Both images of a screen are answered together; `items` and `practice` then count screens. */
      sideBySide: boolean;
      items: number;
      practice: number;
      /** Whether practice decides who goes on. */
      qualify: boolean;
      attentionChecks: number;
      timeCapMinutes: number | null;
      /** Hours between two sessions; null where all is one. */
      sessionGapHours: number | null;
    }
  | { state: 'answering'; trial: TrialView; preload: Preload[] }
  /** After practice: what would have been right, of each image of the screen; `next` follows. */
  | { state: 'feedback'; told: [Told, ...Told[]]; next: RatingView }
  /** The first session is answered; of the second nothing is told but when it opens (ISO). */
  | { state: 'between'; opensAt: string }
  /** `handIn` where a recruiting platform takes the code. */
  | { state: 'done'; completionCode: string; handIn: HandIn | null }
  | { state: 'disqualified' | 'out-of-time'; screenOutCode: string | null; handIn: HandIn | null }
  /** `end` for who had begun: the code by which the part is paid or given back, where there is one. */
  | { state: 'closed'; end: EndCode | null }
  | { state: 'withdrawn' };

export const trialImageUrl = (trialId: string): string => `/api/rate/trials/${trialId}/image`;

/**
 * Where the rater stands: the server alone decides, so another device goes on at the same place. `ahead`
 * are the next screens where this transaction, which holds the rater's row, has read them already.
 */
export async function ratingView(
  tx: Tx,
  clock: Clock,
  rating: OwnRating,
  ahead?: readonly Screen[],
): Promise<RatingView> {
  if (rating.withdrawnAt) return { state: 'withdrawn' };
  const ranOut = rating.timedOutAt !== null && rating.finishedAt === null;
  if (rating.disqualifiedAt || ranOut) {
    const { screenOutCode, screenOut } = await handInFor(tx, rating.id, null);
    const state = rating.disqualifiedAt ? 'disqualified' : 'out-of-time';
    return { state, screenOutCode, handIn: screenOut };
  }
  if (rating.finishedAt) {
    const completionCode = rating.completionCode ?? '';
    const { handIn } = await handInFor(tx, rating.id, completionCode);
    return { state: 'done', completionCode, handIn };
  }
  if (rating.studyStatus !== 'OPEN') return closedView(tx, rating);
  if (!rating.startedAt) return consentView(tx, rating);
  const now = clock.now();
  if (rating.secondOpensAt && isBetween(rating, now)) {
    return { state: 'between', opensAt: rating.secondOpensAt.toISOString() };
  }
  const [current, next] = ahead ?? (await upcoming(tx, rating, now));
  if (!current) return { state: 'closed', end: null };
  await noteSecondStarted(tx, rating, now);
  await noteShown(tx, current, now);
  const total = current[0].items / itemsPerScreen(rating.presentation);
  return {
    state: 'answering',
    trial: withinSession(rating, toView(current, total)),
    preload: (isAcrossPractice(current, next) ? [] : (next ?? [])).map(({ id }) => ({
      trialId: id,
      url: trialImageUrl(id),
    })),
  };
}

/** The last screen of practice and the first of the study: who does not qualify has seen nothing of that. */
const isAcrossPractice = ([now]: Screen, next?: Screen): boolean =>
  now.phase === 'practice' && next !== undefined && next[0].phase !== 'practice';

/** Closed amid a part: a code all the same, so that who works for pay is paid, or can give the work back. */
async function closedView(tx: Tx, rating: OwnRating): Promise<RatingView> {
  if (!rating.startedAt) return { state: 'closed', end: null };
  const { completionCode } = rating;
  const { handIn, screenOutCode, screenOut } = await handInFor(tx, rating.id, completionCode);
  const end: EndCode | null =
    completionCode !== null
      ? { kind: 'completion', code: completionCode, handIn }
      : screenOutCode !== null
        ? { kind: 'screen-out', code: screenOutCode, handIn: screenOut }
        : null;
  return { state: 'closed', end };
}

async function consentView(tx: Tx, rating: OwnRating): Promise<RatingView> {
  const unseen = await tx.studyPair.count({ where: unseenPairs(rating) });
  const practice = await tx.studyPracticePair.count({ where: newPractice(rating) });
  const { studyName, instructions, consentText, attentionChecks } = rating;
  const { timeCapMinutes, sessionGapHours } = rating;
  const perPair = 2 / itemsPerScreen(rating.presentation);
  return {
    state: 'consent',
    sideBySide: rating.presentation === 'side-by-side',
    ...{ studyName, instructions, consentText, attentionChecks, timeCapMinutes, sessionGapHours },
    items: perPair * pairsEach(unseen, rating.pairsPerRater),
    practice,
    qualify: rating.qualifyPercent > 0,
  };
}

/** The pause, of which no time counts, ends with the first look at the second session. */
async function noteSecondStarted(tx: Tx, rating: OwnRating, now: Date): Promise<void> {
  if (rating.secondOpensAt === null || rating.secondStartedAt !== null) return;
  await tx.studyRater.update({ where: { id: rating.id }, data: { secondStartedAt: now } });
}

/** Counts within the session: nobody is told that half is done and then stopped. */
function withinSession({ secondFrom }: OwnRating, trial: TrialView): TrialView {
  if (secondFrom === null || trial.phase === 'practice') return trial;
  const first = secondFrom - 1;
  const second = trial.position > first;
  return {
    ...trial,
    session: second ? 2 : 1,
    position: second ? trial.position - first : trial.position,
    total: second ? trial.total - first : first,
  };
}

const SHAPES: readonly [Shape, Shape] = ['circle', 'square'];

const imageOf = ({ id, width, height }: Upcoming): ImageView => ({
  url: trialImageUrl(id),
  width,
  height,
});

function toView([row, second]: Screen, total: number): TrialView {
  const [one, two] = row.phase === 'attention' ? SHAPES : [row.optionOne, row.optionTwo];
  return {
    id: row.id,
    phase: row.phase,
    position: row.position,
    total,
    session: null,
    question: row.question,
    options: row.optionsSwapped ? [two, one] : [one, two],
    check: row.shape === null ? null : SHAPES[row.shape - 1]!,
    image: imageOf(row),
    ...(second ? { second: { id: second.id, image: imageOf(second) } } : {}),
  };
}
