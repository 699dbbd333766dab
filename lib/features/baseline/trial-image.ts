import { notFound } from '@/lib/domain/errors';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { blobKey } from '@/lib/infra/storage/storage';

/**
 * The served JPEG of the rater's own current trial, or of the one after it so that it can be loaded
 * ahead. Anything else is "not found": a rater can neither look back nor further ahead.
 */
export async function trialImage(ctx: Ctx, input: { trialId: string }): Promise<Buffer> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const rows = await ctx.db.$queryRaw<{ sha256: string }[]>`
    SELECT i."sha256"
    FROM "Trial" t
    JOIN "StudyRater" r ON r."id" = t."studyRaterId" AND r."userId" = ${userId}::uuid
    JOIN "Study" s ON s."id" = r."studyId" AND s."status" = 'OPEN'
    JOIN "User" u ON u."id" = r."userId" AND NOT u."instanceAdmin"
    JOIN "Membership" m ON m."userId" = r."userId" AND m."projectId" = s."projectId"
      AND m."role" = 'RATER' AND NOT m."everHeldAccess"
    JOIN "Pair" p ON p."id" = t."pairId"
    JOIN "Image" i ON i."id" = CASE t."side" WHEN 'A' THEN p."imageAId" ELSE p."imageBId" END
    WHERE t."id" = ${input.trialId}::uuid AND r."withdrawnAt" IS NULL
      AND t."id" IN (
        SELECT o."id" FROM "Trial" o
        WHERE o."studyRaterId" = t."studyRaterId"
          AND NOT EXISTS (SELECT 1 FROM "Response" a WHERE a."trialId" = o."id")
        ORDER BY o."position" LIMIT 2)`;
  if (!rows[0]) throw notFound('The image');
  return ctx.storage.get(blobKey(rows[0].sha256));
}
