import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchTokens, summaryOf } from './token-match';

/*
 * Made with numpy 2.4, which also gave the figures below:
 *   a = ((np.arange(30) * 7 + 3) % 11 - 4).reshape(6, 5); b = ((np.arange(30) * 5 + 1) % 13 - 6).reshape(6, 5)
 *   x, y = (m / np.linalg.norm(m, axis=1, keepdims=True) for m in (a, b)); c = x @ y.T
 *   1 - np.diag(c); c.argmax(1); c.max(1); c.argmax(0); c.max(0)      # each .round(4)
 */
const A = Float32Array.from({ length: 30 }, (_, k) => ((k * 7 + 3) % 11) - 4);
const B = Float32Array.from({ length: 30 }, (_, k) => ((k * 5 + 1) % 13) - 6);
const GRID = { rows: 2, columns: 3 };

describe('patch tokens of two images', () => {
  it('are compared as numpy compares them', () => {
    expect(matchTokens(A, B, GRID)).toEqual({
      ...GRID,
      distance: [0.5332, 0.834, 0.5571, 1.1294, 0.9568, 1.9484],
      inB: [0, 5, 4, 4, 4, 0],
      inBCosine: [0.4668, 0.5614, 0.6052, 0.6064, 0.0432, 0.5436],
      inA: [5, 5, 2, 1, 3, 1],
      inACosine: [0.5436, 0.4351, 0.4429, 0.4633, 0.6064, 0.5614],
    });
  });

  it('do not differ from themselves, whatever their scale', () => {
    const token = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), {
      minLength: 7,
      maxLength: 7,
    });
    fc.assert(
      fc.property(
        fc.array(token, { minLength: 4, maxLength: 4 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (tokens, scale) => {
          const a = Float32Array.from(tokens.flat());
          const { distance } = matchTokens(
            a,
            a.map((value) => value * scale),
            { rows: 2, columns: 2 },
          );
          tokens.forEach((one, k) => {
            // A token of zeros has no direction, and one that float32 rounds to nothing neither.
            if (Math.hypot(...one) < 1e-6) return;
            expect(distance[k]).toBe(0);
          });
        },
      ),
    );
  });

  it('give the first of equal matches, and no cosine to a token of zeros', () => {
    const a = Float32Array.of(1, 0, 0, 0);
    const b = Float32Array.of(2, 0, 3, 0);
    const match = matchTokens(a, b, { rows: 1, columns: 2 });
    expect(match.inB).toEqual([0, 0]);
    expect(match.inBCosine).toEqual([1, 0]);
    expect(match.distance).toEqual([0, 1]);
  });

  it('are refused where they are not finite or do not fit the grid', () => {
    expect(() => matchTokens(Float32Array.of(NaN), Float32Array.of(1), COLUMN)).toThrow(RangeError);
    expect(() => matchTokens(A, B.subarray(5), GRID)).toThrow(RangeError);
    expect(() => matchTokens(A, B, { rows: 4, columns: 4 })).toThrow(RangeError);
  });

  it('are summed up by mean and the place of the largest', () => {
    const summary = summaryOf({ distance: [0.1, 0.5, 0.2, 0.5] });
    expect(summary.mean).toBeCloseTo(0.325, 12);
    expect(summary).toMatchObject({ largest: 0.5, at: 1 });
  });
});

const COLUMN = { rows: 1, columns: 1 };
