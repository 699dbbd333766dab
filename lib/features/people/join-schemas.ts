/** Shapes of coming into a study by its open link. */
import { z } from 'zod';
import { token } from './schemas';

export const MAX_JOINERS = 500;

const code = z
  .string()
  .trim()
  .regex(/^[\w-]{1,40}$/);

export const joinLinkInput = z.strictObject({
  project: z.string().min(1).max(60),
  studyId: z.uuid(),
  /** A new address; the one before leads nowhere then. */
  renew: z.boolean(),
  maxRaters: z.int().min(1).max(MAX_JOINERS).nullable(),
  expiresAt: z.iso.datetime().nullable(),
  participantsOnly: z.boolean(),
  screenOutCode: code.nullable(),
});
export type JoinLinkSettings = Omit<z.output<typeof joinLinkInput>, 'project'>;

export const linkOfStudyInput = z.strictObject({
  project: z.string().min(1).max(60),
  studyId: z.uuid(),
});

/** The parameters of recruiting platforms, as the address had them; all else of it is left behind. */
export const PLATFORM_PARAMETERS = [
  'PROLIFIC_PID',
  'STUDY_ID',
  'SESSION_ID',
  'workerId',
  'assignmentId',
  'hitId',
  'turkSubmitTo',
] as const;

export const joinBody = z.strictObject({
  token,
  consent: z.literal(true),
  /** On a page that takes nobody in any more: only to take up what was begun. */
  begun: z.literal(true).optional(),
  parameters: z.partialRecord(z.enum(PLATFORM_PARAMETERS), z.string().max(300)),
});
export const resumeBody = z.strictObject({ token });
export const ownRaterInput = z.strictObject({ studyRaterId: z.uuid() });
