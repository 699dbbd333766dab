import { describe, expect, it } from 'vitest';
import { packAnswers, unpackAnswers } from '@/lib/domain/statistics/packed-answers';
import { releaseNumbers } from '@/lib/domain/statistics/release-numbers';
import { releaseResults } from '@/lib/domain/statistics/release-results';
import { studyReport, type ReportInput } from '@/lib/domain/statistics/study-report';
import { inThread, isKept } from './statistics-thread';

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

const packed = { ...input, answers: packAnswers(input.answers) };

describe('a report on the thread', () => {
  it('is what the function gives, and neither computed nor its answers read again under the same key', async () => {
    let loads = 0;
    const load = () => {
      loads += 1;
      return packed;
    };
    expect(isKept('study-report', ['a'])).toBe(false);
    const first = await inThread('study-report', ['a'], load);
    expect(first).toEqual(studyReport(input));
    expect(isKept('study-report', ['a'])).toBe(true);
    expect(await inThread('study-report', ['a'], load)).toBe(first);
    expect(loads).toBe(1);
    expect(await inThread('study-report', ['b'], load)).not.toBe(first);
    expect(loads).toBe(2);
  });

  it('of a release is what the function gives, and not taken for another one of the same key', async () => {
    const { seed, answers } = input;
    const pairs = input.pairs.map(({ pairId, keyForA, pattern }) => ({ pairId, keyForA, pattern }));
    const release = { seed, pairs, answers, encoders: [], excluded: ['a'] };
    const asked = { ...release, answers: packed.answers };
    const models = [{ id: 'm', lines: 'p A 1\np B 0' }];
    const [results, numbers] = await Promise.all([
      inThread('release-results', 'release', () => ({ ...asked, models })),
      inThread('release-numbers', 'release', () => asked),
    ]);
    const answersOfModel = [
      { pairId: 'p', side: 'A' as const, answer: 1 as const },
      { pairId: 'p', side: 'B' as const, answer: 'unparsed' as const },
    ];
    expect(results).toEqual(
      releaseResults({ ...release, models: [{ id: 'm', answers: answersOfModel }] }),
    );
    expect(numbers).toEqual(releaseNumbers(release));
  });

  it('fails for data that contradict themselves or cannot be read, and works on', async () => {
    const twice = packAnswers([...input.answers, input.answers[0]!]);
    const contradicting = () => ({ ...packed, answers: twice });
    await expect(inThread('study-report', 'c', contradicting)).rejects.toThrow(/twice/);
    await expect(
      inThread('study-report', 'c', () => Promise.reject(new Error('no database'))),
    ).rejects.toThrow('no database');
    await expect(inThread('study-report', 'c', () => packed)).resolves.toMatchObject({ raters: 2 });
  });
});

describe('packed answers', () => {
  it('are the answers again, "can’t tell" and a rater without any included', () => {
    const answers = [
      ...input.answers,
      { ...input.answers[0]!, raterId: 'rater c', choice: null, activeMs: 7 },
    ];
    expect(unpackAnswers(packAnswers(answers))).toEqual(answers);
    expect(unpackAnswers([{ id: 'none', lines: '' }])).toEqual([]);
  });
});
