/** Which pairs a person may review, as SQL fragments that claiming and counting share. */
import { sources } from '@/lib/domain/item-lifecycle';
import { Prisma } from '@/lib/infra/db/generated/client';

export interface ReviewScope {
  projectId: string;
  userId: string;
  /** From the clock that is passed in; columns are UTC without a zone, so never the database's now(). */
  now: Date;
}

const inReview = ({ projectId }: ReviewScope): Prisma.Sql => Prisma.sql`
  p."projectId" = ${projectId}::uuid AND p."status" = ANY(${sources('approve')}::"PairStatus"[])`;

/** Nobody reviews what he wrote or saw being written, in any version, nor decides twice on one question. */
export const eligible = (scope: ReviewScope): Prisma.Sql => Prisma.sql`
  ${inReview(scope)}
  AND NOT EXISTS (SELECT 1 FROM "QuestionVersion" w
    WHERE w."pairId" = p."id" AND w."authorId" = ${scope.userId}::uuid)
  AND NOT EXISTS (SELECT 1 FROM "PairExposure" e WHERE e."pairId" = p."id"
    AND e."userId" = ${scope.userId}::uuid AND e."reason" IN ('drafted', 'saw-key'))
  AND NOT EXISTS (SELECT 1 FROM "Review" r WHERE r."questionId" = p."currentQuestionId"
    AND r."reviewerId" = ${scope.userId}::uuid AND r."verdict" IS NOT NULL)`;

export const held = (scope: ReviewScope): Prisma.Sql => Prisma.sql`
  ${eligible(scope)} AND p."leaseHolderId" = ${scope.userId}::uuid
  AND p."leaseExpiresAt" > ${scope.now}::timestamp`;

export const free = (scope: ReviewScope): Prisma.Sql => Prisma.sql`
  ${eligible(scope)} AND (p."leaseExpiresAt" IS NULL OR p."leaseExpiresAt" <= ${scope.now}::timestamp)`;

export { inReview };
