/** What people did in a project, derived from questions, reviews and the audit log at each read. */
import { sources } from '@/lib/domain/item-lifecycle';
import type { DbOrTx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';

export interface FigureScope {
  projectId: string;
  /** From this moment on; null for all. */
  since: Date | null;
  /** One person; null for everybody. */
  userId: string | null;
}

/** A median in seconds of `n` values; null where there is none. */
export interface Median {
  seconds: number | null;
  n: number;
}

export interface WorkFigures {
  /** Question versions handed in. */
  submitted: number;
  /** Of these, the ones that review has decided, and of those the approved. */
  decided: number;
  accepted: number;
  /** Requests for changes that wait for the person now, whatever the period. */
  openChanges: number;
  /** From taking a pair to handing its question in, pauses included. */
  writing: Median;
  /** Verdicts given. */
  reviews: number;
  /** From taking a question to the verdict, pauses included. */
  reviewing: Median;
  /** Questions of which this person gave one of the first two independent verdicts, and how many of these were the same. */
  compared: number;
  agreed: number;
}

export const NO_WORK: WorkFigures = {
  submitted: 0,
  decided: 0,
  accepted: 0,
  openChanges: 0,
  writing: { seconds: null, n: 0 },
  reviews: 0,
  reviewing: { seconds: null, n: 0 },
  compared: 0,
  agreed: 0,
};

const from = (column: Prisma.Sql, { since }: FigureScope): Prisma.Sql =>
  since === null ? Prisma.sql`true` : Prisma.sql`${column} >= ${since}::timestamp`;
const by = (column: Prisma.Sql, { userId }: FigureScope): Prisma.Sql =>
  userId === null ? Prisma.sql`true` : Prisma.sql`${column} = ${userId}::uuid`;

const SUBMITTED = Prisma.sql`q."submittedAt"`;
/** Published questions stand under who imported them; that person did not write them. */
const WRITTEN_HERE = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM "ImportedPair" m WHERE m."pairId" = p."id")`;
/** The question `q` of the pair `p` is in review. */
const BEING_JUDGED = Prisma.sql`
  p."currentQuestionId" = q."id" AND p."status" = ANY(${sources('approve')}::"PairStatus"[])`;
const AUTHOR = Prisma.sql`q."authorId"`;
const DECIDED = Prisma.sql`r."decidedAt"`;
const REVIEWER = Prisma.sql`r."reviewerId"`;

/** Everybody's figures by person; who did nothing in the period is absent. */
export async function workFigures(
  db: DbOrTx,
  scope: FigureScope,
): Promise<ReadonlyMap<string, WorkFigures>> {
  const parts = await Promise.all([
    questions(db, scope),
    writingTimes(db, scope),
    openChanges(db, scope),
    reviews(db, scope),
    agreements(db, scope),
  ]);
  const people = new Map<string, WorkFigures>();
  for (const { userId, ...figures } of parts.flat()) {
    people.set(userId, { ...NO_WORK, ...people.get(userId), ...figures });
  }
  return people;
}

type Part = { userId: string } & Partial<WorkFigures>;

/** What decided a version that is no longer in review: the third person's verdict, else the one that all gave. */
function questions(db: DbOrTx, scope: FigureScope): Promise<Part[]> {
  return db.$queryRaw<Part[]>`
    SELECT "userId", count(*)::int AS "submitted", count("verdict")::int AS "decided",
      (count(*) FILTER (WHERE "verdict" = 'APPROVE'))::int AS "accepted"
    FROM (
      SELECT q."authorId" AS "userId",
        CASE WHEN ${BEING_JUDGED} THEN NULL
          ELSE (SELECT r."verdict" FROM "Review" r
            WHERE r."questionId" = q."id" AND r."verdict" IS NOT NULL
            ORDER BY r."adjudicates" DESC, r."decidedAt" LIMIT 1) END AS "verdict"
      FROM "QuestionVersion" q JOIN "Pair" p ON p."id" = q."pairId"
      WHERE p."projectId" = ${scope.projectId}::uuid
        AND ${WRITTEN_HERE} AND ${from(SUBMITTED, scope)} AND ${by(AUTHOR, scope)}
    ) v GROUP BY "userId"`;
}

interface Times {
  userId: string;
  seconds: number | null;
  n: number;
}

async function writingTimes(db: DbOrTx, scope: FigureScope): Promise<Part[]> {
  const rows = await db.$queryRaw<Times[]>`
    SELECT q."authorId" AS "userId", count(c."at")::int AS "n",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM q."submittedAt" - c."at")::float8)
        AS "seconds"
    FROM "QuestionVersion" q JOIN "Pair" p ON p."id" = q."pairId"
    CROSS JOIN LATERAL (${taken('pair.claim', AUTHOR, SUBMITTED)}) c
    WHERE p."projectId" = ${scope.projectId}::uuid AND ${WRITTEN_HERE}
      AND ${from(SUBMITTED, scope)} AND ${by(AUTHOR, scope)}
    GROUP BY q."authorId"`;
  return rows.map(({ userId, ...writing }) => ({ userId, writing }));
}

/** When the person last took the pair `p` before a moment; a lease that went on is not taken again. */
const taken = (action: string, person: Prisma.Sql, until: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT a."at" FROM "AuditEvent" a
  WHERE a."subjectType" = 'Pair' AND a."subjectId" = p."id"::text AND a."action" = ${action}
    AND a."actorId" = ${person} AND a."at" <= ${until}
  ORDER BY a."at" DESC LIMIT 1`;

function openChanges(db: DbOrTx, scope: FigureScope): Promise<Part[]> {
  return db.$queryRaw<Part[]>`
    SELECT q."authorId" AS "userId", count(*)::int AS "openChanges"
    FROM "Pair" p JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE p."projectId" = ${scope.projectId}::uuid AND p."status" = 'CHANGES_REQUESTED'
      AND ${by(AUTHOR, scope)}
    GROUP BY q."authorId"`;
}

async function reviews(db: DbOrTx, scope: FigureScope): Promise<Part[]> {
  const rows = await db.$queryRaw<(Times & { reviews: number })[]>`
    SELECT r."reviewerId" AS "userId", count(*)::int AS "reviews", count(c."at")::int AS "n",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r."decidedAt" - c."at")::float8)
        AS "seconds"
    FROM "Review" r JOIN "QuestionVersion" q ON q."id" = r."questionId"
    JOIN "Pair" p ON p."id" = q."pairId"
    LEFT JOIN LATERAL (${taken('review.claim', REVIEWER, DECIDED)}) c ON true
    WHERE p."projectId" = ${scope.projectId}::uuid AND r."verdict" IS NOT NULL
      AND ${from(DECIDED, scope)} AND ${by(REVIEWER, scope)}
    GROUP BY r."reviewerId"`;
  return rows.map(({ userId, reviews: given, ...reviewing }) => ({
    userId,
    reviews: given,
    reviewing,
  }));
}

/**
 * The first two independent verdicts of a question only: whether a third is asked for depends on what
 * they were, so that all pairs of verdicts would weigh some questions by their outcome. Not while the question
 * is in review: two sums would tell whoever may still decide that these two differ.
 */
function agreements(db: DbOrTx, scope: FigureScope): Promise<Part[]> {
  return db.$queryRaw<Part[]>`
    WITH independent AS (
      SELECT r."questionId", r."reviewerId", r."verdict", r."decidedAt",
        row_number() OVER (PARTITION BY r."questionId" ORDER BY r."decidedAt", r."id") AS "place"
      FROM "Review" r
      JOIN "QuestionVersion" q ON q."id" = r."questionId" JOIN "Pair" p ON p."id" = q."pairId"
      WHERE p."projectId" = ${scope.projectId}::uuid AND r."verdict" IS NOT NULL
        AND NOT r."adjudicates" AND NOT (${BEING_JUDGED})
    )
    SELECT r."reviewerId" AS "userId", count(*)::int AS "compared",
      (count(*) FILTER (WHERE r."verdict" = o."verdict"))::int AS "agreed"
    FROM independent r
    JOIN independent o ON o."questionId" = r."questionId" AND o."place" = 3 - r."place"
    WHERE ${from(DECIDED, scope)} AND ${by(REVIEWER, scope)}
    GROUP BY r."reviewerId"`;
}

export interface Week {
  /** Its Monday, UTC. */
  monday: string;
  questions: number;
  reviews: number;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** The Monday, 00:00 UTC, of the week of a moment. */
export function mondayOf(at: Date): Date {
  const day = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  return new Date(day - ((at.getUTCDay() + 6) % 7) * 24 * 3_600_000);
}

/** Questions handed in and verdicts given in each of the last weeks, the present one last; empty weeks count. */
export async function weeklyWork(
  db: DbOrTx,
  {
    projectId,
    userIds,
    now,
    weeks,
  }: {
    projectId: string;
    /** Of these people; null for everybody. */
    userIds: readonly string[] | null;
    now: Date;
    weeks: number;
  },
): Promise<Week[]> {
  const first = new Date(mondayOf(now).getTime() - (weeks - 1) * WEEK_MS);
  const of = (column: Prisma.Sql): Prisma.Sql =>
    userIds === null ? Prisma.sql`true` : Prisma.sql`${column} = ANY(${[...userIds]}::uuid[])`;
  const rows = await db.$queryRaw<{ week: Date; kind: 'questions' | 'reviews'; count: number }[]>`
    SELECT date_trunc('week', q."submittedAt") AS "week", 'questions' AS "kind", count(*)::int AS "count"
    FROM "QuestionVersion" q JOIN "Pair" p ON p."id" = q."pairId"
    WHERE p."projectId" = ${projectId}::uuid AND q."submittedAt" >= ${first}::timestamp
      AND ${WRITTEN_HERE} AND ${of(AUTHOR)}
    GROUP BY 1
    UNION ALL
    SELECT date_trunc('week', r."decidedAt"), 'reviews', count(*)::int
    FROM "Review" r JOIN "QuestionVersion" q ON q."id" = r."questionId"
    JOIN "Pair" p ON p."id" = q."pairId"
    WHERE p."projectId" = ${projectId}::uuid AND r."verdict" IS NOT NULL
      AND r."decidedAt" >= ${first}::timestamp AND ${of(REVIEWER)}
    GROUP BY 1`;
  return Array.from({ length: weeks }, (_, at) => {
    const monday = new Date(first.getTime() + at * WEEK_MS);
    const count = (kind: string): number =>
      rows.find((row) => row.kind === kind && row.week.getTime() === monday.getTime())?.count ?? 0;
    return {
      monday: monday.toISOString().slice(0, 10),
      questions: count('questions'),
      reviews: count('reviews'),
    };
  });
}
