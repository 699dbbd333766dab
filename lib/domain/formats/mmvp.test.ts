import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATTERN_IDS } from '../patterns';
import { balanceKeys } from './balance-keys';
import { buildMmvpRows, parseMmvpCsv, writeMmvpCsv, type MmvpPair } from './mmvp';
import { spreadsheetSafe } from './spreadsheet-safe';

const wings: MmvpPair = {
  pairId: 'p1',
  question: "Are the butterfly's wings closer to being open or closed?",
  options: ['Open', 'Closed'],
  keyForA: 1,
};
const place = { pairId: 'p1', position: 1, firstSide: 'A', optionsSwapped: false } as const;

/** Texts that may be written: trimmed, one line, and with the characters that CSV must quote. */
const text = fc
  .array(fc.constantFrom('a', 'Z', '7', ',', '"', "'", '=', '-', ' ', 'é', '张', '😀'), {
    maxLength: 20,
  })
  .map((parts) => `x${parts.join('')}y`);
const pairs = fc.array(
  fc.record({
    question: text,
    options: fc.tuple(text, text).map(([one, two]): [string, string] => [`1${one}`, `2${two}`]),
    keyForA: fc.constantFrom(1 as const, 2 as const),
    pattern: fc.constantFrom(...PATTERN_IDS),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('MMVP’s Questions.csv', () => {
  it('is written as MMVP’s readers split it', () => {
    const rows = buildMmvpRows([wings], [place]);
    // Header and the first pair of huggingface.co/datasets/MMVP/MMVP, as InternVL's reader quotes it.
    expect(writeMmvpCsv(rows)).toBe(
      'Index,Question,Options,Correct Answer\r\n' +
        "1,Are the butterfly's wings closer to being open or closed?,(a) Open (b) Closed,(a)\r\n" +
        "2,Are the butterfly's wings closer to being open or closed?,(a) Open (b) Closed,(b)\r\n",
    );
  });

  it('gives back what was written, whatever the texts', () => {
    fc.assert(
      fc.property(pairs, fc.string(), (list, seed) => {
        const full = list.map((pair, i) => ({ ...pair, pairId: `p${i}` }));
        const placements = balanceKeys(full, seed);
        const rows = buildMmvpRows(full, placements);
        const parsed = parseMmvpCsv(writeMmvpCsv(rows));
        if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
        parsed.pairs.forEach((pair, i) => {
          const source = full[i];
          const [odd] = [rows[2 * i]];
          if (!source || !odd) throw new Error('as many pairs as were written');
          expect(pair.question).toBe(source.question);
          expect(pair.keys[0]).toBe(odd.correct);
          // The option that the key names is the one that is right for that row's image.
          const right = odd.side === 'A' ? source.keyForA : 3 - source.keyForA;
          expect(pair.options[odd.correct === '(a)' ? 0 : 1]).toBe(source.options[right - 1]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('has the key (a) on half of the odd rows, overall and in each pattern, for every seed', () => {
    fc.assert(
      fc.property(pairs, fc.string(), (list, seed) => {
        const full = list.map((pair, i) => ({ ...pair, pairId: `p${i}` }));
        const rows = buildMmvpRows(full, balanceKeys(full, seed));
        const oddRows = rows.filter((row) => row.index % 2 === 1);
        for (const pattern of [null, ...PATTERN_IDS]) {
          const group = oddRows.filter((_, i) => pattern === null || full[i]?.pattern === pattern);
          const withA = group.filter((row) => row.correct === '(a)').length;
          const sideA = group.filter((row) => row.side === 'A').length;
          expect(Math.abs(2 * withA - group.length)).toBeLessThanOrEqual(1);
          expect(Math.abs(2 * sideA - group.length)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('draws which rows those are from the seed, and repeats it', () => {
    const full = Array.from({ length: 30 }, (_, i) => ({ pairId: `p${i}`, keyForA: 1 as const }));
    expect(balanceKeys(full, 'one')).toEqual(balanceKeys(full, 'one'));
    expect(balanceKeys(full, 'one')).not.toEqual(balanceKeys(full, 'two'));
  });

  it.each([
    [{ options: ['Open (wide)', 'Closed'] as const }, /Option 1 has a parenthesis/],
    [{ options: ['Open', 'open'] as const }, /the same/],
    [{ question: 'One\nTwo' }, /line break/],
    [{ question: ' ' }, /empty/],
  ])('refuses %j and names the pair', (change, message) => {
    const build = () => buildMmvpRows([{ ...wings, ...change }], [place]);
    expect(build).toThrow(message);
    expect(build).toThrow(/p1/);
  });

  it('refuses pairs without a place of their own', () => {
    expect(() => buildMmvpRows([wings], [])).toThrow(/exactly one place/);
    expect(() => buildMmvpRows([wings], [{ ...place, position: 2 }])).toThrow(/place of its own/);
  });

  it('is read with MMVP’s own header typo, byte order mark and any line end', () => {
    const csv =
      '\ufefflndex,Question,Options,Correct Answer\n1,"Q, 1?",(a) Yes (b) No,(a)\n2,"Q, 1?",(a) Yes (b) No,(b)\n';
    expect(parseMmvpCsv(csv)).toEqual({
      ok: true,
      headerTypo: true,
      pairs: [{ position: 1, question: 'Q, 1?', options: ['Yes', 'No'], keys: ['(a)', '(b)'] }],
    });
  });

  it.each([
    ['', 0, /header/],
    ['Index,Question\n', 0, /header/],
    ['1,Q,(a) Y (b) N,(a)\n2,Q,(a) Y (b) N', 2, /Row 2: it has 3 cells/],
    ['1,Q,(a) Y (b) N,(a)\n3,Q,(a) Y (b) N,(b)', 2, /Row 2: Index is "3"/],
    ['1,Q,(a) Y (b) N,(a)\n2,R,(a) Y (b) N,(b)', 2, /different questions/],
    ['1,Q,(a) Y (b) N,(a)\n2,Q,(a) Y (b) M,(b)', 2, /different options/],
    ['1,Q,(a) Y (b) N,(a)\n2,Q,(a) Y (b) N,(a)', 2, /same correct answer/],
    ['1,Q,(a) Y (x) (b) N,(a)\n2,Q,(a) Y (x) (b) N,(b)', 1, /Row 1: Options/],
    ['1,Q,(a) Y (b) N,a\n2,Q,(a) Y (b) N,(b)', 1, /Row 1: Correct Answer/],
    ['1,Q,(a) Y (b) N,(a)', 1, /no partner/],
    ['1,"Q,(a) Y (b) N,(a)', null, /not valid CSV/],
  ])('names row and problem of %j', (body, row, message) => {
    const header = row === 0 ? '' : 'Index,Question,Options,Correct Answer\n';
    const parsed = parseMmvpCsv(header + body);
    if (parsed.ok) throw new Error('this file is wrong');
    expect(parsed.problems[0]).toEqual({ row, message: expect.stringMatching(message) });
  });
});

describe('cells for spreadsheets', () => {
  it('never begin a formula, and others pass unchanged', () => {
    for (const cell of ['=1+1', '+1', '-1', '@x', '\tx', '\0x']) {
      expect(spreadsheetSafe(cell)).toBe(`'${cell}`);
    }
    expect(spreadsheetSafe('a=b')).toBe('a=b');
    expect(spreadsheetSafe('')).toBe('');
    expect(spreadsheetSafe(-1)).toBe(-1);
  });
});
