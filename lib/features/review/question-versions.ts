import { toAssisted, type Assisted } from '@/lib/domain/assist/assisted';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { StudyStatus, Verdict } from '@/lib/infra/db/generated/client';
import { isYetToJudge } from '@/lib/infra/told-status';

export interface QuestionVersionRow {
  version: number;
  current: boolean;
  question: string;
  options: [string, string];
  /** Null while the reader may still review the pair, who learns the author with the key. */
  author: string | null;
  submittedAt: string;
  /** Of the guidelines that it was written under; null where that was not noted. */
  guidelineVersion: number | null;
  /** Null as long as the author is withheld. */
  assisted: Assisted | null;
  /** Empty as long as the author is withheld. */
  verdicts: { verdict: Verdict; reviewer: string }[];
  /** Studies that asked this version, with how many answers raters who stayed gave to it. */
  studies: { id: string; name: string; status: StudyStatus; answers: number }[];
  /** Versions of the published releases that hold it. */
  releases: number[];
}

export interface ReopeningRow {
  id: string;
  at: string;
  by: string | null;
  from: PairStatus;
  reason: string;
  /** Of the question that was sent back. */
  version: number | null;
}

export interface PairDecisions {
  currentQuestionId: string | null;
  /** Newest first. */
  versions: QuestionVersionRow[];
  reopenings: ReopeningRow[];
}

/**
 * Every version of a pair's question with what was decided and measured with it. Neither key nor
 * statements: whoever reads this may still be the next version's reviewer. Nor, while it is in review
 * and the reader may take it, who wrote and decided what and why it was sent back.
 */
export async function pairDecisions(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  { projectId, pairId }: { projectId: string; pairId: string },
): Promise<PairDecisions> {
  authorize(ctx, 'pair:manage', projectId);
  const [pair, versions, reopenings, answers, mayReview] = await Promise.all([
    ctx.db.pair.findFirst({
      where: { id: pairId, projectId },
      select: { currentQuestionId: true },
    }),
    ctx.db.questionVersion.findMany({
      where: { pairId, pair: { projectId } },
      orderBy: { version: 'desc' },
      select: {
        id: true,
        version: true,
        question: true,
        optionOne: true,
        optionTwo: true,
        submittedAt: true,
        guidelineVersion: true,
        assisted: true,
        author: { select: { name: true } },
        reviews: {
          where: { verdict: { not: null } },
          orderBy: { decidedAt: 'asc' },
          select: { verdict: true, reviewer: { select: { name: true } } },
        },
        studyPairs: { select: { study: { select: { id: true, name: true, status: true } } } },
        releasePairs: {
          where: { release: { status: 'PUBLISHED' } },
          select: { release: { select: { version: true } } },
        },
      },
    }),
    ctx.db.reopening.findMany({
      where: { pairId, pair: { projectId } },
      orderBy: { id: 'desc' },
      select: {
        id: true,
        at: true,
        from: true,
        reason: true,
        reopenedBy: { select: { name: true } },
        question: { select: { version: true } },
      },
    }),
    answersByStudy(ctx, pairId),
    isYetToJudge(ctx, { projectId, pairId }),
  ]);
  return {
    currentQuestionId: pair?.currentQuestionId ?? null,
    versions: versions.map((row) => ({
      version: row.version,
      current: row.id === pair?.currentQuestionId,
      question: row.question,
      options: [row.optionOne, row.optionTwo],
      author: mayReview ? null : row.author.name,
      submittedAt: row.submittedAt.toISOString(),
      guidelineVersion: row.guidelineVersion,
      assisted: mayReview ? null : toAssisted(row.assisted),
      verdicts: row.reviews.flatMap(({ verdict, reviewer }) =>
        verdict === null || mayReview ? [] : [{ verdict, reviewer: reviewer.name }],
      ),
      studies: row.studyPairs.map(({ study }) => ({
        ...study,
        answers: answers.get(study.id) ?? 0,
      })),
      releases: row.releasePairs.map(({ release }) => release.version).sort((a, b) => a - b),
    })),
    // Why it was sent back may name what is right.
    reopenings: (mayReview ? [] : reopenings).map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      by: row.reopenedBy?.name ?? null,
      from: row.from as PairStatus,
      reason: row.reason,
      version: row.question?.version ?? null,
    })),
  };
}

async function answersByStudy(
  ctx: Pick<Ctx, 'db'>,
  pairId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.$queryRaw<{ studyId: string; answers: number }[]>`
    SELECT r."studyId", count(*)::int AS "answers"
    FROM "Response" a
    JOIN "Trial" t ON t."id" = a."trialId"
    JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    WHERE t."pairId" = ${pairId}::uuid AND r."withdrawnAt" IS NULL
    GROUP BY r."studyId"`;
  return new Map(rows.map((row) => [row.studyId, row.answers]));
}
