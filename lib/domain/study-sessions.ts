/**
 * A study in one session, or in two with a pause between: then the first half of a rater's order, which
 * has one item of every pair, is the first session, and the other items wait for the second.
 */
const HOUR_MS = 60 * 60 * 1000;
export const MIN_GAP_HOURS = 1;
/** Two weeks. Whoever is to come back later than that mostly does not. */
export const MAX_GAP_HOURS = 336;

/** Where a rater stands. Places are 1-based in the rater's own order of trials. */
export interface RaterSessions {
  /** Place of the first trial of the second session; null where all is one session. */
  secondFrom: number | null;
  /** Null until the first session is answered. */
  secondOpensAt: Date | null;
  /** When something of the second was first shown. */
  secondStartedAt: Date | null;
}

/** For the trials of `planTrials`: both halves have one item of every pair. */
export const secondFrom = (trials: number, gapHours: number | null): number | null =>
  gapHours === null ? null : trials / 2 + 1;

export const opensAfter = (firstEnded: Date, gapHours: number): Date =>
  new Date(firstEnded.getTime() + gapHours * HOUR_MS);

/** From this place on nothing is shown now; null where nothing is withheld. */
export const withheldFrom = (
  rater: Omit<RaterSessions, 'secondStartedAt'>,
  now: Date,
): number | null =>
  rater.secondOpensAt !== null && rater.secondOpensAt <= now ? null : rater.secondFrom;

/** The first session is answered and the second is not open. */
export const isBetween = (
  { secondOpensAt }: Pick<RaterSessions, 'secondOpensAt'>,
  now: Date,
): boolean => secondOpensAt !== null && secondOpensAt > now;

/**
 * Milliseconds since the rater began, without the pause: that lasts from the end of the first session to
 * the first look at the second, however long the rater stays away.
 */
export function sessionMs(
  rater: RaterSessions & { startedAt: Date },
  gapHours: number | null,
  now: Date,
): number {
  const { startedAt, secondOpensAt, secondStartedAt } = rater;
  if (secondOpensAt === null || gapHours === null) return now.getTime() - startedAt.getTime();
  const first = secondOpensAt.getTime() - gapHours * HOUR_MS - startedAt.getTime();
  return first + (secondStartedAt ? now.getTime() - secondStartedAt.getTime() : 0);
}
