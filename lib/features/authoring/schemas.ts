/** Shapes shared by form, action and use-case. */
import { z } from 'zod';

const text = z.string().max(4000);

/** Lenient on purpose: a draft keeps whatever was typed; the rules of a question apply at the submit. */
export const questionContent = z.strictObject({
  question: text,
  optionOne: text,
  optionTwo: text,
  keyForA: z.union([z.literal(1), z.literal(2)]).nullable(),
  statementA: text,
  statementB: text,
  pattern: z.string().max(40).nullable(),
  note: text,
});

/** In UTF-16 units. Some more than a question may have; a longer one is not ready for a comparison yet. */
export const FACTS_LENGTH = 400;

const project = z.string().min(1).max(100);
const pairId = z.uuid();

export const claimInput = z.strictObject({ project, pairId: pairId.optional() });
export const pairInput = z.strictObject({ project, pairId });
/** What is compared with the other questions while it is typed: in an address, so no longer than a question. */
export const factsQuery = z.strictObject({
  pairId,
  question: z.string().max(FACTS_LENGTH),
});
export const projectInput = z.strictObject({ project });

export const saveDraftInput = z.strictObject({
  project,
  pairId,
  /** The pair's question when the text was typed. */
  questionId: z.uuid().nullable(),
  /** Version of the draft that the text is based on; 0 when there was none. */
  baseVersion: z.int().min(0).max(2_147_483_647),
  content: questionContent,
  /** Made by the browser once per opened pair; with the number of the save, for what is overtaken on the way. */
  page: z.uuid().optional(),
  step: z.int().min(0).max(2_147_483_647).optional(),
});

/** What a closing page sends: the project stands in the address. */
export const lastWordsBody = saveDraftInput.omit({ project: true });

/** A text that is kept beside the draft. */
export const keepTextInput = z.strictObject({ project, pairId, content: questionContent });
export const dismissTextInput = z.strictObject({ project, id: z.uuid(), dismissed: z.boolean() });

export const submitInput = saveDraftInput.extend({
  /** Made by the browser once per submit, kept over its retries. */
  idempotencyKey: z.uuid(),
});

/** Asks a model about the pair. Nothing else is taken from the browser: what is sent is the server's to know. */
export const askBody = z.strictObject({ pairId });

export const takeInput = z.strictObject({
  project,
  pairId,
  requestId: z.uuid(),
  /** In the list of proposals, from 1. */
  place: z.int().min(1).max(100),
});

export const assistanceInput = z.strictObject({
  project,
  on: z.boolean(),
  /** What the administrator has read. */
  model: z.string().min(1).max(200),
  host: z.string().min(1).max(300),
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

/** A sentence, not a report. */
export const NOTE_LENGTH = 1000;

export const rejectInput = z.strictObject({
  project,
  pairId,
  reason: z.enum(REJECTION_REASONS),
  note: z.string().max(NOTE_LENGTH).default(''),
});
