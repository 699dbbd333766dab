import { sources, transition } from '@/lib/domain/item-lifecycle';
import type { Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import type { ClaimScope } from './claimable';

const RELEASE_SOURCES = sources('release-lease');

/** SQL for the status after a lease is given back, from the transition table. */
const releasedStatus = Prisma.sql`CASE p."status" ${Prisma.join(
  RELEASE_SOURCES.map(
    (from) =>
      Prisma.sql`WHEN ${from}::"PairStatus" THEN ${transition(from, 'release-lease')}::"PairStatus"`,
  ),
  ' ',
)} END`;

/** Gives back the person's leases in this project except for one: people hold one pair at a time. */
export async function giveBackOthers(tx: Tx, scope: ClaimScope, keepId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Pair" p SET "status" = ${releasedStatus}, "leaseHolderId" = NULL,
      "leaseExpiresAt" = NULL, "version" = p."version" + 1, "updatedAt" = ${scope.now}::timestamp
    WHERE p."projectId" = ${scope.projectId}::uuid AND p."leaseHolderId" = ${scope.userId}::uuid
      AND p."status" = ANY(${RELEASE_SOURCES}::"PairStatus"[]) AND p."id" <> ${keepId}::uuid`;
}
