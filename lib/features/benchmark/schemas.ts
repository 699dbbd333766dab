/** Shapes shared by the page, its route, the job and the command line. */
import { z } from 'zod';

export const benchmarkFields = z.strictObject({
  name: z.string().trim().min(1, 'Say what the benchmark is called.').max(120),
  source: z.string().trim().min(1, 'Say where it comes from.').max(500),
  licence: z.string().trim().min(1, 'Say under which licence it is.').max(200),
  /** Whether that licence lets its pairs and images into releases of this project. */
  releaseAllowed: z.boolean(),
  /** Take the pairs that are whole where images are missing, instead of nothing. */
  allowMissing: z.boolean(),
});
export type BenchmarkFields = z.output<typeof benchmarkFields>;

const flag = z.enum(['yes', 'no']).transform((value) => value === 'yes');
/** Of the uploaded archive, which is the request's body. */
export const benchmarkQuery = benchmarkFields.extend({ releaseAllowed: flag, allowMissing: flag });

export const importPayload = benchmarkFields.extend({
  uploadKey: z.string().min(1),
  /** Whose import it is. */
  userId: z.uuid(),
});
export type ImportPayload = z.output<typeof importPayload>;
