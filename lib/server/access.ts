import type { Actor, Scope } from '@/lib/domain/permissions';
import { isProjectScope } from '@/lib/domain/permissions';
import { AppError, notFound } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { makeCtx, services } from './services';
import { sessionUser } from './session';

export interface ProjectRef {
  id: string;
  slug: string;
  name: string;
}

export interface Access {
  ctx: Ctx;
  /** The project that the call is about; null for instance scopes. */
  project: ProjectRef | null;
}

/**
 * Loads the acting person with his role in the project and checks the scope. Somebody who is no
 * member of a project is told that it does not exist. `as` is the person whose page asks, where the
 * page says so: nothing is done for anybody else (see domain/acting-as).
 */
export async function access(
  scope: Scope,
  projectSlug: string | null,
  as?: string | null,
): Promise<Access> {
  const user = await sessionUser();
  if (!user) throw new AppError('unauthenticated', 'Please sign in.', { key: 'signIn' });
  if (as != null && as !== user.id) {
    throw new AppError(
      'unauthenticated',
      'Another account has signed in in this browser. Nothing was saved under its name.',
      { key: 'otherAccount' },
    );
  }

  let project: ProjectRef | null = null;
  let role: Extract<Actor, { kind: 'user' }>['role'] = null;
  if (projectSlug !== null) {
    const found = await services().db.project.findUnique({
      where: { slug: projectSlug },
      select: {
        id: true,
        slug: true,
        name: true,
        memberships: { where: { userId: user.id }, select: { role: true } },
      },
    });
    role = found?.memberships[0]?.role ?? null;
    if (!found || (role === null && !user.instanceAdmin)) throw notFound('The project');
    project = { id: found.id, slug: found.slug, name: found.name };
  } else if (isProjectScope(scope)) {
    // Nobody is a member of a project that is not named.
    throw notFound('The project');
  }

  const ctx = makeCtx({
    kind: 'user',
    userId: user.id,
    name: user.name,
    email: user.email,
    instanceAdmin: user.instanceAdmin,
    projectId: project?.id ?? null,
    role,
  });
  authorize(ctx, scope, project?.id);
  return { ctx, project };
}
