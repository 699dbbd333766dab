import { PATTERN_IDS, type PatternId } from '@/lib/domain/patterns';
import { presentationOf, type Presentation } from '@/lib/domain/presentation';
import { cellsFromAnswers, type Cell } from '@/lib/domain/statistics/cells';
import { clusteredItemAccuracy } from '@/lib/domain/statistics/clustered-se';
import { crossedBootstrap, type CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import { crossedDifference } from '@/lib/domain/statistics/crossed-difference';
import { scoreMajority } from '@/lib/domain/statistics/majority-vote';
import { scoreAnswers, type ScoredPair } from '@/lib/domain/statistics/pair-accuracy';
import { wilsonInterval, type Interval } from '@/lib/domain/statistics/wilson';
import { authorize, type Ctx } from '@/lib/infra/context';
import { studyAnswers } from '@/lib/infra/study-answers';
import { encoderResults, type ScoredEncoder } from './encoder-results';
import { loadEvaluatedRelease, type EvaluatedRelease } from './load-evaluated-release';

type Measure = 'pair' | 'item';

/** People, one model or one encoder by pattern; null where nothing was measured. */
export interface PatternRow {
  pattern: PatternId;
  pairs: number;
  people: CrossedResult;
  scored: { id: string; pair: Interval | null }[];
}

export interface ScoredModel {
  id: string;
  model: string;
  form: string;
  fileName: string;
  createdAt: string;
  missing: number;
  unparsed: number;
  /** Wilson over pairs. */
  pair: Interval;
  /** Clustered by pair. */
  item: Interval;
  pairsRight: number;
  /** People minus model, from crossed draws over the same pairs; null without people. */
  difference: Record<Measure, { estimate: number; lower: number; upper: number } | null>;
}

export interface Results {
  version: number;
  pairs: number;
  /** Of the images to people. Side by side, nothing of theirs is comparable with a model. */
  presentation: Presentation;
  people: Record<Measure, CrossedResult> & {
    majority: Record<Measure, Interval | null> & { pairs: number; ties: number };
  };
  models: ScoredModel[];
  encoders: ScoredEncoder[];
  perPattern: PatternRow[];
}

/** Everything measured on one published release. Accuracies are shares in [0, 1]. */
export async function results(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string; version: number },
): Promise<Results> {
  authorize(ctx, 'results:view', input.projectId);
  const release = await loadEvaluatedRelease(ctx.db, input.projectId, input);
  const ids = new Set(release.pairs.map((pair) => pair.pairId));
  const [all, evaluations, encoders] = await Promise.all([
    studyAnswers(ctx.db, release.studyId),
    loadEvaluations(ctx, release),
    encoderResults(ctx.db, release),
  ]);
  const answers = all.filter((answer) => ids.has(answer.pairId));
  const cells = cellsFromAnswers(release.pairs, answers);
  const seed = `${release.seed}/bootstrap`;
  const models: (ScoredModel & { perPair: ScoredPair[] })[] = [];
  for (const evaluation of evaluations) {
    await turn();
    models.push(scoreModel(evaluation, release, cells, seed));
  }
  const perPattern = await byPattern(release, cells, seed, [...models, ...encoders]);
  const complete = completePairs(cells);
  const majority = scoreMajority(
    release.pairs.filter((pair) => complete.has(pair.pairId)),
    answers.filter((answer) => complete.has(answer.pairId)),
  );
  return {
    version: release.version,
    pairs: release.pairs.length,
    presentation: presentationOf(release.study.presentation),
    people: {
      ...crossedBootstrap({ cells, seed }),
      majority: {
        pair: wilsonInterval(majority.pairsRight, majority.pairs),
        item: wilsonInterval(majority.itemsRight / 2, majority.pairs),
        pairs: majority.pairs,
        ties: majority.ties,
      },
    },
    models: models.map(({ perPair: _perPair, ...model }) => model),
    encoders: encoders.map(({ perPair: _perPair, ...encoder }) => encoder),
    perPattern,
  };
}

/** Bootstraps take tens of milliseconds each; other requests get a turn in between. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

const completePairs = (cells: readonly Cell[]): Set<string> =>
  new Set(
    cells.filter((cell) => cell.rightA !== null && cell.rightB !== null).map((cell) => cell.pairId),
  );

const loadEvaluations = (ctx: Pick<Ctx, 'db'>, release: EvaluatedRelease) =>
  ctx.db.evaluation.findMany({
    where: { releaseId: release.id },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      model: true,
      format: true,
      fileName: true,
      createdAt: true,
      missing: true,
      unparsed: true,
      answers: { select: { pairId: true, side: true, choice: true } },
    },
  });

function scoreModel(
  evaluation: Awaited<ReturnType<typeof loadEvaluations>>[number],
  release: EvaluatedRelease,
  cells: readonly Cell[],
  seed: string,
): ScoredModel & { perPair: ScoredPair[] } {
  const { answers, format, createdAt, ...rest } = evaluation;
  const score = scoreAnswers(
    release.pairs,
    answers.map(({ pairId, side, choice }) => ({
      pairId,
      side,
      answer: choice === 1 || choice === 2 ? choice : ('unparsed' as const),
    })),
  );
  const difference = crossedDifference({ cells, model: score.perPair, seed });
  const known = (measure: Measure) => {
    const result = difference[measure];
    if (!result.available) return null;
    const { estimate, lower, upper } = result;
    return { estimate, lower, upper };
  };
  return {
    ...rest,
    form: format,
    createdAt: createdAt.toISOString(),
    // A release has at least one pair, so both exist.
    pair: wilsonInterval(score.pairsRight, score.pairs) as Interval,
    item: clusteredItemAccuracy(score.perPair) as Interval,
    pairsRight: score.pairsRight,
    difference: { pair: known('pair'), item: known('item') },
    perPair: score.perPair,
  };
}

async function byPattern(
  release: EvaluatedRelease,
  cells: readonly Cell[],
  seed: string,
  scored: readonly { id: string; perPair: readonly ScoredPair[] }[],
): Promise<PatternRow[]> {
  const rows: PatternRow[] = [];
  for (const pattern of PATTERN_IDS) {
    const own = new Set(
      release.pairs.filter((pair) => pair.pattern === pattern).map((pair) => pair.pairId),
    );
    if (own.size === 0) continue;
    await turn();
    const inPattern = cells.filter((cell) => own.has(cell.pairId));
    rows.push({
      pattern,
      pairs: own.size,
      people: crossedBootstrap({ cells: inPattern, seed: `${seed}/${pattern}` }).pair,
      scored: scored.map(({ id, perPair }) => {
        const pairs = perPair.filter((pair) => own.has(pair.pairId));
        const right = pairs.filter((pair) => pair.rightA && pair.rightB).length;
        return { id, pair: wilsonInterval(right, pairs.length) };
      }),
    });
  }
  return rows;
}
