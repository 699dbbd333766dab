/**
 * Which of the nine visual patterns a mined pair most likely shows, by what a text encoder can still tell
 * apart. The pairs were mined because the semantic encoder sees hardly any difference, so this is a guess:
 * it steers which pair is offered first and never what a person writes.
 *
 * Along each contrast ("facing left", "facing right") the difference of both images is measured and compared
 * with the other pairs of the run. A pattern's score is the mean over its contrasts, the margin the distance
 * from the best pattern to the second; where it is small there is no guess.
 */
import { PATTERN_IDS, type PatternId } from '../patterns';
import { GUESS_PHRASES, PATTERN_CONTRASTS, SENTENCES_PER_PHRASE } from './pattern-prompts';
import { cosine, type UnitRows } from './rows';

export interface PatternGuess {
  pattern: PatternId;
  /** Standard deviations between the best pattern's score and the second's; at least MIN_MARGIN. */
  margin: number;
}

/** Chosen on the miniature's development scenes so that about a quarter of the pairs have a guess. */
export const MIN_MARGIN = 0.75;
/** With fewer pairs there is nothing to compare a pair with. */
export const MIN_PAIRS = 50;

interface Direction {
  /** Places in GUESS_PHRASES. */
  one: number;
  other: number;
  /** Length of the difference of both phrases' embeddings. */
  length: number;
}

interface Contrast {
  /** Place in PATTERN_IDS. */
  pattern: number;
  directions: Direction[];
}

/** The phrases of an encoder, ready to be compared with images. */
export interface Phrases {
  /** One row per phrase: the mean of its sentences' embeddings, so not of unit length. */
  rows: UnitRows;
  contrasts: Contrast[];
}

/** `sentences`: embeddings of GUESS_SENTENCES, in their order. */
export function phrasesOf(sentences: UnitRows): Phrases {
  const { dimensions } = sentences;
  const data = new Float32Array(GUESS_PHRASES.length * dimensions);
  for (let phrase = 0; phrase < GUESS_PHRASES.length; phrase += 1) {
    for (let d = 0; d < dimensions; d += 1) {
      let sum = 0;
      for (let k = 0; k < SENTENCES_PER_PHRASE; k += 1) {
        sum += sentences.data[(phrase * SENTENCES_PER_PHRASE + k) * dimensions + d]!;
      }
      data[phrase * dimensions + d] = sum / SENTENCES_PER_PHRASE;
    }
  }
  const rows: UnitRows = { data, count: GUESS_PHRASES.length, dimensions };
  const placeOf = new Map(GUESS_PHRASES.map((phrase, place) => [phrase, place]));
  const contrasts = PATTERN_IDS.flatMap((id, pattern) =>
    PATTERN_CONTRASTS[id].map((phrases): Contrast => {
      const places = phrases.map((phrase) => placeOf.get(phrase)!);
      const directions = places.flatMap((other, k) =>
        places
          .slice(0, k)
          .map((one): Direction => ({ one, other, length: distance(rows, one, other) })),
      );
      return { pattern, directions: directions.filter(({ length }) => length > 0) };
    }),
  );
  return { rows, contrasts };
}

const distance = (rows: UnitRows, one: number, other: number): number =>
  Math.sqrt(
    Math.max(
      0,
      cosine(rows, one, rows, one) +
        cosine(rows, other, rows, other) -
        2 * cosine(rows, one, rows, other),
    ),
  );

/** Dot products of image `row` with every phrase, written to `into` from `at` on. */
export function nearnessOf(
  { rows }: Phrases,
  images: UnitRows,
  row: number,
  into: Float32Array,
  at: number,
): void {
  for (let phrase = 0; phrase < rows.count; phrase += 1) {
    into[at + phrase] = cosine(rows, phrase, images, row);
  }
}

/** A pair's images as places in `nearness`, in images, and the cosine of their semantic embeddings. */
export interface GuessedPair {
  a: number;
  b: number;
  semantic: number;
}

/**
 * A guess or null for each pair, in order; the same pairs give the same guesses. `nearness` holds the
 * products of `nearnessOf`, image by image.
 */
export function guessPatterns(
  phrases: Phrases,
  nearness: Float32Array,
  pairs: readonly GuessedPair[],
): (PatternGuess | null)[] {
  if (pairs.length < MIN_PAIRS) return pairs.map(() => null);
  const { contrasts } = phrases;
  const measured = pairs.map((pair) => alongContrasts(phrases, nearness, pair));
  const scales = contrasts.map((_, k) => scaleOf(measured, k));
  return measured.map((along) => {
    const sums = new Float64Array(PATTERN_IDS.length);
    const counts = new Uint32Array(PATTERN_IDS.length);
    contrasts.forEach(({ pattern }, k) => {
      const { mean, deviation } = scales[k]!;
      sums[pattern]! += deviation === 0 ? 0 : (along[k]! - mean) / deviation;
      counts[pattern]! += 1;
    });
    return best([...sums].map((sum, pattern) => sum / Math.max(1, counts[pattern]!)));
  });
}

/** How far both images are apart along each contrast, relative to how far they are apart at all: 0 to 1. */
function alongContrasts(
  { rows: { count }, contrasts }: Phrases,
  nearness: Float32Array,
  { a, b, semantic }: GuessedPair,
): Float64Array {
  const apart = Math.sqrt(Math.max(0, 2 - 2 * semantic));
  const change = (phrase: number) => nearness[a * count + phrase]! - nearness[b * count + phrase]!;
  return Float64Array.from(contrasts, ({ directions }) =>
    directions.reduce((widest, { one, other, length }) => {
      const along = Math.abs(change(one) - change(other)) / length;
      return apart === 0 ? 0 : Math.max(widest, along / apart);
    }, 0),
  );
}

function scaleOf(measured: readonly Float64Array[], contrast: number) {
  let sum = 0;
  for (const along of measured) sum += along[contrast]!;
  const mean = sum / measured.length;
  let squares = 0;
  for (const along of measured) squares += (along[contrast]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / measured.length) };
}

/** The pattern with the highest score where its lead is wide enough. */
function best(scores: readonly number[]): PatternGuess | null {
  let [first, second] = [-1, -1];
  scores.forEach((score, k) => {
    if (first < 0 || score > scores[first]!) [first, second] = [k, first];
    else if (second < 0 || score > scores[second]!) second = k;
  });
  const margin = scores[first]! - scores[second]!;
  return margin >= MIN_MARGIN ? { pattern: PATTERN_IDS[first]!, margin } : null;
}
