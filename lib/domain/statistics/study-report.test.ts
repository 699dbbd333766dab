import { describe, expect, it } from 'vitest';
import { answersFromCells, modelWithAccuracy, simulateCells } from './simulate';
import { learningCurve } from './study-parts';
import { studyReport, type ReportInput, type ReportPair } from './study-report';

const pairs: ReportPair[] = Array.from({ length: 24 }, (_, p) => ({
  pairId: `p${p}`,
  keyForA: 1,
  pattern: p % 2 === 0 ? 'orientation' : 'viewpoint',
  dropped: p === 3,
}));
const cells = simulateCells(
  modelWithAccuracy('pair', 0.8, { raterSd: 0.6, pairSd: 1, itemSd: 0.5 }),
  { raters: 6, pairs: 24 },
  'report',
);
const answers = answersFromCells(cells, pairs).map((answer, at) => ({
  ...answer,
  position: (at % 48) + 1,
  confidence: (at % 3) + 1,
  activeMs: 1000 + at,
  wallMs: 2000 + at,
}));
const input: ReportInput = {
  seed: 'study',
  pairs,
  answers,
  finished: ['r0', 'r1', 'r2', 'r3', 'r4'],
};

describe('the report of a study', () => {
  it('has the same means as its cells, and parts of them where something is left out', () => {
    const report = studyReport(input);
    const right = cells.filter(({ rightA, rightB }) => rightA && rightB);
    expect(report.meanIndividual.pair).toMatchObject({
      estimate: right.length / cells.length,
      method: { name: 'crossed-logit-t', draws: 2000, seed: 'study/bootstrap' },
    });
    const [all, finished, kept] = report.variants;
    expect(all).toMatchObject({ id: 'all', raters: 6, pairs: 24 });
    expect(finished).toMatchObject({ id: 'finished', raters: 5, pairs: 24 });
    expect(kept).toMatchObject({ id: 'kept', raters: 6, pairs: 23 });
    const without = (left: typeof cells) =>
      left.filter(({ rightA, rightB }) => rightA && rightB).length / left.length;
    expect(finished!.mean.pair).toMatchObject({
      estimate: without(cells.filter(({ raterId }) => raterId !== 'r5')),
    });
    expect(kept!.mean.pair).toMatchObject({
      estimate: without(cells.filter(({ pairId }) => pairId !== 'p3')),
    });
    expect(report.perPattern.map(({ pattern, pairs: n }) => [pattern, n])).toEqual([
      ['orientation', 12],
      ['viewpoint', 12],
    ]);
  });

  it('has the numbers counted by hand where raters share the pairs', () => {
    // Two of four pairs each, so two raters for each pair: which items of it are right.
    const given: [string, string, boolean, boolean][] = [
      ['r0', 'p0', true, true],
      ['r0', 'p1', true, false],
      ['r1', 'p2', true, true],
      ['r1', 'p4', true, true],
      ['r2', 'p0', false, false],
      ['r2', 'p2', true, true],
      ['r3', 'p1', true, true],
      ['r3', 'p4', false, true],
    ];
    const cellsGiven = given.map(([raterId, pairId, rightA, rightB]) => ({
      ...{ raterId, pairId, rightA, rightB },
    }));
    const shared = pairs.filter(({ pairId }) => ['p0', 'p1', 'p2', 'p4'].includes(pairId));
    const report = studyReport({
      ...{ seed: 'shared', pairs: shared, finished: ['r0', 'r1', 'r2', 'r3'] },
      answers: answersFromCells(cellsGiven, shared).map((one, at) => ({
        ...{ ...one, position: (at % 4) + 1, confidence: 2, activeMs: 1000, wallMs: 2000 },
      })),
    });
    // Right are 1, 2, 1 and 1 of two pairs, and 3, 4, 2 and 3 of four items.
    expect(report.meanIndividual).toMatchObject({
      pair: { estimate: 5 / 8, nRaters: 4, nPairs: 4, method: { name: 'crossed-logit-t' } },
      item: { estimate: 12 / 16, nRaters: 4, nPairs: 4 },
    });
    expect(report.perRater.map((one) => [one.pairs, one.pairsRight, one.itemsRight])).toEqual([
      [2, 1, 3],
      [2, 2, 4],
      [2, 1, 2],
      [2, 1, 3],
    ]);
    // Of p0 both items are a tie, of p1 and p4 one each; p2 alone is right as a pair.
    expect(report.majority).toMatchObject({
      ...{ pair: { estimate: 1 / 4 }, item: { estimate: 4 / 8 }, items: 8, pairs: 4, ties: 4 },
    });
    // Everybody answered all that he was given, so no other baseline differs.
    expect(report).toMatchObject({ finished: 4, raters: 4, responses: 16 });
    expect(report.variants.map(({ id }) => id)).toEqual(['all']);
  });

  it('has patterns and agreement once more without raters whom the rules leave out', () => {
    const { withoutExcluded, agreement } = studyReport({ ...input, excluded: ['r0', 'nobody'] });
    const others = cells.filter(({ raterId }) => raterId !== 'r0');
    const alone = studyReport({
      ...input,
      answers: answers.filter(({ raterId }) => raterId !== 'r0'),
    });
    expect(withoutExcluded?.agreement).toEqual(alone.agreement);
    expect(withoutExcluded?.agreement).not.toEqual(agreement);
    const share = (at: number) => {
      const own = others.filter(({ pairId }) => Number(pairId.slice(1)) % 2 === at);
      return own.filter(({ rightA, rightB }) => rightA && rightB).length / own.length;
    };
    expect(withoutExcluded?.perPattern).toMatchObject([
      { pattern: 'orientation', pair: { estimate: share(0), nRaters: 5, nPairs: 12 } },
      { pattern: 'viewpoint', pair: { estimate: share(1), nRaters: 5, nPairs: 12 } },
    ]);
    expect(studyReport(input).withoutExcluded).toBeNull();
  });

  it('takes nothing against an item from raters whom the rules leave out', () => {
    const against = answers.map((answer) =>
      answer.pairId === 'p0' && answer.side === 'A' && answer.raterId !== 'r0'
        ? { ...answer, choice: 2 as const }
        : answer,
    );
    const kinds = (excluded: string[]) =>
      studyReport({ ...input, answers: against, excluded })
        .flags.filter(({ pairId, kind }) => pairId === 'p0' && kind === 'majority-against-key')
        .map((flag) => flag.kind);
    expect(kinds([])).toEqual(['majority-against-key']);
    expect(kinds(['r1', 'r2', 'r3', 'r4', 'r5'])).toEqual([]);
  });

  it('counts learning by screens where two items share one', () => {
    const { learning } = studyReport({ ...input, itemsPerTrial: 2 });
    // 24 screens in five parts; no screen is cut in two.
    expect(learning.curve.map(({ from, to }) => [from, to])).toEqual([
      [1, 4],
      [5, 9],
      [10, 14],
      [15, 19],
      [20, 24],
    ]);
    expect(learning.curve.map(({ n }) => n)).toEqual([4, 5, 5, 5, 5].map((n) => 6 * 2 * n));
  });

  it('names one baseline where nothing is left out, and is the same for the same answers', () => {
    const whole = {
      ...input,
      pairs: pairs.map((pair) => ({ ...pair, dropped: false })),
      finished: [...input.finished, 'r5'],
    };
    const report = studyReport(whole);
    expect(report.variants.map(({ id }) => id)).toEqual(['all']);
    expect(report.finished).toBe(6);
    expect(studyReport(whole)).toEqual(report);
    // One baseline, too, while nobody has finished: the page must not say that all have.
    const early = studyReport({ ...whole, finished: [] });
    expect(early.variants.map(({ id }) => id)).toEqual(['all']);
    expect(early.finished).toBe(0);
  });

  it('says of how many items a flag could say something', () => {
    // Six raters are fewer than the eight that an item-rest correlation takes.
    const { flaggable } = studyReport(input);
    expect(flaggable).toEqual({ items: 48, judged: 48, correlated: 0 });
    const [one] = input.answers;
    const few = studyReport({ ...input, answers: [one!], finished: [] });
    expect(few.flaggable).toEqual({ items: 48, judged: 0, correlated: 0 });
  });

  it('says why without an answer, and holds no NaN', () => {
    for (const given of [input, { ...input, answers: [], finished: [] }]) {
      const walk = (value: unknown): void => {
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        else if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
      };
      walk(studyReport(given));
    }
    expect(studyReport({ ...input, answers: [] })).toMatchObject({
      raters: 0,
      meanIndividual: { pair: { available: false, reason: 'no-answers' } },
      calibration: { defined: false, reason: 'no-answers' },
      times: { active: { defined: false, reason: 'no-values' } },
      learning: { slope: { defined: false }, curve: [] },
      reliability: { defined: false, reason: 'no-answers' },
    });
  });
});

describe('the curve over trials', () => {
  it('puts every position into one of five parts', () => {
    const scores = Array.from({ length: 48 }, (_, at) => ({
      position: at + 1,
      right: at % 2 === 0,
    }));
    const curve = learningCurve(scores, 48);
    expect(curve.map(({ from, to }) => [from, to])).toEqual([
      [1, 9],
      [10, 19],
      [20, 28],
      [29, 38],
      [39, 48],
    ]);
    expect(curve.reduce((sum, { n }) => sum + n, 0)).toBe(48);
    expect(learningCurve(scores.slice(0, 3), 48).map(({ n }) => n)).toEqual([3]);
  });
});
