import { presentationOf, type Presentation } from '@/lib/domain/presentation';
import type { Packed } from '@/lib/domain/statistics/packed-answers';
import type { ModelScore, ReleaseResults } from '@/lib/domain/statistics/release-results';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { Db } from '@/lib/infra/db/client';
import { excludedRaters } from '@/lib/infra/excluded-raters';
import { inThread } from '@/lib/infra/statistics/statistics-thread';
import { answeredRaters, packedAnswers } from '@/lib/infra/study-answers';
import { encoderResults, type ScoredEncoder } from './encoder-results';
import { loadEvaluatedRelease } from './load-evaluated-release';

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
  const { db } = ctx;
  const [answered, excluded, evaluations, scored] = await Promise.all([
    answeredRaters(db, release.studyId, release.id),
    excludedRaters(db, release.studyId),
    loadEvaluations(db, release.id),
    encoderResults(db, release),
  ]);
  const encoders = scored.map(({ id, perPair }) => ({ id, perPair }));
  const left = [...excluded.keys()];
  // A release's pairs and a model's answers are never changed, so that their ids stand for them.
  const ids = evaluations.map(({ id }) => id);
  const key = [release.id, answered, left, ids, encoders];
  const { models, ...measured } = await inThread('release-results', key, async () => ({
    seed: release.seed,
    pairs: release.pairs.map(({ pairId, keyForA, pattern }) => ({ pairId, keyForA, pattern })),
    answers: await packedAnswers(db, release.studyId, release.id),
    excluded: left,
    models: await packedModels(db, ids),
    encoders,
  }));
  return {
    ...measured,
    version: release.version,
    pairs: release.pairs.length,
    presentation: presentationOf(release.study.presentation),
    models: evaluations.map(({ format, createdAt, ...rest }, at) => ({
      ...rest,
      ...models[at]!,
      form: format,
      createdAt: createdAt.toISOString(),
    })),
    encoders: scored.map(({ perPair: _perPair, ...encoder }) => encoder),
  };
}

const loadEvaluations = (db: Db, releaseId: string) =>
  db.evaluation.findMany({
    where: { releaseId },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      model: true,
      format: true,
      fileName: true,
      createdAt: true,
      missing: true,
      unparsed: true,
    },
  });

/** In the order of the ids. */
async function packedModels(db: Db, ids: readonly string[]): Promise<Packed[]> {
  const rows = await db.$queryRaw<Packed[]>`
    SELECT "evaluationId"::text AS "id",
           string_agg(concat_ws(' ', "pairId", "side", coalesce("choice", 0)), chr(10)
                      ORDER BY "pairId", "side") AS "lines"
    FROM "ModelAnswer" WHERE "evaluationId" = ANY(${ids}::uuid[]) GROUP BY "evaluationId"`;
  const lines = new Map(rows.map((row) => [row.id, row.lines]));
  return ids.map((id) => ({ id, lines: lines.get(id) ?? '' }));
}
