/** Shapes shared by form, action and use-case. */
import { z } from 'zod';
import { REVIEWS_MAX, REVIEW_FIELDS } from '@/lib/domain/review-rules';

const project = z.string().min(1).max(100);
const pairId = z.uuid();
const questionId = z.uuid();
const answer = z.union([z.literal(1), z.literal(2)]).nullable();

export const projectInput = z.strictObject({ project });
export const pairInput = z.strictObject({ project, pairId });
export const reviewInput = z.strictObject({ project, pairId, questionId });

export const answerInput = z.strictObject({
  project,
  pairId,
  questionId,
  /** Option 1 or 2; null for "can't tell". */
  answerA: answer,
  answerB: answer,
});

export const REJECTION_REASONS = [
  'NO_VISIBLE_DIFFERENCE',
  'MORE_THAN_ONE_DIFFERENCE',
  'AMBIGUOUS',
  'DUPLICATE',
  'OFFENSIVE_OR_PERSONAL',
  'BROKEN_IMAGE',
  'OTHER',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

const comment = z.string().max(2000).default('');
/** What the comment is about; left out for the question as a whole. */
const field = z.enum(REVIEW_FIELDS).optional();

export const decision = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('APPROVE'), comment, field }),
  z.strictObject({ verdict: z.literal('REQUEST_CHANGES'), comment, field }),
  z.strictObject({
    verdict: z.literal('REJECT'),
    comment,
    field,
    reason: z.enum(REJECTION_REASONS),
  }),
]);
export type Decision = z.output<typeof decision>;

export const decideInput = z.strictObject({ project, pairId, questionId, decision });

/** A sentence for the author and the record: why a decision that stood is taken back. */
const reason = z.string().trim().min(1).max(2000);
/** The question that the person means; null for a pair rejected before one was written. */
const meant = z.strictObject({ project, pairId, questionId: questionId.nullable() });

export const reopenInput = meant.extend({ reason });
export const rejectApprovedInput = meant.extend({
  rejection: z.enum(REJECTION_REASONS),
  note: reason,
});

export const remarkInput = z.strictObject({
  project,
  pairId,
  text: z.string().trim().min(1).max(2000),
  field,
  /** Made by the browser once per remark, kept over its retries. */
  idempotencyKey: z.uuid(),
});

export const reviewRulesInput = z.strictObject({
  project,
  reviewsPerQuestion: z.int().min(1).max(REVIEWS_MAX),
  /** Percent. */
  reviewOverlap: z.int().min(0).max(100),
});
