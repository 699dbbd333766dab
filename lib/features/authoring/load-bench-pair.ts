import type { QuestionContent } from '@/lib/domain/question-lint';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import type { Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import { abandoned, freshInOrder, own, type ClaimScope } from './claimable';
import { decidedBefore } from './decided-before';
import { CONTENT_SELECT, toContent } from './content';
import { ownTexts, type OwnText } from './keep-draft';

export interface BenchImage {
  id: string;
  width: number;
  height: number;
}

export interface Feedback {
  comment: string;
  /** What it is about (domain/review-rules.ts); null for the question as a whole. */
  field: string | null;
  /** Null when it was not a person. */
  reviewer: string | null;
  at: string;
}

/** All that the bench shows of a pair. Annotators see both cosines; raters never get this. */
export interface BenchPair {
  id: string;
  number: number;
  status: PairStatus;
  imageA: BenchImage;
  imageB: BenchImage;
  /** Null for an imported pair that no run has found. */
  semantic: number | null;
  visual: number | null;
  leaseExpiresAt: string;
  leaseMinutes: number;
  /** The server's time when this was read, so that the countdown does not trust the browser's clock. */
  serverNow: string;
  content: QuestionContent;
  /** The pair's newest question; null before one was submitted. */
  questionId: string | null;
  /** Version of the stored draft; 0 when there is none. */
  draftVersion: number;
  /** Whose draft this continues, when it is somebody else's. */
  draftBy: string | null;
  /** Texts of the person's own on this pair that are not the draft: he can go on with one of them. */
  ownTexts: OwnText[];
  /** What was asked for, in review or by an administrator who sent the pair back; newest first. */
  feedback: Feedback[];
  /** It had been decided before: rejecting it needs a sentence. */
  rejectNeedsNote: boolean;
  /** Images of the pair that would come next: only a hint to load them early, nothing is claimed. */
  upcoming: BenchImage[];
}

const IMAGE_SELECT = { select: { id: true, width: true, height: true } } as const;

/** Reads a pair that the caller holds. */
export async function loadBenchPair(tx: Tx, scope: ClaimScope, pairId: string): Promise<BenchPair> {
  const pair = await tx.pair.findUniqueOrThrow({
    where: { id: pairId, projectId: scope.projectId },
    select: {
      id: true,
      number: true,
      status: true,
      semantic: true,
      visual: true,
      leaseExpiresAt: true,
      currentQuestionId: true,
      imageA: IMAGE_SELECT,
      imageB: IMAGE_SELECT,
      project: { select: { leaseMinutes: true } },
      draft: {
        select: {
          ...CONTENT_SELECT,
          version: true,
          authorId: true,
          author: { select: { name: true } },
        },
      },
      currentQuestion: { select: CONTENT_SELECT },
      questions: {
        orderBy: { version: 'desc' },
        select: {
          reviews: {
            where: { verdict: 'REQUEST_CHANGES' },
            orderBy: { decidedAt: 'desc' },
            select: {
              comment: true,
              field: true,
              decidedAt: true,
              reviewer: { select: { name: true } },
            },
          },
        },
      },
      reopenings: {
        orderBy: { id: 'desc' },
        select: { reason: true, at: true, reopenedBy: { select: { name: true } } },
      },
    },
  });
  const { draft } = pair;
  return {
    id: pair.id,
    number: pair.number,
    status: pair.status,
    imageA: pair.imageA,
    imageB: pair.imageB,
    semantic: pair.semantic,
    visual: pair.visual,
    leaseExpiresAt: (pair.leaseExpiresAt ?? scope.now).toISOString(),
    leaseMinutes: pair.project.leaseMinutes,
    serverNow: scope.now.toISOString(),
    content: toContent(draft ?? pair.currentQuestion),
    questionId: pair.currentQuestionId,
    draftVersion: draft?.version ?? 0,
    draftBy: draft && draft.authorId !== scope.userId ? draft.author.name : null,
    ownTexts: await ownTexts(tx, { pairId, userId: scope.userId }),
    feedback: [
      ...pair.questions.flatMap(({ reviews }) =>
        reviews.map((review) => ({
          comment: review.comment,
          field: review.field,
          reviewer: review.reviewer.name,
          at: (review.decidedAt ?? scope.now).toISOString(),
        })),
      ),
      ...pair.reopenings.map(({ reason, at, reopenedBy }) => ({
        comment: reason,
        field: null,
        reviewer: reopenedBy?.name ?? null,
        at: at.toISOString(),
      })),
    ].sort((one, two) => Date.parse(two.at) - Date.parse(one.at)),
    rejectNeedsNote: await decidedBefore(tx, pairId),
    upcoming: await upcomingImages(tx, scope, pairId),
  };
}

async function upcomingImages(tx: Tx, claim: ClaimScope, pairId: string): Promise<BenchImage[]> {
  // Whatever this pair was taken by, the next one is the one that will be offered.
  const scope = { ...claim, byName: false };
  const columns = Prisma.sql`p."imageAId" AS a, p."imageBId" AS b FROM "Pair" p`;
  const [next] = await tx.$queryRaw<{ a: string; b: string }[]>`
    (SELECT ${columns} WHERE ${own(scope)} AND p."id" <> ${pairId}::uuid
      ORDER BY (p."status" = 'CHANGES_REQUESTED') DESC, p."updatedAt", p."id" LIMIT 1)
    UNION ALL
    (SELECT p."imageAId" AS a, p."imageBId" AS b ${freshInOrder(scope)} LIMIT 1)
    UNION ALL
    (SELECT ${columns} WHERE ${abandoned(scope)} AND p."id" <> ${pairId}::uuid
      ORDER BY p."priority", p."id" LIMIT 1)
    LIMIT 1`;
  if (!next) return [];
  return tx.image.findMany({ where: { id: { in: [next.a, next.b] } }, ...IMAGE_SELECT });
}
