import { placesOf, type StudySize } from '@/lib/domain/assignment';
import { DROP_OUT_MS } from '@/lib/domain/study-protocol';
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';

/**
 * That a rater `r` holds a place. One who withdrew, did not qualify, or ran out of time with too little
 * answered holds none; nor does one who has given no answer for a day, but may still go on. Whose second
 * session is not open yet cannot answer, so that day begins when it opens.
 */
function holdsPlace(now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - DROP_OUT_MS);
  return Prisma.sql`
    r."startedAt" IS NOT NULL AND r."withdrawnAt" IS NULL AND r."disqualifiedAt" IS NULL
    AND (r."timedOutAt" IS NULL OR r."finishedAt" IS NOT NULL)
    AND (r."finishedAt" IS NOT NULL OR r."startedAt" > ${since}
      OR r."secondOpensAt" > ${since}
      OR EXISTS (SELECT 1 FROM "Trial" s WHERE s."studyRaterId" = r."id" AND s."firstShownAt" > ${since}))`;
}

/** A place is a rater, with all pairs or a share of them. 0 where there is no such study. */
export async function freePlaces(db: DbOrTx, studyId: string, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<(StudySize & { taken: number })[]>`
    SELECT x."ratersWanted", x."pairsPerRater",
      (SELECT count(*)::int FROM "StudyPair" p WHERE p."studyId" = x."id") AS "pairs",
      (SELECT count(*)::int FROM "StudyRater" r WHERE r."studyId" = x."id" AND ${holdsPlace(now)}) AS "taken"
    FROM "Study" x WHERE x."id" = ${studyId}::uuid`;
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
      SELECT r."id" FROM "StudyRater" r WHERE r."studyId" = ${studyId}::uuid AND ${holdsPlace(now)}
    )
    SELECT t."pairId", count(*)::int AS "raters"
    FROM "Trial" t JOIN holders h ON h."id" = t."studyRaterId"
    WHERE t."side" = 'A' GROUP BY t."pairId"`;
  return new Map(rows.map(({ pairId, raters }) => [pairId, raters]));
}
