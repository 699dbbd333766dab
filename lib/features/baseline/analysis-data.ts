import { notFound } from '@/lib/domain/errors';
import { itemsPerScreen, presentationOf, type Presentation } from '@/lib/domain/presentation';
import { pairsEach } from '@/lib/domain/assignment';
import type { ReportInput, ReportPair } from '@/lib/domain/statistics/study-report';
import type { DbOrTx } from '@/lib/infra/db/client';
import { excludedRaters } from '@/lib/infra/excluded-raters';
import { answeredRaters, type AnsweredRater } from '@/lib/infra/study-answers';

/** All that a report is made of but the answers themselves: of these, who gave them and their stamps. */
export interface AnalysisData extends Omit<ReportInput, 'seed' | 'answers' | 'excluded'> {
  study: {
    id: string;
    name: string;
    seed: string;
    primaryEstimand: string;
    presentation: Presentation;
  };
  answered: AnsweredRater[];
  excluded: string[];
}

/**
 * The key of a study and who answered. For the study's analysis only: nothing of it goes to raters. A pair
 * is dropped that was rejected since, or whose question of this study was sent back or replaced.
 */
export async function loadAnalysisData(
  db: DbOrTx,
  projectId: string,
  studyId: string,
): Promise<AnalysisData> {
  const study = await db.study.findFirst({
    where: { id: studyId, projectId },
    select: {
      id: true,
      name: true,
      seed: true,
      primaryEstimand: true,
      presentation: true,
      pairsPerRater: true,
    },
  });
  if (!study) throw notFound('The study');
  const pairs = await db.$queryRaw<ReportPair[]>`
    SELECT sp."pairId", q."keyForA", q."pattern",
           (p."status" = 'REJECTED' OR p."currentQuestionId" IS DISTINCT FROM sp."questionId"
            OR EXISTS (SELECT 1 FROM "Reopening" r
                       WHERE r."pairId" = sp."pairId" AND r."questionId" = sp."questionId")) AS "dropped"
    FROM "StudyPair" sp
    JOIN "QuestionVersion" q ON q."id" = sp."questionId"
    JOIN "Pair" p ON p."id" = sp."pairId"
    WHERE sp."studyId" = ${studyId}::uuid ORDER BY p."number"`;
  // One after another: inside a transaction there is one connection.
  const answered = await answeredRaters(db, studyId);
  const excluded = await excludedRaters(db, studyId);
  const finished = await db.studyRater.findMany({
    where: { studyId, withdrawnAt: null, finishedAt: { not: null }, timedOutAt: null },
    select: { label: true },
    orderBy: { label: 'asc' },
  });
  const { pairsPerRater, ...named } = study;
  const presentation = presentationOf(study.presentation);
  return {
    study: { ...named, presentation },
    itemsPerTrial: itemsPerScreen(presentation),
    pairsPerRater: pairsEach(pairs.length, pairsPerRater),
    pairs,
    answered,
    finished: finished.map(({ label }) => label),
    excluded: [...excluded.keys()],
  };
}
