import { z } from 'zod';

/** Without ids every usable encoder is run. */
export const encodePayload = z.strictObject({ encoderIds: z.array(z.string().min(1)).optional() });
export type EncodePayload = z.output<typeof encodePayload>;

export const startEncodingInput = encodePayload.extend({ project: z.string().min(1) });

export const removeImportedInput = z.strictObject({
  project: z.string(),
  encoderId: z.string().min(1).max(100),
});
