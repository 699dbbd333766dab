/**
 * Raters whose time is up. It is noted on their row only when they come back, and some never do: so whoever
 * counts raters asks here, where the clock decides and not the note.
 */
import { LEAST_PERCENT_FOR_CODE, LEAST_PERCENT_FOR_PLACE } from '@/lib/domain/study-protocol';
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';

/**
 * That the time of rater `r` of study `s` is up and nobody noted it. As sessionMs counts (lib/domain/study-sessions.ts),
 * but time stops where the study was closed.
 */
export function timeIsUp(now: Date): Prisma.Sql {
  const until = Prisma.sql`LEAST(${now}::timestamp(3), s."closedAt")`;
  return Prisma.sql`(
    s."timeCapMinutes" IS NOT NULL AND r."startedAt" IS NOT NULL AND r."finishedAt" IS NULL
    AND r."withdrawnAt" IS NULL AND r."disqualifiedAt" IS NULL AND r."timedOutAt" IS NULL
    AND make_interval(mins => s."timeCapMinutes") < CASE
      WHEN r."secondOpensAt" IS NULL OR s."sessionGapHours" IS NULL THEN ${until} - r."startedAt"
      ELSE r."secondOpensAt" - make_interval(hours => s."sessionGapHours") - r."startedAt"
        + COALESCE(${until} - r."secondStartedAt", make_interval())
    END)`;
}

/** That rater `r` answered enough for the completion code: earnsCode of lib/domain/study-protocol.ts. */
export const EARNED_CODE = Prisma.sql`(
  SELECT count(*) > 0 AND 100 * count(a."id") >= ${LEAST_PERCENT_FOR_CODE}::int * count(*)
  FROM "Trial" t LEFT JOIN "Response" a ON a."trialId" = t."id"
  WHERE t."studyRaterId" = r."id")`;

/** That rater `r`, whose time is up, answered enough pairs whole to keep the place. */
export const KEEPS_PLACE = Prisma.sql`(
  SELECT count(*) > 0
    AND 100 * count(*) FILTER (WHERE w."items" = 2) >= ${LEAST_PERCENT_FOR_PLACE}::int * count(*)
  FROM (
    SELECT count(a."id") AS "items" FROM "Trial" t LEFT JOIN "Response" a ON a."trialId" = t."id"
    WHERE t."studyRaterId" = r."id" GROUP BY t."pairId"
  ) w)`;

/** How far a rater's part is. */
export interface RaterFacts {
  /** Items laid out, and those answered. */
  items: number;
  answered: number;
  /** The time is up, and nobody noted it. */
  late: boolean;
  /** Of whose time is up, noted or not: whether that part still counts as one of the raters wanted. Else null. */
  keepsPlace: boolean | null;
}

export const NO_FACTS: RaterFacts = { items: 0, answered: 0, late: false, keepsPlace: null };

/** Of all raters of these studies, by the id of the rater's part. */
export async function raterFacts(
  db: DbOrTx,
  studyIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, RaterFacts>> {
  const rows = await db.$queryRaw<(RaterFacts & { id: string })[]>`
    SELECT r."id", ${timeIsUp(now)} AS "late", n."items", n."answered",
      CASE WHEN r."timedOutAt" IS NOT NULL OR ${timeIsUp(now)} THEN ${KEEPS_PLACE} END AS "keepsPlace"
    FROM "StudyRater" r
    JOIN "Study" s ON s."id" = r."studyId"
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS "items", count(a."id")::int AS "answered"
      FROM "Trial" t LEFT JOIN "Response" a ON a."trialId" = t."id" WHERE t."studyRaterId" = r."id"
    ) n
    WHERE r."studyId" = ANY(${studyIds}::uuid[])`;
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
