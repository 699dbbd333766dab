/** Shapes shared by forms, actions, routes and the command line. */
import { z } from 'zod';
import { COMMAND_IDS, isBindable } from '@/lib/domain/shortcuts';
import { ROLES } from '@/lib/domain/permissions';
import { PASSWORD_MAX } from './password-rules';
import { PERIODS } from './periods';

/** One strict address, lower-cased; the account's name in every table. */
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const personName = z.string().trim().min(1).max(100);
/** Its strength is checked by the use-case, which knows the person. */
export const password = z
  .string()
  .min(1)
  .max(PASSWORD_MAX * 4);
const project = z.string().min(1).max(60);
/** Base64url of 32 bytes. */
export const token = z.string().regex(/^[\w-]{43}$/);
export const role = z.enum(ROLES);
const userId = z.uuid();

export const slug = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const inviteInput = z.strictObject({
  project,
  role,
  email: email.optional(),
  studyId: z.uuid().optional(),
});
export const addRatersInput = z.strictObject({
  project,
  studyId: z.uuid(),
  userIds: z.array(z.uuid()).min(1).max(1000),
});
export const invitationInput = z.strictObject({ project, invitationId: z.uuid() });
export const tokenInput = z.strictObject({ token });
export const acceptBody = z.strictObject({ token, email, name: personName, password });

export const changeRoleInput = z.strictObject({ project, userId, role });
export const memberInput = z.strictObject({ project, userId });

export const limitsInput = z.strictObject({
  project,
  userId,
  team: z.string().trim().min(1).max(60).nullable(),
  maxQuestions: z.int().min(0).max(100_000).nullable(),
  maxOpen: z.int().min(1).max(1000).nullable(),
});

export const profileInput = z.strictObject({
  name: personName,
  locale: z.enum(['en', 'zh']).nullable(),
});
export const shortcutsInput = z.strictObject({
  keys: z.partialRecord(z.enum(COMMAND_IDS), z.string().refine(isBindable)),
});
export const singleKeysInput = z.strictObject({ on: z.boolean() });
export const passwordInput = z.strictObject({
  current: z.string().max(PASSWORD_MAX * 4),
  next: password,
});

export const projectFields = z.strictObject({
  slug,
  name: personName,
  description: z.string().trim().max(500).default(''),
});
export const renameProjectInput = z.strictObject({
  projectId: z.uuid(),
  name: personName,
  description: z.string().trim().max(500).default(''),
});
export const projectIdInput = z.strictObject({ projectId: z.uuid() });
export const userInput = z.strictObject({ userId });

export const auditQuery = z.object({
  action: z.string().max(60).optional().catch(undefined),
  person: z.uuid().optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
});
export const figuresQuery = z.object({
  period: z.enum(PERIODS).catch('12'),
  team: z.string().min(1).max(60).optional().catch(undefined),
});
export const accountsQuery = z.object({ after: z.uuid().optional().catch(undefined) });
