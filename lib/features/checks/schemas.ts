import { z } from 'zod';

export const createCheckRunInput = z.strictObject({
  project: z.string().min(1),
  studyId: z.uuid(),
});

export const checkPayload = z.strictObject({ checkRunId: z.uuid() });
export type CheckPayload = z.output<typeof checkPayload>;

/** State of the report, as it stands in the address. Wrong values fall back to the default. */
export const checksQuery = z.object({
  run: z.uuid().optional().catch(undefined),
  show: z.enum(['all', 'failed', 'unavailable', 'passed']).catch('all'),
  after: z.coerce.number().int().nonnegative().optional().catch(undefined),
});
export type ChecksQuery = z.output<typeof checksQuery>;
