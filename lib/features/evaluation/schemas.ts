import { z } from 'zod';
import { ANSWER_FORMS } from '@/lib/domain/formats/answers-mmvp';

/** Of an answer file. 15,000 pairs with long explanations stay below it. */
export const MAX_ANSWER_BYTES = 50 * 1024 ** 2;

/** Beside the raw body of the upload. */
export const answersQuery = z.strictObject({
  form: z.enum([...ANSWER_FORMS, 'auto']).default('auto'),
  model: z.string().trim().max(200).default(''),
  name: z.string().min(1).max(300),
});

export const scorePayload = z.strictObject({ releaseId: z.uuid(), encoderId: z.string().min(1) });
export type ScorePayload = z.output<typeof scorePayload>;

export const startScoringInput = z.strictObject({
  project: z.string().min(1),
  version: z.int().positive(),
});
