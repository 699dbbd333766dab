import { placesOf, type StudySize } from '@/lib/domain/assignment';
import { DROP_OUT_MS, UNANSWERED_MS } from '@/lib/domain/study-protocol';
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';
import { KEEPS_PLACE, timeIsUp } from './rater-time';

/**
 * That a rater `r` of study `s` holds a place. One who withdrew or did not qualify holds none; nor does one whose
 * time is up with too few whole pairs, noted or not; nor one who has given no answer for a day, but may still
 * go on. Whose second session is not open yet cannot answer, so that day begins when it opens. Who came in by
 * the open link has an hour for the first answer.
 */
function holdsPlace(now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - DROP_OUT_MS);
  const justNow = new Date(now.getTime() - UNANSWERED_MS);
  return Prisma.sql`
    r."startedAt" IS NOT NULL AND r."withdrawnAt" IS NULL AND r."disqualifiedAt" IS NULL AND CASE
      WHEN r."finishedAt" IS NOT NULL AND r."timedOutAt" IS NULL THEN true
      WHEN r."timedOutAt" IS NOT NULL OR ${timeIsUp(now)} THEN ${KEEPS_PLACE}
      WHEN r."startedAt" > ${justNow} OR r."secondOpensAt" > ${since} THEN true
      ELSE (r."startedAt" > ${since}
          OR EXISTS (SELECT 1 FROM "Trial" t WHERE t."studyRaterId" = r."id" AND t."firstShownAt" > ${since})
          OR EXISTS (SELECT 1 FROM "ProtocolTrial" x WHERE x."studyRaterId" = r."id" AND x."firstShownAt" > ${since}))
        AND (NOT EXISTS (SELECT 1 FROM "OpenRater" o WHERE o."studyRaterId" = r."id") OR ${ANSWERED})
    END`;
}

/** That rater `r`, who came in by the open link, has answered nothing and had the time to. */
export const silent = (now: Date): Prisma.Sql => Prisma.sql`(
  COALESCE(r."startedAt" <= ${new Date(now.getTime() - UNANSWERED_MS)}, false) AND NOT ${ANSWERED})`;

/** That rater `r` has answered anything, be it of practice. */
const ANSWERED = Prisma.sql`(
  EXISTS (SELECT 1 FROM "ProtocolTrial" x WHERE x."studyRaterId" = r."id" AND x."answeredAt" IS NOT NULL)
  OR EXISTS (SELECT 1 FROM "Response" a JOIN "Trial" t ON t."id" = a."trialId"
             WHERE t."studyRaterId" = r."id"))`;

/** A place is a rater, with all pairs or a share of them. 0 where there is no such study. */
export async function freePlaces(db: DbOrTx, studyId: string, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<(StudySize & { taken: number })[]>`
    SELECT s."ratersWanted", s."pairsPerRater",
      (SELECT count(*)::int FROM "StudyPair" p WHERE p."studyId" = s."id") AS "pairs",
      (SELECT count(*)::int FROM "StudyRater" r WHERE r."studyId" = s."id" AND ${holdsPlace(now)}) AS "taken"
    FROM "Study" s WHERE s."id" = ${studyId}::uuid`;
  return row ? Math.max(0, placesOf(row) - row.taken) : 0;
}

/** Of each pair of a study that somebody has who holds a place: how many have it. */
export async function raterCounts(
  db: DbOrTx,
  studyId: string,
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  // Each rater meets side A of each of his pairs once. Who holds a place is asked once for each rater.
  const rows = await db.$queryRaw<{ pairId: string; raters: number }[]>`
    WITH holders AS MATERIALIZED (
      SELECT r."id" FROM "StudyRater" r JOIN "Study" s ON s."id" = r."studyId"
      WHERE r."studyId" = ${studyId}::uuid AND ${holdsPlace(now)}
    )
    SELECT t."pairId", count(*)::int AS "raters"
    FROM "Trial" t JOIN holders h ON h."id" = t."studyRaterId"
    WHERE t."side" = 'A' GROUP BY t."pairId"`;
  return new Map(rows.map(({ pairId, raters }) => [pairId, raters]));
}
