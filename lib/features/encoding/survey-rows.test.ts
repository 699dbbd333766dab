import { expect, it } from 'vitest';
import { makeMatcher } from '@/lib/domain/match-images';
import { surveyRows } from './survey-rows';

const DIMENSIONS = 512;

/** Surveys these vectors, all of them as rows of one image. */
async function survey(vectors: readonly Float32Array[]) {
  const matcher = makeMatcher('id');
  matcher.add('a', 0);
  const values = new Float32Array(vectors.length * DIMENSIONS);
  vectors.forEach((vector, row) => values.set(vector, row * DIMENSIONS));
  const block = { first: 0, keys: vectors.map(() => 'a'), values, dimensions: DIMENSIONS };
  const part = {
    label: 'a.npy',
    rows: vectors.length,
    async *blocks() {
      yield block;
    },
  };
  const { report } = await surveyRows(
    [part],
    { ids: ['a'], names: ['a.jpg'], matcher },
    { encoder: 'theirs', matchedBy: 'id', has: new Set() },
    {},
  );
  return { duplicates: report.duplicates.count, contradicting: report.contradicting.count };
}

const sparse = (...places: number[]): Float32Array =>
  Float32Array.from({ length: DIMENSIONS }, (_, d) => (places.includes(d) ? 1 : 0));

it('tells two vectors of one image apart wherever they differ, however sparse they are', async () => {
  const others = [300, 301, 77, 511].map((place) => sparse(200, place));
  expect(await survey([sparse(200, 201), ...others])).toEqual({ duplicates: 0, contradicting: 4 });
});

it('takes a vector for the same when it is scaled or was rounded to half precision', async () => {
  const vector = Float32Array.from({ length: DIMENSIONS }, (_, d) => Math.sin(d * d));
  const scaled = vector.map((value) => value * 40);
  // Half precision keeps 11 bits: one part in 2,048, here always off by half of it.
  const rounded = vector.map((value, d) => value * (1 + (d % 2 === 0 ? 1 : -1) * 2 ** -12));
  const other = vector.map((value, d) => (d === 400 ? -value : value));
  expect(await survey([vector, scaled, rounded, other])).toEqual({
    duplicates: 2,
    contradicting: 1,
  });
});
