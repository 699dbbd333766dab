import { exclusionOf, type ExclusionReason } from '@/lib/domain/study-protocol';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { DbOrTx } from '@/lib/infra/db/client';
import { studyAnswers } from '@/lib/infra/study-answers';
import { analyse, type StudyAnalysis } from './analysis';
import { loadAnalysisData } from './analysis-data';

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

export interface ExclusionReport {
  raters: { label: string; reason: ExclusionReason }[];
  /** The study's figures without them; `null` where nobody is left out. */
  without: StudyAnalysis | null;
}

/** Results are given with and without the raters that the rules leave out. */
export async function exclusionReport(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string; studyId: string },
): Promise<ExclusionReport> {
  authorize(ctx, 'study:view', input.projectId);
  const data = await loadAnalysisData(ctx.db, input.projectId, input.studyId);
  const excluded = await excludedRaters(ctx.db, input.studyId);
  const kept = data.answers.filter(({ raterId }) => !excluded.has(raterId));
  return {
    raters: [...excluded].map(([label, reason]) => ({ label, reason })),
    without: excluded.size === 0 ? null : await analyse({ ...data, answers: kept }),
  };
}
