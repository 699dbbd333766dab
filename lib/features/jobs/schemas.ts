import { z } from 'zod';

export const jobInput = z.strictObject({ project: z.string(), jobId: z.uuid() });
export type JobInput = z.output<typeof jobInput>;
