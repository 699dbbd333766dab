import { describe, expect, it } from 'vitest';
import { optionsAlike } from './option-kind';

describe('options of one kind', () => {
  it.each([
    ['Yes', 'No'],
    ['No.', 'Yes.'],
    ['有', '没有'],
    ['是', '否'],
    ['Two', 'Three'],
    ['2', '3'],
    ['两支', '三支'],
    ['12', 'Twenty-one'],
    ['Left', 'Right'],
    ['In front of it', 'Behind it'],
    ['左', '右'],
    ['一样', '不同'],
    ['PUSH', 'PULL'],
  ])('are %s and %s', (one, two) => {
    expect(optionsAlike(one, two)).toBe(true);
    expect(optionsAlike(two, one)).toBe(true);
  });

  it.each([
    ['Yes', 'Closed'],
    ['Yes', 'Three'],
    ['Two', 'Many'],
    ['三支', '很多'],
    ['left', 'Right'],
    ['Open.', 'Closed'],
    ['有', '不知道'],
    ['Yes', 'yes'],
  ])('are not %s and %s', (one, two) => {
    expect(optionsAlike(one, two)).toBe(false);
    expect(optionsAlike(two, one)).toBe(false);
  });
});
