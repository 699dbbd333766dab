import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
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
 * The only way in from a form or a client component: scope, schema, one call. The scope is required
 * by the type. Never throws to the client, except for Next's own redirects.
 */
export function defineAction<I extends z.ZodType<{ project: string }>, R>(
  action: ProjectAction<I, R>,
): (raw: z.input<I>) => Promise<ActionResult<R>>;
export function defineAction<I extends z.ZodType, R>(
  action: InstanceAction<I, R>,
): (raw: z.input<I>) => Promise<ActionResult<R>>;
export function defineAction<R>(action: {
  scope: ProjectScope | InstanceScope;
  input: z.ZodType;
  run: (ctx: Ctx, input: never, project: never) => Promise<R>;
}): (raw: unknown) => Promise<ActionResult<R>> {
  return async (raw) => {
    try {
      const input = parseInput(action.input, raw);
      const slug = isProjectScope(action.scope) ? (input as { project: string }).project : null;
      const { ctx, project } = await access(action.scope, slug);
      return { ok: true, data: await action.run(ctx, input as never, project as never) };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: toFailure(error, `action ${action.scope}`).failure };
    }
  };
}

/** Zod's issues as one sentence per field. */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown): z.output<I> {
  const parsed = schema.safeParse(raw);
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
