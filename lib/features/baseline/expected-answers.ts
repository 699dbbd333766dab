import { pairsEach, placesOf, type StudySize } from '@/lib/domain/assignment';
import type { RaterProgress } from './study-raters';

/** Whoever holds a place or has filled one. Drop-outs are among them, for they may still go on. */
const IN_PLACE: readonly RaterProgress['state'][] = ['started', 'between', 'cut-off', 'done'];

/**
 * How far an open study is: it is full when each place has a rater who answered all of his items. Of raters who hold
 * a place, the furthest count, as many as there are places; one more that finished makes one more place.
 */
export function expectedAnswers(
  study: StudySize & { raters: readonly Pick<RaterProgress, 'state' | 'place' | 'answered'>[] },
): { answered: number; expected: number } {
  const timedOut = study.raters.filter(({ place }) => place === 'kept');
  const done = study.raters.filter(({ state }) => state === 'done');
  const places = Math.max(placesOf(study), done.length + timedOut.length);
  const answered = [...timedOut, ...study.raters.filter(({ state }) => IN_PLACE.includes(state))]
    .map((rater) => rater.answered)
    .sort((a, b) => b - a)
    .slice(0, places)
    .reduce((sum, answers) => sum + answers, 0);
  return { answered, expected: 2 * pairsEach(study.pairs, study.pairsPerRater) * places };
}
