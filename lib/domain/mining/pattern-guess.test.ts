import { describe, expect, it } from 'vitest';
import { createRng } from '../rng';
import { guessPatterns, MIN_MARGIN, nearnessOf, phrasesOf } from './pattern-guess';
import { GUESS_PHRASES, GUESS_SENTENCES, SENTENCES_PER_PHRASE } from './pattern-prompts';
import type { UnitRows } from './rows';

const DIMENSIONS = GUESS_PHRASES.length + 1;
/** Every phrase has an axis of its own; the last one is what all images share. */
const phrases = phrasesOf({
  data: Float32Array.from({ length: GUESS_SENTENCES.length * DIMENSIONS }, (_, k) =>
    k % DIMENSIONS === Math.floor(Math.floor(k / DIMENSIONS) / SENTENCES_PER_PHRASE) ? 1 : 0,
  ),
  count: GUESS_SENTENCES.length,
  dimensions: DIMENSIONS,
});

/** A unit image that shows these phrases a little. */
function image(...shown: [phrase: string, strength: number][]): number[] {
  const row = new Array<number>(DIMENSIONS).fill(0);
  row[DIMENSIONS - 1] = 1;
  for (const [phrase, strength] of shown) row[GUESS_PHRASES.indexOf(phrase)] = strength;
  const length = Math.hypot(...row);
  return row.map((value) => value / length);
}

function guessesOf(pairs: readonly [number[], number[]][]) {
  const rows: UnitRows = {
    data: Float32Array.from(pairs.flat(2)),
    count: pairs.length * 2,
    dimensions: DIMENSIONS,
  };
  const nearness = new Float32Array(rows.count * GUESS_PHRASES.length);
  for (let row = 0; row < rows.count; row += 1) {
    nearnessOf(phrases, rows, row, nearness, row * GUESS_PHRASES.length);
  }
  return guessPatterns(
    phrases,
    nearness,
    pairs.map(([one, other], k) => ({
      a: 2 * k,
      b: 2 * k + 1,
      semantic: one.reduce((sum, value, d) => sum + value * other[d]!, 0),
    })),
  );
}

/** Pairs that differ a little in everything. */
function grey(count: number): [number[], number[]][] {
  const rng = createRng('grey');
  const any = () =>
    image(...GUESS_PHRASES.map((phrase): [string, number] => [phrase, 0.05 * rng.nextFloat()]));
  return Array.from({ length: count }, () => [any(), any()]);
}

const red: [number[], number[]] = [image(['red', 0.3]), image(['blue', 0.3])];
const above: [number[], number[]] = [
  image(['seen from above', 0.3], ['close up', 0.3], ['seen from behind', 0.3]),
  image(['at eye level', 0.3], ['far away', 0.3], ['seen from the side', 0.3]),
];

describe('the guess of a pattern', () => {
  it('is the one along whose contrasts a pair differs more than other pairs do', () => {
    const guesses = guessesOf([red, ...grey(80), above]);
    expect(guesses[0]?.pattern).toBe('color');
    expect(guesses.at(-1)?.pattern).toBe('viewpoint');
    for (const guess of guesses)
      expect(guess?.margin ?? MIN_MARGIN).toBeGreaterThanOrEqual(MIN_MARGIN);
  });

  it('does not depend on which image is A', () => {
    const pairs: [number[], number[]][] = [red, ...grey(80), above];
    const turned = pairs.map(([one, other]): [number[], number[]] => [other, one]);
    expect(guessesOf(turned).map((guess) => guess?.pattern)).toEqual(
      guessesOf(pairs).map((guess) => guess?.pattern),
    );
  });

  it('is none where nothing stands out: for pairs that all differ alike, or not at all', () => {
    const same: [number[], number[]] = [image(), image()];
    expect(guessesOf(Array.from({ length: 60 }, () => red))).toEqual(new Array(60).fill(null));
    expect(guessesOf(Array.from({ length: 60 }, () => same))).toEqual(new Array(60).fill(null));
  });

  it('is none where there are too few pairs to compare with', () => {
    expect(guessesOf([red, ...grey(48)])).toEqual(new Array(49).fill(null));
  });
});
