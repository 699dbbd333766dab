import { expect, it } from 'vitest';
import { responseBody } from './schemas';

const HOUR = 60 * 60 * 1000;

it('takes an answer whose screen stood open for days, with the time that one trial can count for', () => {
  const answer = { choice: 0, confidence: 3, activeMs: 30 * 24 * HOUR, wallMs: 72 * HOUR };
  expect(responseBody.parse(answer)).toMatchObject({ activeMs: 24 * HOUR, wallMs: 24 * HOUR });
  const usual = { ...answer, activeMs: 3000, wallMs: 4000 };
  expect(responseBody.parse(usual)).toEqual(usual);
  for (const wrong of [-1, 1.5]) {
    expect(responseBody.safeParse({ ...usual, wallMs: wrong }).success).toBe(false);
  }
});
