import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS, judge, type Judged } from './rules';

const fine = {
  width: 640,
  height: 480,
  measures: { spread: 200, bright: 220, shade: 20, sharpness: 300, hash: '0'.repeat(16), text: 3 },
};
const reasons = (measures: object = {}, size: object = {}): string[] =>
  judge(
    { ...fine, ...size, measures: { ...fine.measures, ...measures } } as Judged,
    DEFAULT_THRESHOLDS,
  ).map(({ reason }) => reason);

describe('judging an image', () => {
  it('finds nothing on an ordinary photograph, nor on one that just meets every threshold', () => {
    expect(reasons()).toEqual([]);
    const { minSpread, minBright, maxShade, maxText, minSharpness, minSide } = DEFAULT_THRESHOLDS;
    expect(
      reasons(
        { spread: minSpread, bright: minBright, sharpness: minSharpness, text: maxText },
        { height: minSide },
      ),
    ).toEqual([]);
    expect(reasons({ shade: maxShade })).toEqual([]);
  });

  it('says what is wrong with the measure and the threshold', () => {
    expect(judge({ ...fine, height: 200 }, DEFAULT_THRESHOLDS)).toEqual([
      { reason: 'small', measure: 200, threshold: 224 },
    ]);
    expect(judge({ ...fine, measures: null }, DEFAULT_THRESHOLDS)).toEqual([
      { reason: 'broken', measure: null, threshold: null },
    ]);
  });

  it('says of a page of text how much of it is text, whatever else is wrong with it', () => {
    const page = { ...fine.measures, text: 61.5 };
    expect(judge({ ...fine, measures: page }, DEFAULT_THRESHOLDS)).toEqual([
      { reason: 'text', measure: 61.5, threshold: DEFAULT_THRESHOLDS.maxText },
    ]);
    expect(reasons({ text: 61.5, shade: 250, bright: 255 })).toEqual(['washed-out', 'text']);
    // Whoever mines pages of text lets all pass.
    expect(judge({ ...fine, measures: page }, { ...DEFAULT_THRESHOLDS, maxText: 100 })).toEqual([]);
  });

  it('calls a picture without contrast blank, dark or washed out, and not blurred as well', () => {
    const soft = { sharpness: 0 };
    expect(reasons(soft)).toEqual(['blurred']);
    expect(reasons({ ...soft, bright: 10 })).toEqual(['dark']);
    expect(reasons({ ...soft, shade: 250, bright: 255 })).toEqual(['washed-out']);
    expect(reasons({ ...soft, spread: 1, bright: 10 })).toEqual(['blank']);
  });
});
