import { forbidden, notFound, redirect } from 'next/navigation';
import { headers } from 'next/headers';
import type { InstanceScope, ProjectScope } from '@/lib/domain/permissions';
import { isAppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { access, type ProjectRef } from './access';

/** Opens a project's page: signs in, hides foreign projects, refuses missing scopes. */
export async function projectPage(
  scope: ProjectScope,
  slug: string,
): Promise<{ ctx: Ctx; project: ProjectRef }> {
  const { ctx, project } = await open(scope, slug);
  return { ctx, project: project as ProjectRef };
}

/** Opens a page outside any project. */
export async function instancePage(scope: InstanceScope): Promise<{ ctx: Ctx }> {
  return { ctx: (await open(scope, null)).ctx };
}

async function open(scope: ProjectScope | InstanceScope, slug: string | null) {
  try {
    return await access(scope, slug);
  } catch (error) {
    if (isAppError(error)) {
      if (error.code === 'unauthenticated') {
        const path = (await headers()).get('x-path') ?? '/';
        redirect(`/sign-in?next=${encodeURIComponent(path)}`);
      }
      if (error.code === 'not-found') notFound();
      if (error.code === 'forbidden') forbidden();
    }
    throw error;
  }
}
