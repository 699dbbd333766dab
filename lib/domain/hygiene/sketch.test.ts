import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/domain/rng';
import { FINE, largestChange } from './local-change';
import { sketchOf, surelyDiffers } from './sketch';

const rng = createRng('sketches');
const MAX = 16;

/** A smooth picture with some grain: neighbouring cells are alike, as in photographs. */
function picture(): Float32Array {
  const waves = Array.from({ length: 4 }, () => [
    rng.nextFloat() * 0.3,
    rng.nextFloat() * 0.3,
    rng.nextFloat() * 6,
  ]);
  const grid = new Float32Array(FINE * FINE * 3);
  for (let at = 0; at < grid.length; at += 1) {
    const cell = Math.floor(at / 3);
    const [x, y] = [cell % FINE, Math.floor(cell / FINE)];
    const value = waves.reduce((sum, [a, b, c]) => sum + 22 * Math.sin(a! * x + b! * y + c!), 128);
    grid[at] = Math.min(255, Math.max(0, value + 6 * (rng.nextFloat() - 0.5)));
  }
  return grid;
}

const map = (grid: Float32Array, change: (value: number, at: number) => number): Float32Array =>
  grid.map((value, at) => Math.min(255, Math.max(0, change(value, at))));

/** A square of cells made lighter or darker. */
function spot(grid: Float32Array, side: number, levels: number): Float32Array {
  const [left, top] = [rng.nextInt(FINE - side), rng.nextInt(FINE - side)];
  return map(grid, (value, at) => {
    const cell = Math.floor(at / 3);
    const [x, y] = [(cell % FINE) - left, Math.floor(cell / FINE) - top];
    return x >= 0 && x < side && y >= 0 && y < side ? value + levels : value;
  });
}

const differs = (a: Float32Array, b: Float32Array): boolean =>
  surelyDiffers(sketchOf(a), sketchOf(b), MAX);

describe('sketches of pictures', () => {
  it('never tell two pictures apart that the largest change takes for one', () => {
    let [same, told] = [0, 0];
    const some = [picture(), picture(), picture()];
    for (let k = 0; k < 120; k += 1) {
      const a = some[k % 3]!;
      const gain = 0.7 + 0.7 * rng.nextFloat();
      const b = map(
        spot(a, 1 + rng.nextInt(12), 60 * (rng.nextFloat() - 0.5)),
        (value) =>
          gain * (value - 128) + 128 + 40 * (rng.nextFloat() * 0.2 + rng.nextFloat() - 0.6),
      );
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const) {
        if (largestChange(one, other) <= MAX) {
          same += 1;
          expect(differs(one, other)).toBe(false);
        } else told += Number(differs(one, other));
      }
    }
    // Both happened, so that the promise was put to the test.
    expect(same).toBeGreaterThan(20);
    expect(told).toBeGreaterThan(20);
  });

  it('tell most pictures apart that differ in one detail, or altogether', () => {
    let [detail, whole] = [0, 0];
    const a = picture();
    for (let k = 0; k < 40; k += 1) {
      detail += Number(differs(a, spot(a, 6, 50)));
      whole += Number(differs(a, picture()));
    }
    expect(detail).toBeGreaterThan(37);
    expect(whole).toBe(40);
  });

  it('say nothing against a copy that is lighter, darker or a little grainy', () => {
    const a = picture();
    expect(differs(a, a)).toBe(false);
    expect(
      differs(
        a,
        map(a, (value) => 1.1 * value - 5),
      ),
    ).toBe(false);
    expect(
      differs(
        a,
        map(a, (value) => value + 4 * (rng.nextFloat() - 0.5)),
      ),
    ).toBe(false);
  });
});
