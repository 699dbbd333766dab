import { exclusionOf, type ExclusionReason } from '@/lib/domain/study-protocol';
import type { DbOrTx } from './db/client';

/** Pseudonyms of the raters whom the study's own rules leave out, with the rule. Derived, never stored. */
export async function excludedRaters(
  db: DbOrTx,
  studyId: string,
): Promise<ReadonlyMap<string, ExclusionReason>> {
  const rules = await db.study.findUniqueOrThrow({
    where: { id: studyId },
    select: { attentionMistakesAllowed: true, leastMedianMs: true },
  });
  if (rules.attentionMistakesAllowed === null && rules.leastMedianMs === null) return new Map();
  const timed = rules.leastMedianMs !== null;
  // The median in the database: a study may have hundreds of thousands of times.
  const raters = await db.$queryRaw<{ label: string; wrong: number; median: number | null }[]>`
    SELECT r."label",
           (SELECT count(*)::int FROM "ProtocolTrial" x
            WHERE x."studyRaterId" = r."id" AND x."phase" = 'ATTENTION' AND x."right" = false) AS "wrong",
           m."median"
    FROM "StudyRater" r
    LEFT JOIN (
      SELECT t."studyRaterId", percentile_cont(0.5) WITHIN GROUP (ORDER BY a."activeMs") AS "median"
      FROM "Response" a
      JOIN "Trial" t ON t."id" = a."trialId"
      JOIN "StudyRater" o ON o."id" = t."studyRaterId"
      WHERE o."studyId" = ${studyId}::uuid AND ${timed}
      GROUP BY t."studyRaterId"
    ) m ON m."studyRaterId" = r."id"
    WHERE r."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL
    ORDER BY r."label"`;
  const excluded = new Map<string, ExclusionReason>();
  for (const { label, wrong: attentionWrong, median } of raters) {
    const activeMs = median === null ? [] : [median];
    const reason = exclusionOf(rules, { attentionWrong, activeMs });
    if (reason) excluded.set(label, reason);
  }
  return excluded;
}
