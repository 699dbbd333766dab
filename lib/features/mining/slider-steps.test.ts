import { expect, it } from 'vitest';
import { STEP, wholeSteps } from './slider-steps';

it("lets a slider return exactly to the run's threshold from wherever the lowest pair lies", () => {
  for (const top of [0.6, 0.75, 0.6125, 0.999]) {
    for (const low of [0.4321987, -0.0004, 0.5999999, top]) {
      const from = Math.min(low, top);
      const min = wholeSteps(top, from);
      expect(min).toBeLessThanOrEqual(from + 1e-9);
      expect(from - min).toBeLessThan(STEP);
      // As a browser counts: in decimals, from the lower end.
      const steps = Math.round((top - min) / STEP);
      expect(Number((min + steps * STEP).toFixed(12))).toBe(top);
      expect(Math.abs((top - min) / STEP - steps)).toBeLessThan(1e-8);
    }
  }
  expect(wholeSteps(0.6, 0.4321987)).toBe(0.432);
  expect(wholeSteps(0.6, 0.432)).toBe(0.432);
  expect(wholeSteps(0.6, 0.6)).toBe(0.6);
});
