/** What a reviewer says with a decision, as this device keeps it until the decision is stored. */
import { z } from 'zod';
import { REVIEW_FIELDS, type ReviewField } from '@/lib/domain/review-rules';

export interface Comment {
  comment: string;
  /** What it is about; null for the question as a whole. */
  field: ReviewField | null;
}

export const NO_COMMENT: Comment = { comment: '', field: null };

const comment = z.object({ comment: z.string(), field: z.enum(REVIEW_FIELDS).nullable() });

export const commentShape = {
  parse: (raw: unknown): Comment | null => comment.safeParse(raw).data ?? null,
  isEmpty: (words: Comment): boolean => words.comment.trim() === '',
};

const remark = comment.extend({ key: z.uuid() });

/** With the key under which it is stored once, however often it is sent. */
export type Remark = z.output<typeof remark>;

export const remarkShape = {
  parse: (raw: unknown): Remark | null => remark.safeParse(raw).data ?? null,
  isEmpty: commentShape.isEmpty,
};
