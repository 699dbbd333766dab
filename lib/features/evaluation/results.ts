import { presentationOf, type Presentation } from '@/lib/domain/presentation';
import type { ModelScore, ReleaseResults } from '@/lib/domain/statistics/release-results';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inThread } from '@/lib/infra/statistics/statistics-thread';
import { studyAnswers } from '@/lib/infra/study-answers';
import { encoderResults, type ScoredEncoder } from './encoder-results';
import { loadEvaluatedRelease, type EvaluatedRelease } from './load-evaluated-release';

export interface ScoredModel extends ModelScore {
  model: string;
  form: string;
  fileName: string;
  createdAt: string;
  missing: number;
  unparsed: number;
}

export interface Results extends Omit<ReleaseResults, 'models'> {
  version: number;
  pairs: number;
  /** Of the images to people. Side by side, nothing of theirs is comparable with a model. */
  presentation: Presentation;
  models: ScoredModel[];
  encoders: ScoredEncoder[];
}

/**
 * Everything measured on one published release, its draws made on a thread beside the server's own.
 * Accuracies are shares in [0, 1].
 */
export async function results(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string; version: number },
): Promise<Results> {
  authorize(ctx, 'results:view', input.projectId);
  const release = await loadEvaluatedRelease(ctx.db, input.projectId, input);
  const ids = new Set(release.pairs.map((pair) => pair.pairId));
  const [answers, evaluations, encoders] = await Promise.all([
    studyAnswers(ctx.db, release.studyId),
    loadEvaluations(ctx, release),
    encoderResults(ctx.db, release),
  ]);
  const { models, ...measured } = await inThread('release-results', {
    seed: release.seed,
    pairs: release.pairs.map(({ pairId, keyForA, pattern }) => ({ pairId, keyForA, pattern })),
    answers: answers.flatMap(({ raterId, pairId, side, choice }) =>
      ids.has(pairId) ? [{ raterId, pairId, side, choice }] : [],
    ),
    models: evaluations.map((evaluation) => ({
      id: evaluation.id,
      answers: evaluation.answers.map(({ pairId, side, choice }) => ({
        pairId,
        side,
        answer: choice === 1 || choice === 2 ? choice : ('unparsed' as const),
      })),
    })),
    encoders: encoders.map(({ id, perPair }) => ({ id, perPair })),
  });
  return {
    ...measured,
    version: release.version,
    pairs: release.pairs.length,
    presentation: presentationOf(release.study.presentation),
    models: evaluations.map(({ answers: _answers, format, createdAt, ...rest }, at) => ({
      ...rest,
      ...models[at]!,
      form: format,
      createdAt: createdAt.toISOString(),
    })),
    encoders: encoders.map(({ perPair: _perPair, ...encoder }) => encoder),
  };
}

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
      // In a fixed order, so that the same answers are known to be the same.
      answers: {
        orderBy: [{ pairId: 'asc' }, { side: 'asc' }],
        select: { pairId: true, side: true, choice: true },
      },
    },
  });
