import { notFound } from '@/lib/domain/errors';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { Prisma } from '@/lib/infra/db/generated/client';
import { shapeJpeg } from '@/lib/infra/images/shape';
import { blobKey } from '@/lib/infra/storage/storage';
import { screenOf } from './upcoming';

/**
 * The served JPEG of a trial of the rater's own current screen, or of the screen after it so that it can
 * be loaded ahead. Anything else is "not found": a rater can neither look back nor further ahead, nor into the
 * study while practice is not over, nor into a session that is not open. An image that leaves the server ahead
 * of its screen is remembered as seen: its screen may never come.
 */
export async function trialImage(ctx: Ctx, input: { trialId: string }): Promise<Buffer> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const rows = await ctx.db.$queryRaw<{ sha256: string | null; shape: number | null }[]>`
    WITH found AS (
      SELECT i."sha256", t."shape", t."pairId", r."userId", t."reason", t."firstShownAt"
      FROM (
        SELECT "id", "studyRaterId", "pairId", "side", NULL::int AS "shape", "firstShownAt",
               'rated' AS "reason" FROM "Trial"
          WHERE "id" = ${input.trialId}::uuid
        UNION ALL
        SELECT "id", "studyRaterId", "pairId", "side", "shape", "firstShownAt", 'practised'
          FROM "ProtocolTrial"
          WHERE "id" = ${input.trialId}::uuid
      ) t
      JOIN "StudyRater" r ON r."id" = t."studyRaterId" AND r."userId" = ${userId}::uuid
      JOIN "Study" s ON s."id" = r."studyId" AND s."status" = 'OPEN'
      JOIN "User" u ON u."id" = r."userId" AND NOT u."instanceAdmin"
      JOIN "Membership" m ON m."userId" = r."userId" AND m."projectId" = s."projectId"
        AND m."role" = 'RATER' AND NOT m."everHeldAccess"
      LEFT JOIN "Pair" p ON p."id" = t."pairId"
      LEFT JOIN "Image" i
        ON i."id" = CASE t."side" WHEN 'A' THEN p."imageAId" WHEN 'B' THEN p."imageBId" END
      WHERE r."withdrawnAt" IS NULL AND r."disqualifiedAt" IS NULL AND r."finishedAt" IS NULL
        AND r."timedOutAt" IS NULL
        AND ${withinReach(Prisma.sql`t."id"`, ctx.clock.now())}
    ), ahead AS (
      INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
      SELECT f."pairId", f."userId", f."reason", ${ctx.clock.now()} FROM found f
      WHERE f."pairId" IS NOT NULL AND f."firstShownAt" IS NULL
      ON CONFLICT DO NOTHING
    )
    SELECT "sha256", "shape" FROM found`;
  const [found] = rows;
  if (found?.shape) return shapeJpeg(found.shape);
  if (!found?.sha256) throw notFound('The image');
  return ctx.storage.get(blobKey(found.sha256));
}

/** An item of the two next screens of the rater, in the order of upcoming.ts; `s` is the study, `r` the rater. */
const withinReach = (id: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`${id} IN (
  SELECT z."id" FROM (
    SELECT n."id", dense_rank() OVER (ORDER BY n."at", n."main", n."place") AS "screen" FROM (
      SELECT o."id", ${screenOf(Prisma.sql`o."position"`)} AS "at", 1 AS "main", 0 AS "place"
        FROM "Trial" o
        WHERE o."studyRaterId" = r."id"
          AND NOT EXISTS (SELECT 1 FROM "Response" a WHERE a."trialId" = o."id")
          AND NOT EXISTS (SELECT 1 FROM "ProtocolTrial" y WHERE y."studyRaterId" = r."id"
                          AND y."phase" = 'PRACTICE' AND y."answeredAt" IS NULL)
      UNION ALL
      SELECT x."id", ${screenOf(Prisma.sql`x."beforePosition"`)}, 0,
          CASE x."phase" WHEN 'PRACTICE' THEN ${screenOf(Prisma.sql`x."place"`)} ELSE x."place" END
        FROM "ProtocolTrial" x WHERE x."studyRaterId" = r."id" AND x."answeredAt" IS NULL
    ) n
    WHERE r."secondFrom" IS NULL OR n."at" < r."secondFrom" OR r."secondOpensAt" <= ${now}
  ) z WHERE z."screen" <= 2)`;
