import { describe, expect, it } from 'vitest';
import { createRng } from '../rng';
import { samplePopulation } from './population';
import type { UnitRows } from './rows';

/** Unit rows of the plane at these degrees. */
const atDegrees = (...degrees: number[]): UnitRows => ({
  data: Float32Array.from(
    degrees.flatMap((d) => [Math.cos((d * Math.PI) / 180), Math.sin((d * Math.PI) / 180)]),
  ),
  count: degrees.length,
  dimensions: 2,
});

// Differences 10, 30, 70, 20, 60, 40: each pair is known by its cosine.
const semantic = atDegrees(0, 10, 30, 70);
const visual = atDegrees(0, 20, 60, 140);
const COSINES = [10, 20, 30, 40, 60, 70].map((d) => Math.cos((d * Math.PI) / 180));
const near = (value: number) => COSINES.findIndex((cosine) => Math.abs(cosine - value) < 1e-6);

describe('a sample of the pairs', () => {
  it('is each pair once where there are few', () => {
    const sample = samplePopulation(semantic, visual, createRng('few'), 6);
    expect(sample).toMatchObject({ population: 6, whole: true });
    expect([...sample.semantic].map(near).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('draws every pair equally often, and both cosines of the same one', () => {
    const small = samplePopulation(semantic, visual, createRng('many'), 5);
    expect(small).toMatchObject({ population: 6, whole: false });
    // As large a sample as a corpus of many images would get.
    const counts = [0, 0, 0, 0, 0, 0];
    for (let k = 0; k < 2000; k += 1) {
      const drawn = samplePopulation(semantic, visual, createRng(`draw ${k}`), 5);
      for (let at = 0; at < 5; at += 1) {
        counts[near(drawn.semantic[at]!)]! += 1;
        const degrees = (Math.acos(drawn.semantic[at]!) * 180) / Math.PI;
        expect(drawn.visual[at]).toBeCloseTo(Math.cos((2 * degrees * Math.PI) / 180), 4);
      }
    }
    // Chi-squared with 5 degrees of freedom exceeds 20.5 once in a thousand (any table of it).
    const expected = 10_000 / 6;
    const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(20.5);
  });

  it('is the same for the same seed', () => {
    const draw = (seed: string) => samplePopulation(semantic, visual, createRng(seed), 4);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });
});
