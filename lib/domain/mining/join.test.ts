import { describe, expect, it } from 'vitest';
import { joinPairs } from './join';
import { cosine, type UnitRows } from './rows';

/** Unit rows of the plane at these degrees: the cosine of two is that of the angle between. */
const atDegrees = (...degrees: number[]): UnitRows => ({
  data: Float32Array.from(
    degrees.flatMap((d) => [Math.cos((d * Math.PI) / 180), Math.sin((d * Math.PI) / 180)]),
  ),
  count: degrees.length,
  dimensions: 2,
});

/** The paper's thresholds (Tong et al., Eyes Wide Shut?, CVPR 2024, section 2). */
const thresholds = { semanticAbove: 0.95, visualBelow: 0.6 };

describe('the exact join', () => {
  it('finds the pairs that the angles say, each once', () => {
    // cos 18 = .9511 and cos 19 = .9455; cos 53 = .6018 and cos 54 = .5878 (any table of cosines).
    const semantic = atDegrees(0, 18, 19, 0);
    const visual = atDegrees(0, 54, 120, 53);
    const pairs = joinPairs({ semantic, visual, thresholds });
    expect(pairs.map(({ i, j }) => [i, j])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(pairs[0]!.semantic).toBeCloseTo(0.951, 3);
    expect(pairs[0]!.visual).toBeCloseTo(0.5878, 4);
  });

  it('takes neither threshold itself', () => {
    const semantic = atDegrees(0, 10);
    const visual = atDegrees(0, 70);
    const s = cosine(semantic, 0, semantic, 1);
    const v = cosine(visual, 0, visual, 1);
    const count = (semanticAbove: number, visualBelow: number) =>
      joinPairs({ semantic, visual, thresholds: { semanticAbove, visualBelow } }).length;
    expect(count(s, 1)).toBe(0);
    expect(count(0, v)).toBe(0);
    expect(count(s - 1e-12, v + 1e-12)).toBe(1);
  });

  it('refuses a zero vector, a vector that is not unit, a missing row and too many pairs', () => {
    const good = atDegrees(0, 0);
    const zero: UnitRows = { data: new Float32Array(4), count: 2, dimensions: 2 };
    const long: UnitRows = { data: Float32Array.of(1, 0, 1, 0.5), count: 2, dimensions: 2 };
    const nan: UnitRows = { data: Float32Array.of(1, 0, NaN, 0), count: 2, dimensions: 2 };
    for (const bad of [zero, long, nan, atDegrees(0)]) {
      expect(() => joinPairs({ semantic: bad, visual: good, thresholds })).toThrow(/Nothing was/);
      expect(() => joinPairs({ semantic: good, visual: bad, thresholds })).toThrow(/Nothing was/);
    }
    const all = { semanticAbove: -2, visualBelow: 2 };
    expect(() => joinPairs({ semantic: good, visual: good, thresholds: all, maxPairs: 0 })).toThrow(
      /More than 0 pairs/,
    );
  });
});
