import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceKeys } from './formats/balance-keys';
import { buildMmvpRows, optionsCell } from './formats/mmvp';
import type { PatternId } from './patterns';
import type { Choice } from './statistics/pair-accuracy';
import { AS_WRITTEN, auditTexts, scoreTexts, type AuditedPair, type TextPair } from './text-only';

const written = (
  pattern: PatternId,
  keyForA: Choice,
  options: [string, string] = ['Yes', 'No'],
): AuditedPair => ({ pattern, keyForA, options, question: 'Open?', ...AS_WRITTEN });

describe('An answerer that sees no image', () => {
  it('has one item of every pair right and no pair, by letter and by text, on any texts and keys', () => {
    const text = fc.constantFrom('Yes', 'No', 'Left', 'Right', 'two', '2');
    const pair = fc.record({
      pattern: fc.constantFrom<PatternId>('state', 'text'),
      question: fc.constantFrom('Open?', 'Which way?'),
      options: fc.uniqueArray(text, { minLength: 2, maxLength: 2 }) as fc.Arbitrary<
        [string, string]
      >,
      keyForA: fc.constantFrom<Choice>(1, 2),
      firstSide: fc.constantFrom<'A' | 'B'>('A', 'B'),
      optionsSwapped: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
        const { differing, letter, option } = auditTexts(pairs);
        expect(differing).toBe(0);
        expect(letter).toMatchObject({ items: pairs.length, pairs: 0 });
        expect(option).toEqual({ items: pairs.length, pairs: 0 });
      }),
    );
  });

  it('gains where rows of a pair differ, and these pairs are counted', () => {
    const yesNo = ['Yes', 'No'] as const;
    const item = (
      key: '(a)' | '(b)',
      question = 'Open?',
      options: TextPair[0]['options'] = yesNo,
    ) => ({
      question,
      options,
      key,
    });
    const pairs: TextPair[] = [
      [item('(a)'), item('(b)')],
      // The same key twice, another question, the options turned round.
      [item('(a)'), item('(a)')],
      [item('(b)'), item('(a)', 'Shut?')],
      [item('(b)', 'Open?', ['yes ', 'no']), item('(b)', 'Open?', ['No', 'Yes'])],
    ];
    // Keys: a b, a a, b a, b b: (a) 4 of 8, a tie, so (a); right 1, 2, 1 and 0 items.
    // Texts that are right: Yes No, Yes Yes, No Yes, No Yes: Yes 5 times, No 3 times. In all pairs but the
    // first 4 to 2, the second 3 to 3 (then (a), again Yes), the third and the fourth 4 to 2:
    // Yes throughout, right for 1, 2, 1 and 1 items.
    expect(scoreTexts(pairs)).toEqual({
      pairs: 4,
      differing: 3,
      letter: { always: '(a)', items: 4, pairs: 1 },
      option: { items: 5, pairs: 1 },
    });
  });

  it('takes (b) where (b) is right more often', () => {
    const item = { question: 'Open?', options: ['Yes', 'No'] as const, key: '(b)' as const };
    expect(scoreTexts([[item, item]]).letter).toEqual({ always: '(b)', items: 2, pairs: 1 });
  });
});

describe('The balance of keys', () => {
  it('is counted over all pairs and per pattern, in the paper’s order, without empty patterns', () => {
    const { keys } = auditTexts([
      written('text', 1),
      written('orientation', 2),
      { ...written('text', 2), firstSide: 'B' },
      { ...written('text', 1), optionsSwapped: true },
    ]);
    // Odd rows: (a), (b), B first and so the key 1, thus (a), and option 1 written as (b), thus (b).
    expect(
      keys.map(({ pattern, pairs, oddA, oneForA }) => [pattern, pairs, oddA.count, oneForA.count]),
    ).toEqual([
      [null, 4, 2, 2],
      ['orientation', 1, 0, 0],
      ['text', 3, 2, 2],
    ]);
    expect(auditTexts([]).keys).toEqual([]);
  });

  it('leans only where the exact interval leaves one half: six of six do, five of five do not', () => {
    // Two-sided chances of a fair coin: 2 / 2^5 = 6.25 %, 2 / 2^6 = 3.125 %.
    const same = (pattern: PatternId, count: number, key: Choice) =>
      Array.from({ length: count }, () => written(pattern, key));
    const { keys } = auditTexts([
      ...same('color', 5, 1),
      ...same('text', 6, 1),
      ...same('state', 6, 2),
    ]);
    expect(keys.map(({ pattern, oneForA }) => [pattern, oneForA.leans])).toEqual([
      // 11 of 17.
      [null, false],
      ['state', true],
      ['color', false],
      ['text', true],
    ]);
    expect(keys[3]?.oneForA.lower).toBeCloseTo(0.025 ** (1 / 6), 10);
    expect(keys[3]?.oneForA.upper).toBe(1);
  });

  it('counts the rows that an export really has', () => {
    const pairs = Array.from({ length: 9 }, (_, i) => ({
      ...written(i % 2 === 0 ? 'state' : 'text', i % 3 === 0 ? 1 : 2, ['Left', 'Right']),
      pairId: `p${i}`,
    }));
    const placements = balanceKeys(pairs, 'seed');
    const rows = buildMmvpRows(pairs, placements).filter(({ index }) => index % 2 === 1);
    const audited = pairs.map((pair, i) => ({ ...pair, ...placements[i]! }));
    const { keys, differing } = auditTexts(audited);
    expect(keys[0]?.oddA.count).toBe(rows.filter(({ correct }) => correct === '(a)').length);
    expect([4, 5]).toContain(keys[0]?.oddA.count);
    expect(differing).toBe(0);
    expect(new Set(rows.map(({ options }) => options))).toEqual(
      new Set([optionsCell('Left', 'Right'), optionsCell('Right', 'Left')]),
    );
  });
});
