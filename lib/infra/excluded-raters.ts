import { exclusionOf, type ExclusionReason } from '@/lib/domain/study-protocol';
import type { DbOrTx } from './db/client';
import { studyAnswers } from './study-answers';

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
  const [wrong, answers] = await Promise.all([
    db.$queryRaw<{ label: string; wrong: number }[]>`
      SELECT r."label", count(*) FILTER (WHERE x."right" = false)::int AS "wrong"
      FROM "StudyRater" r
      LEFT JOIN "ProtocolTrial" x ON x."studyRaterId" = r."id" AND x."phase" = 'ATTENTION'
      WHERE r."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL
      GROUP BY r."label" ORDER BY r."label"`,
    studyAnswers(db, studyId),
  ]);
  const times = new Map<string, number[]>();
  for (const { raterId, activeMs } of answers) {
    const list = times.get(raterId);
    if (list) list.push(activeMs);
    else times.set(raterId, [activeMs]);
  }
  const excluded = new Map<string, ExclusionReason>();
  for (const { label, wrong: attentionWrong } of wrong) {
    const reason = exclusionOf(rules, { attentionWrong, activeMs: times.get(label) ?? [] });
    if (reason) excluded.set(label, reason);
  }
  return excluded;
}
