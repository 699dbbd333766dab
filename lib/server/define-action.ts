import { unstable_rethrow } from 'next/navigation';
import { z } from 'zod';
import type { InstanceScope, ProjectScope } from '@/lib/domain/permissions';
import { isProjectScope } from '@/lib/domain/permissions';
import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { access, type ProjectRef } from './access';
import { toFailure, type Failure } from './failure';

export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: Failure };

interface ProjectAction<I extends z.ZodType<{ project: string }>, R> {
  scope: ProjectScope;
  /** Carries the project's slug as `project`. */
  input: I;
  run: (ctx: Ctx, input: z.output<I>, project: ProjectRef) => Promise<R>;
}

interface InstanceAction<I extends z.ZodType, R> {
  scope: InstanceScope;
  input: I;
  run: (ctx: Ctx, input: z.output<I>) => Promise<R>;
}

/**
 * What a client component calls: the input and the id of the person whose page it is (`useSession().as`;
 * undefined where nobody was signed in). Anybody else is refused as if nobody were signed in. It must be
 * given, so that what one person does can never be done under the name of another by forgetting it.
 */
export type Action<I, R> = (raw: I, as: string | undefined) => Promise<ActionResult<R>>;

/**
 * The only way in from a form or a client component: scope first, then schema, then one call. The scope is required
 * by the type. Never throws to the client, except for Next's own redirects.
 */
export function defineAction<I extends z.ZodType<{ project: string }>, R>(
  action: ProjectAction<I, R>,
): Action<z.input<I>, R>;
export function defineAction<I extends z.ZodType, R>(
  action: InstanceAction<I, R>,
): Action<z.input<I>, R>;
export function defineAction<R>(action: {
  scope: ProjectScope | InstanceScope;
  input: z.ZodType;
  run: (ctx: Ctx, input: never, project: never) => Promise<R>;
}): Action<unknown, R> {
  return async (raw, as) => {
    try {
      // Who may not act learns nothing else, least of all which entries would be taken.
      const { ctx, project } = await access(
        action.scope,
        isProjectScope(action.scope) ? slugIn(raw) : null,
        as,
      );
      const input = parseInput(action.input, raw);
      return { ok: true, data: await action.run(ctx, input as never, project as never) };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: toFailure(error, `action ${action.scope}`).failure };
    }
  };
}

const named = z.object({
  // Postgres takes no NUL in a text; no slug holds one.
  project: z.string().refine((slug) => !slug.includes('\0')),
});

/** The project that an input names before it was checked; null where it names none. */
export function slugIn(raw: unknown): string | null {
  const parsed = named.safeParse(raw);
  return parsed.success ? parsed.data.project : null;
}

/**
 * What came in without NUL, which Postgres takes in no text: nobody typed it, it came with something pasted, and a
 * refusal would only be met again at each try.
 */
function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (Array.isArray(value)) return value.map(withoutNul);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNul(item)]));
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** The input as the schema reads it; else Zod's issues as one sentence per field. */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown): z.output<I> {
  const parsed = schema.safeParse(withoutNul(raw));
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const path = issue.path.join('.') || 'form';
    fields[path] ??= issue.message;
  }
  throw new AppError('invalid', 'Some of the entries cannot be used. See the fields below.', {
    key: 'invalidFields',
    fields,
  });
}
