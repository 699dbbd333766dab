import { AppError } from '@/lib/domain/errors';
import type { Tx } from '@/lib/infra/db/client';
import { measuredPairs } from '@/lib/infra/study-answers';
import type { LoadedRelease } from './load-release';

/**
 * Throws 'conflict' when a rater withdrew since the release was loaded, whose deleted answers the
 * archive would hold, or when the answers that are left no longer measure all of its pairs. Nobody
 * can withdraw until the transaction ends.
 */
export async function refuseChangedAnswers(tx: Tx, release: LoadedRelease): Promise<void> {
  const studyId = release.study.id;
  await tx.$queryRaw`
    SELECT "id" FROM "StudyRater" WHERE "studyId" = ${studyId}::uuid ORDER BY "id" FOR SHARE`;
  const [now] = await tx.$queryRaw<{ withdrawn: number; answers: number }[]>`
    SELECT
      (SELECT count(*)::int FROM "StudyRater" r
       WHERE r."studyId" = ${studyId}::uuid AND r."startedAt" IS NOT NULL
         AND r."withdrawnAt" IS NOT NULL) AS "withdrawn",
      (SELECT count(*)::int FROM "Response" a
       JOIN "Trial" t ON t."id" = a."trialId"
       JOIN "StudyRater" r ON r."id" = t."studyRaterId"
       JOIN "ReleasePair" rp ON rp."pairId" = t."pairId" AND rp."releaseId" = ${release.id}::uuid
       WHERE r."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL) AS "answers"`;
  const { withdrawn } = release.protocol;
  const measured = await measuredPairs(tx, studyId);
  if (
    now?.withdrawn === withdrawn &&
    now.answers === release.answers.length &&
    release.pairs.every(({ pairId }) => measured.has(pairId))
  ) {
    return;
  }
  throw new AppError(
    'conflict',
    'A rater has withdrawn meanwhile, and the answers are deleted. Nothing was published. Check again and make a new release.',
    { key: 'releaseAnswersChanged' },
  );
}
