/** What an administrator allows a member to write, as SQL that the claim shares with what explains it. */
import { sources } from '@/lib/domain/item-lifecycle';
import type { DbOrTx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';

interface Scope {
  projectId: string;
  userId: string;
  now: Date;
}

export interface ReachedLimit {
  /** 'questions': written and begun in all; 'open': begun and not handed in. */
  limit: 'questions' | 'open';
  most: number;
}

const CLAIMABLE = Prisma.sql`${sources('claim')}::"PairStatus"[]`;

/** Begun by the person: a draft is theirs, or they hold the pair right now. */
const inHand = ({ projectId, userId, now }: Scope): Prisma.Sql => Prisma.sql`
  SELECT l."id" FROM "Draft" d JOIN "Pair" l ON l."id" = d."pairId"
  WHERE d."authorId" = ${userId}::uuid AND l."projectId" = ${projectId}::uuid
    AND l."status" = ANY(${CLAIMABLE})
  UNION SELECT l."id" FROM "Pair" l
  WHERE l."leaseHolderId" = ${userId}::uuid AND l."leaseExpiresAt" > ${now}::timestamp
    AND l."projectId" = ${projectId}::uuid AND l."status" = ANY(${CLAIMABLE})`;

/** Not what the person imported: published questions are nobody's work here. */
const written = ({ projectId, userId }: Scope): Prisma.Sql => Prisma.sql`
  FROM "QuestionVersion" q JOIN "Pair" l ON l."id" = q."pairId"
  WHERE q."authorId" = ${userId}::uuid AND l."projectId" = ${projectId}::uuid
    AND NOT EXISTS (SELECT 1 FROM "ImportedPair" m WHERE m."pairId" = l."id")`;

/** Pairs that the person has written a question for, or has begun; each once. From the person's own rows, which are few. */
const begun = (scope: Scope): Prisma.Sql => Prisma.sql`
  (SELECT count(*) FROM (${inHand(scope)} UNION SELECT l."id" ${written(scope)}) mine)`;

/** Pairs begun and not handed in, requests for changes included. */
const open = (scope: Scope): Prisma.Sql => Prisma.sql`
  (SELECT count(*) FROM (${inHand(scope)} UNION SELECT l."id" ${written(scope)}
    AND q."id" = l."currentQuestionId" AND l."status" = ANY(${CLAIMABLE})) mine)`;

const own = ({ projectId, userId }: Scope): Prisma.Sql => Prisma.sql`
  FROM "Membership" m WHERE m."projectId" = ${projectId}::uuid AND m."userId" = ${userId}::uuid`;

/**
 * True while the person may begin another pair. It names no pair, so that it is looked at once per
 * claim; a person's claims run one after the other, so two cannot both be the last one allowed.
 */
export const underLimits = (scope: Scope): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 ${own(scope)} AND (m."maxQuestions" IS NOT NULL OR m."maxOpen" IS NOT NULL)
    AND (m."maxQuestions" <= ${begun(scope)} OR m."maxOpen" <= ${open(scope)}))`;

/** The limit that keeps the person from beginning another pair; null where none does. */
export async function reachedLimit(db: DbOrTx, scope: Scope): Promise<ReachedLimit | null> {
  const [row] = await db.$queryRaw<
    { maxQuestions: number | null; maxOpen: number | null; all: boolean; open: boolean }[]
  >`
    SELECT m."maxQuestions", m."maxOpen",
      COALESCE(m."maxQuestions" <= ${begun(scope)}, false) AS "all",
      COALESCE(m."maxOpen" <= ${open(scope)}, false) AS "open"
    ${own(scope)} AND (m."maxQuestions" IS NOT NULL OR m."maxOpen" IS NOT NULL)`;
  if (row?.all && row.maxQuestions !== null) return { limit: 'questions', most: row.maxQuestions };
  if (row?.open && row.maxOpen !== null) return { limit: 'open', most: row.maxOpen };
  return null;
}
