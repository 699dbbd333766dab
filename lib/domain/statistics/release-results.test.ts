import { describe, expect, it } from 'vitest';
import { studyReport } from './study-report';
import { answersFromCells, modelWithAccuracy, simulateCells } from './simulate';
import { releaseNumbers } from './release-numbers';
import { releaseResults, type ResultsInput } from './release-results';

const pairs = Array.from({ length: 24 }, (_, p) => ({
  pairId: `p${p}`,
  keyForA: 1 as const,
  pattern: p % 2 === 0 ? ('orientation' as const) : ('viewpoint' as const),
}));
const cells = simulateCells(
  modelWithAccuracy('pair', 0.8, { raterSd: 0.6, pairSd: 1, itemSd: 0.5 }),
  { raters: 6, pairs: 24 },
  'release',
);
const answers = answersFromCells(cells, pairs);
/** Always the first option: right on A, wrong on B. */
const first: ResultsInput['models'][number]['answers'] = pairs.flatMap(({ pairId }) =>
  (['A', 'B'] as const).map((side) => ({ pairId, side, answer: 1 as const })),
);
const input: ResultsInput = {
  seed: 'one',
  pairs,
  answers,
  models: [{ id: 'first', answers: first }],
  encoders: [
    { id: 'all', perPair: pairs.map(({ pairId }) => ({ pairId, rightA: true, rightB: true })) },
  ],
};
/** The same people and pairs as a study of the same seed. */
const report = studyReport({
  seed: 'one',
  pairs: pairs.map((pair) => ({ ...pair, dropped: false })),
  answers: answers.map((answer, at) => ({
    ...answer,
    position: (at % 48) + 1,
    confidence: 2,
    activeMs: 1000,
    wallMs: 1000,
  })),
  finished: [],
  excluded: ['r0'],
});

describe('the figures of a release', () => {
  const results = releaseResults(input);

  it('say of people what a report on the same answers says', () => {
    expect(results.people).toEqual({ ...report.meanIndividual, majority: report.majority });
    expect(results.perPattern.map(({ pattern, pairs: n, people }) => [pattern, n, people])).toEqual(
      report.perPattern.map(({ pattern, pairs: n, pair }) => [pattern, n, pair]),
    );
  });

  it('count a model that always takes the first option as right on half of the items and no pair', () => {
    const share = cells.filter(({ rightA, rightB }) => rightA && rightB).length / cells.length;
    expect(results.models).toMatchObject([
      { id: 'first', pairsRight: 0, pair: { estimate: 0 }, item: { estimate: 0.5 } },
    ]);
    expect(results.models[0]!.difference.pair?.estimate).toBeCloseTo(share, 12);
    expect(results.perPattern[0]!.scored).toMatchObject([
      { id: 'first', pair: { estimate: 0 } },
      { id: 'all', pair: { estimate: 1 } },
    ]);
  });

  it('stand once more without whom the rules leave out, with everything that people are in', () => {
    const ruled = report.variants.find(({ id }) => id === 'ruled')!;
    const { withoutExcluded } = releaseResults({ ...input, excluded: ['r0', 'nobody'] });
    const others = cells.filter(({ raterId }) => raterId !== 'r0');
    const share = others.filter(({ rightA, rightB }) => rightA && rightB).length / others.length;
    expect(withoutExcluded).toMatchObject({
      raters: 5,
      people: { ...ruled.mean, majority: ruled.majority },
      // The model has no pair right.
      differences: [{ id: 'first', difference: { pair: { estimate: expect.closeTo(share, 12) } } }],
    });
    expect(withoutExcluded!.perPattern).toEqual(
      report.withoutExcluded!.perPattern.map(({ pattern, pair }) => ({ pattern, people: pair })),
    );
    // The majority of the others alone: what a release of their answers only would test.
    const alone = releaseResults({
      ...input,
      answers: answers.filter(({ raterId }) => raterId !== 'r0'),
    });
    expect(withoutExcluded!.tests).toEqual(alone.tests);
    // With everybody excluded, or nobody, there is no second figure.
    const raters = [...new Set(answers.map(({ raterId }) => raterId))];
    for (const excluded of [[], ['nobody'], raters])
      expect(releaseResults({ ...input, excluded }).withoutExcluded).toBeNull();
  });

  it('hold no difference where no person answered', () => {
    const none = releaseResults({ ...input, answers: [] });
    expect(none.people.pair).toMatchObject({ available: false, reason: 'no-answers' });
    expect(none.models[0]!.difference).toEqual({ pair: null, item: null });
  });
});

describe('the tests of a release', () => {
  /** Ten pairs of three patterns; three people, the majority right on all but the last pair. */
  const patterns = ['orientation', 'viewpoint', 'text'] as const;
  const keys = Array.from({ length: 10 }, (_, p) => ({
    pairId: `p${p}`,
    keyForA: 1 as const,
    pattern: patterns[p < 6 ? 0 : p < 8 ? 1 : 2],
  }));
  const items = (right: (p: number) => boolean) =>
    keys.flatMap(({ pairId }, p) =>
      (['A', 'B'] as const).map((side) => ({
        pairId,
        side,
        answer: right(p) === (side === 'A') ? (1 as const) : (2 as const),
      })),
    );
  const people = ['r1', 'r2', 'r3'].flatMap((raterId, r) =>
    items((p) => p < 9 && !(r === 0 && p < 3)).map(({ answer, ...item }) => ({
      raterId,
      ...item,
      choice: answer,
    })),
  );
  const given: ResultsInput = {
    seed: 'tests',
    pairs: keys,
    answers: people,
    models: [
      { id: 'none', answers: items(() => false) },
      { id: 'last', answers: items((p) => p >= 6) },
      { id: 'alike', answers: items((p) => p < 9) },
    ],
    encoders: [
      {
        id: 'clip',
        perPair: keys.map(({ pairId }, p) => ({ pairId, rightA: p >= 3, rightB: p >= 3 })),
      },
    ],
  };
  const { tests, correlations } = releaseResults(given);
  const near = (value: number): unknown => expect.closeTo(value, 12);

  it('set each model against the majority, corrected over models and over patterns', () => {
    // By hand. 'none': 9 pairs only people have right, 2 / 2^9; 'last': 6 against 1, twice the tail
    // (1 + 7) / 2^7; 'alike': no pair differs, so it is no test. Holm over two: the smaller one twice.
    expect(tests).toMatchObject([
      {
        model: 'none',
        all: { onlyFirst: 9, onlySecond: 0, p: near(2 / 512), adjusted: near(4 / 512) },
      },
      {
        model: 'last',
        all: { onlyFirst: 6, onlySecond: 1, p: near(1 / 8), adjusted: near(1 / 8) },
      },
      { model: 'alike', all: { defined: false, reason: 'no-discordant-pair' }, patterns: [] },
    ]);
    // Of 'none' 6, 1 and 2 pairs, in the paper's order: 2/64, 1 and 2/4, times 3, 1 and 2.
    expect(tests[0]!.patterns).toMatchObject([
      { pattern: 'orientation', onlyFirst: 6, p: near(2 / 64), adjusted: near(6 / 64) },
      { pattern: 'text', onlyFirst: 1, p: 1, adjusted: 1 },
      { pattern: 'viewpoint', onlyFirst: 2, p: near(1 / 2), adjusted: 1 },
    ]);
  });

  it('correlate the patterns of each model with those of each encoder', () => {
    expect(correlations.map(({ model, encoder }) => `${model} ${encoder}`)).toEqual([
      'none clip',
      'last clip',
      'alike clip',
    ]);
    expect(correlations[0]!.value).toEqual({ defined: false, reason: 'first-constant' });
    // 0, 1, 1 with 1/2, 1, 1: on one line.
    expect(correlations[1]!.value).toMatchObject({ pearson: 1, spearman: 1, groups: 3 });
  });

  it('are not made where no person answered', () => {
    expect(releaseResults({ ...given, answers: [] }).tests).toEqual([]);
  });
});

describe('the numbers of the baseline card of a release', () => {
  it('are those of a report on the same answers, with and without whom rules leave out', () => {
    const numbers = releaseNumbers({ seed: 'one', pairs, answers, excluded: ['r0', 'nobody'] });
    const ruled = report.variants.find(({ id }) => id === 'ruled')!;
    expect(numbers).toEqual({
      seed: report.seed,
      raters: 6,
      pairs: 24,
      answers: 288,
      cantTell: answers.filter(({ choice }) => choice === null).length,
      mean: report.meanIndividual,
      majority: report.majority,
      agreement: report.agreement,
      agreementIntervals: report.agreementIntervals,
      withoutExcluded: {
        ...{ raters: 5, mean: ruled.mean, majority: ruled.majority },
        agreement: report.withoutExcluded?.agreement,
        agreementIntervals: report.withoutExcluded?.agreementIntervals,
      },
    });
    expect(
      releaseNumbers({ seed: 'one', pairs, answers, excluded: [] }).withoutExcluded,
    ).toBeNull();
  });
});
