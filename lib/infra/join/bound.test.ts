import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contracted, orthonormal, type Matrix } from './basis';
import { codeThreshold, filterThreshold, largestDistance, pointError } from './bound';
import { pairsOf } from './tiles';
import { planJoin } from './plan';
import { normals } from './testing';

const number = fc.double({ min: -1, max: 1, noNaN: true });

describe('the bounds of the filter', () => {
  it('contract: no vector becomes longer, whatever the matrix was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        fc.boolean(),
        (rows, columns, seed, orthogonal) => {
          const normal = normals(seed);
          const random: Matrix = {
            data: Float32Array.from({ length: rows * columns }, normal),
            rows,
            columns,
          };
          const { data } = contracted(orthogonal ? orthonormal(random) : random);
          // The longest image is that of a column of W itself, roughly; and any vector will do.
          for (let k = 0; k < columns; k += 1) {
            const vector = Array.from(
              { length: rows },
              (_, i) => data[i * columns + k]! || normal(),
            );
            const image = Array.from({ length: columns }, (_, c) =>
              vector.reduce((sum, x, i) => sum + x * data[i * columns + c]!, 0),
            );
            expect(Math.hypot(...image)).toBeLessThanOrEqual(Math.hypot(...vector) * (1 + 1e-12));
          }
        },
      ),
    );
  });

  it('cover the root of a difference that cancels, where a quotient would not', () => {
    const error = { head: 1e-4, square: 1e-5 };
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }).map((x) => x ** 4),
        number,
        number,
        (head, square, a, b) => {
          // The true head and square, and ones computed as wrongly as the bounds allow.
          const wrongHead = Math.abs(head + a * error.head);
          const whole = head * head + square + b * error.square;
          const tail = Math.sqrt(Math.max(0, whole - wrongHead * wrongHead));
          const off = Math.hypot(wrongHead - head, tail - Math.sqrt(square));
          expect(off).toBeLessThanOrEqual(pointError(error, wrongHead, tail));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('know that unit rows with cosine .95 are sqrt(.1) apart, and that none has more than 1', () => {
    expect(largestDistance(0.95, 1)).toBeCloseTo(Math.sqrt(0.1), 6);
    expect(largestDistance(1.001, 1)).toBeNaN();
    expect(filterThreshold(0.95, 768, 1)).toBeLessThan(0.95);
    expect(filterThreshold(0.95, 768, 1)).toBeGreaterThan(0.9499);
    // What does not fit int32 is cut off, which lets more through.
    expect(codeThreshold(0, 1, 1e-9)).toBe(-(2 ** 31) + 1);
  });

  it('count the pairs above the diagonal of a strip', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12), (from, rows, skip, columns) => {
        const first = from + skip;
        const strip = { from, to: from + rows, first, last: first + columns };
        let pairs = 0;
        for (let i = strip.from; i < strip.to; i += 1) {
          for (let j = strip.first; j < strip.last; j += 1) if (i < j) pairs += 1;
        }
        expect(pairsOf(strip)).toBe(pairs);
      }),
    );
  });
});

describe('the plan', () => {
  const size = { count: 100_000, semanticDimensions: 768, visualDimensions: 1024, shared: true };

  it('gives up threads and width where memory is short, and never takes more than allowed', () => {
    // Both matrices are 100,000 x 1,792 x 4 bytes = 683.6 MB.
    expect(planJoin(size, 8, 4096)).toEqual({ threads: 8, stripRows: 2048, widest: 256 });
    const tight = planJoin(size, 8, 1000);
    expect(tight.threads).toBeGreaterThan(0);
    expect(tight.threads).toBeLessThan(8);
    // Left beside them are less than the 24.4 MB that two codes of each row take with 128 bytes more.
    expect(tight.widest).toBe(128);
    expect(planJoin(size, 8, 720)).toEqual({ threads: 0, stripRows: 512, widest: 0 });
  });

  it('refuses what cannot fit, and says how much is needed', () => {
    expect(() => planJoin(size, 2, 500)).toThrow(/at least 70\d MB.*MINING_MEMORY_MB to 70\d/);
  });
});
