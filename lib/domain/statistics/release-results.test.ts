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

  it('hold no difference where no person answered', () => {
    const none = releaseResults({ ...input, answers: [] });
    expect(none.people.pair).toMatchObject({ available: false, reason: 'no-answers' });
    expect(none.models[0]!.difference).toEqual({ pair: null, item: null });
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
      agreementIntervals: null,
      withoutExcluded: { raters: 5, mean: ruled.mean },
    });
    expect(
      releaseNumbers({ seed: 'one', pairs, answers, excluded: [] }).withoutExcluded,
    ).toBeNull();
  });
});
