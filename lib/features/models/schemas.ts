import { z } from 'zod';
import { ENCODER_ROLES } from '@/lib/domain/encoders';

const encoderId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const pullPayload = z.strictObject({ encoderId });
export type PullPayload = z.output<typeof pullPayload>;

/** Without ids every installed encoder is verified. */
export const verifyPayload = z.strictObject({ encoderIds: z.array(encoderId).min(1).optional() });
export type VerifyPayload = z.output<typeof verifyPayload>;

export const startPullInput = pullPayload.extend({ project: z.string() });
export const startVerifyInput = verifyPayload.extend({ project: z.string() });

/** What `verify-encoders` leaves as its result. */
export const verifyResult = z.object({
  results: z.array(z.object({ id: z.string(), ok: z.boolean(), detail: z.string() })),
});

export const MODEL_STATES = ['installed', 'download', 'export'] as const;
export type ModelState = (typeof MODEL_STATES)[number];

/** The address of the list; what cannot be read counts as not given. */
export const modelListQuery = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  role: z.enum(ENCODER_ROLES).optional().catch(undefined),
  state: z.enum(MODEL_STATES).optional().catch(undefined),
});
export type ModelListQuery = z.output<typeof modelListQuery>;
