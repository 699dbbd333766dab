import { AppError, notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { guidelineInForce } from '@/lib/infra/guidelines/guideline-in-force';
import { insertMember } from './add-member';
import { checkedInput } from './checked-input';

/** Makes a project. The person who makes it is its first administrator; the command line names one with addMember. */
export async function createProject(
  ctx: Ctx,
  input: { slug: string; name: string; description?: string },
): Promise<{ projectId: string; slug: string }> {
  authorize(ctx, 'instance:admin');
  const slug = checkedInput('slug', input.slug);
  const name = checkedInput('name', input.name);
  return inTransaction(ctx.db, async (tx) => {
    const [project] = await tx.project.createManyAndReturn({
      data: [
        {
          slug,
          name,
          description: input.description ?? '',
          createdAt: ctx.clock.now(),
        },
      ],
      skipDuplicates: true,
      select: { id: true, slug: true },
    });
    if (!project) {
      throw new AppError('conflict', 'Another project has this address. Choose another one.', {
        key: 'slugTaken',
        fields: { slug: 'Another project has this address.' },
      });
    }
    await guidelineInForce(tx, ctx.clock, project.id);
    if (ctx.actor.kind === 'user') {
      const { userId } = ctx.actor;
      await insertMember(tx, ctx, { projectId: project.id, userId, role: 'ADMIN' });
    }
    await audit(tx, ctx, {
      projectId: project.id,
      action: 'project.create',
      subjectType: 'Project',
      subjectId: project.id,
      data: { slug: project.slug, name },
    });
    return { projectId: project.id, slug: project.slug };
  });
}

/** Changes name and description; the slug is in people's links and stays. */
export async function renameProject(
  ctx: Ctx,
  input: { projectId: string; name: string; description: string },
): Promise<void> {
  const { projectId, name, description } = input;
  await change(ctx, projectId, 'project.rename', { name, description }, { name });
}

/** Takes a project out of everybody's list, or puts it back. Nothing is deleted. */
export async function archiveProject(
  ctx: Ctx,
  input: { projectId: string; archived: boolean },
): Promise<void> {
  const archivedAt = input.archived ? ctx.clock.now() : null;
  const action = input.archived ? 'project.archive' : 'project.restore';
  await change(ctx, input.projectId, action, { archivedAt }, {});
}

async function change(
  ctx: Ctx,
  projectId: string,
  action: string,
  data: { name?: string; description?: string; archivedAt?: Date | null },
  audited: Record<string, string>,
): Promise<void> {
  authorize(ctx, 'instance:admin');
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.project.updateMany({ where: { id: projectId }, data });
    if (count === 0) throw notFound('The project');
    await audit(tx, ctx, {
      projectId,
      action,
      subjectType: 'Project',
      subjectId: projectId,
      data: audited,
    });
  });
}
