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
  // The median in the database: a study may have hundreds of thousands of times.
  const raters = await db.$queryRaw<{ label: string; wrong: number; median: number | null }[]>`
    SELECT r."label",
           (SELECT count(*)::int FROM "ProtocolTrial" x
            WHERE x."studyRaterId" = r."id" AND x."phase" = 'ATTENTION' AND x."right" = false) AS "wrong",
           (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a."activeMs")
            FROM "Response" a JOIN "Trial" t ON t."id" = a."trialId"
            WHERE t."studyRaterId" = r."id") AS "median"
    FROM "StudyRater" r
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
