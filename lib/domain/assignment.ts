/** Who rates which pairs of a study, where not everybody rates all of them. */
import type { SeededRng } from './rng';

/** Raters of a pair: no study asks for more, and no plan. */
export const MOST_RATERS = 500;

export interface StudySize {
  pairs: number;
  /** For each pair. */
  ratersWanted: number;
  /** Null where everybody rates all pairs. */
  pairsPerRater: number | null;
}

/** How many of `pairs` pairs one rater gets, who may see them all. */
export const pairsEach = (pairs: number, pairsPerRater: number | null): number =>
  pairsPerRater === null ? pairs : Math.min(pairs, pairsPerRater);

/** How many people a study asks for, so that each pair gets as many raters as are wanted. */
export function placesOf({ pairs, ratersWanted, pairsPerRater }: StudySize): number {
  const each = pairsEach(pairs, pairsPerRater);
  return each === 0 ? ratersWanted : Math.ceil((pairs * ratersWanted) / each);
}

export interface CoveredPair<Id> {
  pairId: Id;
  /** Raters who have the pair among theirs and hold a place. */
  raters: number;
}

/**
 * The `count` pairs that fewest raters have, in the order that they came in; all where there are no more.
 * `rng` decides between pairs that equally many have.
 *
 * What it guarantees, for n pairs, m for each rater, k raters wanted and P = placesOf places, where every
 * rater may see all pairs: when all places are taken each pair has at least k raters, and exactly k where
 * nk is divisible by m, whoever left before and in whatever order. As long as nobody leaves, the pairs
 * differ by one rater at most.
 *
 * Why. Let a pair lack d = max(0, k - raters) raters, and F places be free. At every time no pair lacks more
 * than F and all together lack no more than mF: so it is at first, since k <= P and nk <= mP. Somebody who
 * leaves frees a place, and at most m pairs lack one more. A beginner takes a place and the m pairs that
 * lack most; at most m pairs lack F, else all would lack more than mF, so each lacks at most F - 1 then. Either
 * m pairs lacked some, and together they lack m fewer, or all that lacked some are among the m, and fewer than
 * m lack at most F - 1 each. With F = 0 no pair lacks any. Where nk = mP the mP places within the
 * raters' shares are then used up by k on each pair.
 */
export function leastCovered<Id>(
  pairs: readonly CoveredPair<Id>[],
  count: number,
  rng: SeededRng,
): Id[] {
  const chosen = new Set(
    rng
      .shuffle(pairs)
      // Stable (ECMAScript 2019), so pairs that equally many have stay in the order drawn.
      .sort((a, b) => a.raters - b.raters)
      .slice(0, count)
      .map(({ pairId }) => pairId),
  );
  return pairs.map(({ pairId }) => pairId).filter((pairId) => chosen.has(pairId));
}
