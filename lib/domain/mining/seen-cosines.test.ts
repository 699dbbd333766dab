import { expect, it } from 'vitest';
import { seenCosines } from './seen-cosines';

const sampleOf = (semantic: number[], visual: number[]) => ({
  population: semantic.length,
  whole: true,
  semantic: Float32Array.from(semantic),
  visual: Float32Array.from(visual),
});

it('says between which cosines pairs lie and how many pass each threshold alone', () => {
  // Halves and quarters are exact in float32. A cosine at its threshold does not pass.
  const sample = sampleOf([0.5, 0.75, 0.25, 1], [0.25, 0.5, -0.5, 0.75]);
  expect(seenCosines(sample, { minSemantic: 0.5, maxVisual: 0.25 })).toEqual({
    pairs: 4,
    whole: true,
    semantic: { least: 0.25, greatest: 1, passing: 2 },
    visual: { least: -0.5, greatest: 0.75, passing: 1 },
  });
});

it('has nothing to say of no pairs', () => {
  expect(seenCosines(sampleOf([], []), { minSemantic: 0.5, maxVisual: 0.5 })).toBeNull();
});
