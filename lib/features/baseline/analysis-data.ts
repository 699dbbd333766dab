import { notFound } from '@/lib/domain/errors';
import type { PatternId } from '@/lib/domain/patterns';
import type { RaterAnswer } from '@/lib/domain/statistics/majority-vote';
import type { Choice, PairKey } from '@/lib/domain/statistics/pair-accuracy';
import type { Db } from '@/lib/infra/db/client';

export interface AnalysisPair extends PairKey {
  pattern: PatternId;
}

export interface AnalysisAnswer extends RaterAnswer {
  confidence: number;
  activeMs: number;
}

export interface AnalysisData {
  study: { id: string; name: string; seed: string; primaryEstimand: string };
  pairs: AnalysisPair[];
  /** Of raters who have not withdrawn, ordered by rater and trial, so that draws can be repeated. */
  answers: AnalysisAnswer[];
}

/** The key and all answers of a study. For the study's analysis only: nothing of it goes to raters. */
export async function loadAnalysisData(
  db: Db,
  projectId: string,
  studyId: string,
): Promise<AnalysisData> {
  const study = await db.study.findFirst({
    where: { id: studyId, projectId },
    select: { id: true, name: true, seed: true, primaryEstimand: true },
  });
  if (!study) throw notFound('The study');
  const pairs = await db.$queryRaw<AnalysisPair[]>`
    SELECT sp."pairId", q."keyForA", q."pattern"
    FROM "StudyPair" sp
    JOIN "QuestionVersion" q ON q."id" = sp."questionId"
    JOIN "Pair" p ON p."id" = sp."pairId"
    WHERE sp."studyId" = ${studyId}::uuid ORDER BY p."number"`;
  const rows = await db.$queryRaw<
    {
      raterId: string;
      pairId: string;
      side: 'A' | 'B';
      choice: Choice | null;
      confidence: number;
      activeMs: number;
    }[]
  >`
    SELECT r."label" AS "raterId", t."pairId", t."side"::text AS "side", a."choice",
           a."confidence", a."activeMs"
    FROM "Response" a
    JOIN "Trial" t ON t."id" = a."trialId"
    JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    WHERE r."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL
    ORDER BY r."label", t."position"`;
  return { study, pairs, answers: rows };
}
