import { describe, expect, it } from 'vitest';
import { releaseNumbers } from '@/lib/domain/statistics/release-numbers';
import { releaseResults } from '@/lib/domain/statistics/release-results';
import { studyReport, type ReportInput } from '@/lib/domain/statistics/study-report';
import { inThread } from './statistics-thread';

const input: ReportInput = {
  seed: 'thread',
  pairs: [{ pairId: 'p', keyForA: 1, pattern: 'orientation', dropped: false }],
  answers: ['a', 'b'].flatMap((raterId) =>
    (['A', 'B'] as const).map((side, at) => ({
      raterId,
      pairId: 'p',
      side,
      choice: 1 as const,
      position: at + 1,
      confidence: 2,
      activeMs: 900,
      wallMs: 1000,
    })),
  ),
  finished: ['a', 'b'],
};

describe('a report on the thread', () => {
  it('is what the function gives, and computed once for the same answers', async () => {
    const first = await inThread('study-report', input);
    expect(first).toEqual(studyReport(input));
    expect(await inThread('study-report', { ...input })).toBe(first);
    expect(await inThread('study-report', { ...input, seed: 'other' })).not.toBe(first);
  });

  it('of a release is what the function gives, and not taken for another one of the same data', async () => {
    const { seed, answers } = input;
    const pairs = input.pairs.map(({ pairId, keyForA, pattern }) => ({ pairId, keyForA, pattern }));
    const release = { seed, pairs, answers, models: [], encoders: [], excluded: [] };
    const [results, numbers] = await Promise.all([
      inThread('release-results', release),
      inThread('release-numbers', release),
    ]);
    expect(results).toEqual(releaseResults(release));
    expect(numbers).toEqual(releaseNumbers(release));
  });

  it('fails for data that contradict themselves, and works on', async () => {
    const twice = { ...input, answers: [...input.answers, input.answers[0]!] };
    await expect(inThread('study-report', twice)).rejects.toThrow(/twice/);
    await expect(inThread('study-report', { ...input, seed: 'after' })).resolves.toMatchObject({
      raters: 2,
    });
  });
});
