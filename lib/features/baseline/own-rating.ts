import { AppError, notFound } from '@/lib/domain/errors';
import type { Presentation } from '@/lib/domain/presentation';
import type { RaterSessions } from '@/lib/domain/study-sessions';
import type { Tx } from '@/lib/infra/db/client';
import { Prisma, type StudyStatus } from '@/lib/infra/db/generated/client';

/** One person's part in one study, as that person's own requests need it. */
export interface OwnRating extends RaterSessions {
  id: string;
  userId: string;
  label: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  withdrawnAt: Date | null;
  disqualifiedAt: Date | null;
  /** Without `finishedAt`: too little was answered by then for a completion code. */
  timedOutAt: Date | null;
  completionCode: string | null;
  studyId: string;
  studyName: string;
  instructions: string;
  consentText: string;
  attentionChecks: number;
  qualifyPercent: number;
  timeCapMinutes: number | null;
  /** Null where everybody rates all pairs. */
  pairsPerRater: number | null;
  /** Null where all is one session. */
  sessionGapHours: number | null;
  /** One for everybody; null where each person gets one. */
  studyCode: string | null;
  studyStatus: StudyStatus;
  projectId: string;
  seed: string;
  presentation: Presentation;
  trialDistance: number;
  /** Of the guidelines in force when the study was opened. */
  guidelineVersion: number | null;
  /** False for instance administrators and whoever holds, or ever held, a role that shows pairs. */
  blind: boolean;
}

/**
 * Locks the rater's row and keeps the study from closing until the transaction ends, so that answers
 * come one after the other and none comes late. Somebody else's row is "not found".
 */
export async function lockOwnRating(
  tx: Tx,
  userId: string,
  studyRaterId: string,
): Promise<OwnRating> {
  const rating = await locked(tx, userId, Prisma.sql`${studyRaterId}::uuid`);
  if (!rating) throw notFound('The study');
  return rating;
}

/** The same in one statement for whose trial it is: of the study, of practice or an attention check. */
export async function lockRatingOfTrial(
  tx: Tx,
  userId: string,
  trialId: string,
): Promise<OwnRating> {
  // The trial is found before the wait for the row: who withdraws meanwhile is told so, though the trials
  // are gone by then.
  const rating = await locked(
    tx,
    userId,
    Prisma.sql`COALESCE(
      (SELECT t."studyRaterId" FROM "Trial" t WHERE t."id" = ${trialId}::uuid),
      (SELECT x."studyRaterId" FROM "ProtocolTrial" x WHERE x."id" = ${trialId}::uuid))`,
  );
  if (!rating) throw notFound('The item');
  return rating;
}

async function locked(tx: Tx, userId: string, id: Prisma.Sql): Promise<OwnRating | undefined> {
  const [rating] = await tx.$queryRaw<OwnRating[]>`
    SELECT r."id", r."userId", r."label", r."startedAt", r."finishedAt", r."withdrawnAt",
           r."completionCode", s."id" AS "studyId", s."name" AS "studyName", s."instructions",
           s."status"::text AS "studyStatus", s."projectId", s."seed", s."trialDistance", s."presentation",
           s."guidelineVersion", s."consentText", s."attentionChecks", s."qualifyPercent",
           s."timeCapMinutes", s."completionCode" AS "studyCode", r."disqualifiedAt", r."timedOutAt",
           s."sessionGapHours", s."pairsPerRater", r."secondFrom", r."secondOpensAt", r."secondStartedAt",
           COALESCE(m."role" = 'RATER' AND NOT m."everHeldAccess" AND NOT u."instanceAdmin", false)
             AS "blind"
    FROM "StudyRater" r
    JOIN "Study" s ON s."id" = r."studyId"
    JOIN "User" u ON u."id" = r."userId"
    LEFT JOIN "Membership" m ON m."userId" = r."userId" AND m."projectId" = s."projectId"
    WHERE r."id" = ${id} AND r."userId" = ${userId}::uuid
    FOR UPDATE OF r FOR SHARE OF s`;
  return rating;
}

/** Refuses people who may have seen pairs, and studies that take no answers. */
export function refuseUnlessRating(rating: OwnRating): void {
  if (!rating.blind) {
    throw new AppError(
      'forbidden',
      'You hold or held a role that shows pairs of this benchmark, so you cannot rate it.',
      { key: 'raterNotBlind' },
    );
  }
  if (rating.withdrawnAt) {
    throw new AppError(
      'conflict',
      'You have withdrawn from this study. Your answers are deleted.',
      {
        key: 'raterWithdrawn',
      },
    );
  }
  if (rating.disqualifiedAt) {
    throw new AppError('conflict', 'The practice did not lead on to this study. Thank you.', {
      key: 'raterNotQualified',
    });
  }
  if (rating.studyStatus !== 'OPEN') {
    throw new AppError('conflict', 'This study is not open. Answers given so far are safe.', {
      key: 'studyTakesNoAnswers',
    });
  }
}
