import { z } from 'zod';

export const createReleaseInput = z.strictObject({
  project: z.string().min(1),
  checkRunId: z.uuid(),
  name: z.string().trim().max(120).default(''),
});

export const releasePayload = z.strictObject({ releaseId: z.uuid() });
export type ReleasePayload = z.output<typeof releasePayload>;
