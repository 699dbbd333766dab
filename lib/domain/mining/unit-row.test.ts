import { describe, expect, it } from 'vitest';
import { toUnitRow } from './unit-row';

const unit = (source: Float32Array | Float64Array) => {
  const target = new Float32Array(source.length);
  return { fault: toUnitRow(source, target), target };
};

describe('a foreign vector', () => {
  it('is divided by its length once, in float64', () => {
    // 3-4-5 triangle.
    expect([...unit(Float64Array.of(3, 4)).target]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    // 3 * 1e-200, whose square is no float64 but 0.
    expect([...unit(Float64Array.of(3e-200, 4e-200)).target]).toEqual([
      Math.fround(0.6),
      Math.fround(0.8),
    ]);
    expect(unit(Float64Array.of(3e200, 4e200)).target[1]).toBe(Math.fround(0.8));
  });

  it('stays to the bit where it is a float32 vector of length 1 already', () => {
    const own = Float32Array.of(0.6, 0.8);
    expect(unit(own).target).toEqual(own);
    // Off by far more than rounding.
    expect(unit(Float32Array.of(0.601, 0.8)).target[0]).not.toBe(Math.fround(0.601));
  });

  it('is refused without a direction', () => {
    expect(unit(new Float32Array(3)).fault).toBe('zero');
    expect(unit(Float32Array.of(1, NaN)).fault).toBe('not-finite');
    expect(unit(Float32Array.of(1, -Infinity)).fault).toBe('not-finite');
    expect(unit(Float32Array.of(1e-40, 0)).fault).toBeNull();
  });
});
