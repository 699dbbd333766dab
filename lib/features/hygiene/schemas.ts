/** Shapes shared by the dialog, the actions, the page and the command line. */
import { z } from 'zod';
import {
  DEFAULT_THRESHOLDS,
  REASONS,
  THRESHOLD_NAMES,
  THRESHOLD_RANGES,
  type Thresholds,
} from '@/lib/domain/hygiene/rules';

const project = z.string().min(1);

function threshold(name: keyof Thresholds) {
  const [min, max, whole] = THRESHOLD_RANGES[name];
  const number = z.coerce.number().min(min).max(max);
  return (whole ? number.int() : number).default(DEFAULT_THRESHOLDS[name]);
}

export const thresholdFields = z.strictObject(
  Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, threshold(name)])) as Record<
    keyof Thresholds,
    ReturnType<typeof threshold>
  >,
);

export const startHygieneInput = z.strictObject({ project, thresholds: thresholdFields });

export const hygienePayload = z.strictObject({ runId: z.uuid() });
export type HygienePayload = z.output<typeof hygienePayload>;

export const keepImageInput = z.strictObject({ project, imageId: z.uuid(), keep: z.boolean() });
export const keepReasonInput = z.strictObject({
  project,
  reason: z.enum(REASONS),
  keep: z.boolean(),
});

export const NOTE_LENGTH = 500;
export const leaveOutInput = z.strictObject({
  project,
  imageId: z.uuid(),
  note: z.string().trim().min(1, 'Say why it is left out.').max(NOTE_LENGTH),
});

/** State of the list, as it stands in the address. Wrong values fall back to the default. */
export const qualityQuery = z.object({
  reason: z.enum(REASONS).optional().catch(undefined),
  state: z.enum(['out', 'kept']).catch('out'),
  after: z.string().max(200).optional().catch(undefined),
  before: z.string().max(200).optional().catch(undefined),
});
export type QualityQuery = z.output<typeof qualityQuery>;
