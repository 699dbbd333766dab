import { describe, expect, it } from 'vitest';
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

  it('fails for data that contradict themselves, and works on', async () => {
    const twice = { ...input, answers: [...input.answers, input.answers[0]!] };
    await expect(inThread('study-report', twice)).rejects.toThrow(/twice/);
    await expect(inThread('study-report', { ...input, seed: 'after' })).resolves.toMatchObject({ raters: 2 });
  });
});
