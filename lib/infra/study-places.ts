import { DROP_OUT_MS } from '@/lib/domain/study-protocol';
import type { DbOrTx } from './db/client';

/**
 * Everybody rates everything, so a place is a rater. One who withdrew, did not qualify, or ran out of time with
 * too little answered holds none; nor does one who has given no answer for a day, but may still go on. Whose
 * second session is not open yet cannot answer, so that day begins when it opens. 0 where there is no such study.
 */
export async function freePlaces(db: DbOrTx, studyId: string, now: Date): Promise<number> {
  const since = new Date(now.getTime() - DROP_OUT_MS);
  const [row] = await db.$queryRaw<{ wanted: number; taken: number }[]>`
    SELECT s."ratersWanted" AS "wanted", (
      SELECT count(*)::int FROM "StudyRater" r
      WHERE r."studyId" = s."id" AND r."startedAt" IS NOT NULL AND r."withdrawnAt" IS NULL
        AND r."disqualifiedAt" IS NULL
        AND (r."timedOutAt" IS NULL OR r."finishedAt" IS NOT NULL)
        AND (r."finishedAt" IS NOT NULL OR r."startedAt" > ${since}
          OR r."secondOpensAt" > ${since}
          OR EXISTS (SELECT 1 FROM "Trial" t WHERE t."studyRaterId" = r."id" AND t."firstShownAt" > ${since}))
    ) AS "taken" FROM "Study" s WHERE s."id" = ${studyId}::uuid`;
  return row ? Math.max(0, row.wanted - row.taken) : 0;
}
