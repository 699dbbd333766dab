import { itemsPerScreen, presentationOf } from '@/lib/domain/presentation';
import { earnsCode } from '@/lib/domain/study-protocol';
import { isBetween } from '@/lib/domain/study-sessions';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { timeIsUp } from '@/lib/infra/rater-time';

export interface MyRating {
  id: string;
  studyName: string;
  state:
    | 'invited'
    | 'started'
    | 'between'
    | 'done'
    | 'out-of-time'
    | 'disqualified'
    | 'closed'
    | 'withdrawn';
  /** Screens, as is `total`: of one item each, or of both of a pair. */
  answered: number;
  total: number;
  /** ISO; of the second session while it is not open, else null. */
  opensAt: string | null;
}

/** The studies that the acting person was invited to, newest first: names and own progress only. */
export async function myRatings(ctx: Ctx): Promise<MyRating[]> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const now = ctx.clock.now();
  const rows = await ctx.db.$queryRaw<
    {
      id: string;
      name: string;
      status: string;
      presentation: string;
      startedAt: Date | null;
      finishedAt: Date | null;
      withdrawnAt: Date | null;
      disqualifiedAt: Date | null;
      timedOutAt: Date | null;
      secondOpensAt: Date | null;
      late: boolean;
      answered: number;
      total: number;
    }[]
  >`
    SELECT r."id", s."name", s."status"::text AS "status", s."presentation", r."startedAt", r."finishedAt",
           r."withdrawnAt", r."disqualifiedAt", r."timedOutAt", r."secondOpensAt",
           ${timeIsUp(now)} AS "late", count(a."id")::int AS "answered", count(t."id")::int AS "total"
    FROM "StudyRater" r
    JOIN "Study" s ON s."id" = r."studyId"
    LEFT JOIN "Trial" t ON t."studyRaterId" = r."id"
    LEFT JOIN "Response" a ON a."trialId" = t."id"
    WHERE r."userId" = ${userId}::uuid
    GROUP BY r."id", s."id"
    ORDER BY r."invitedAt" DESC, r."id"`;
  return rows.map((row) => {
    const state = row.withdrawnAt
      ? 'withdrawn'
      : row.disqualifiedAt
        ? 'disqualified'
        : row.finishedAt
          ? 'done'
          : row.timedOutAt
            ? 'out-of-time'
            : row.status !== 'OPEN'
              ? 'closed'
              : !row.startedAt
                ? 'invited'
                : row.late
                  ? // The part ends, with its code, when its page is opened.
                    earnsCode(row.answered, row.total)
                    ? 'done'
                    : 'out-of-time'
                  : isBetween(row, now)
                    ? 'between'
                    : 'started';
    return {
      id: row.id,
      studyName: row.name,
      answered: row.answered / itemsPerScreen(presentationOf(row.presentation)),
      total: row.total / itemsPerScreen(presentationOf(row.presentation)),
      state,
      opensAt: state === 'between' ? row.secondOpensAt!.toISOString() : null,
    };
  });
}
