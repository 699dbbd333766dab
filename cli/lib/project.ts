import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';

/** The project named on the command line; without a name, the only one there is. */
export async function findProject(
  ctx: Ctx,
  slug: string | undefined,
  /** Said where the command can make the project. */
  hint = 'Make it with `blindpair ingest DIR --project NAME --create`, or on the page of the instance.',
): Promise<{ id: string; slug: string; name: string }> {
  const projects = await ctx.db.project.findMany({
    where: { archivedAt: null, ...(slug ? { slug } : {}) },
    select: { id: true, slug: true, name: true },
    take: 20,
  });
  const [only] = projects;
  if (only && projects.length === 1) return only;
  const known = (
    await ctx.db.project.findMany({ where: { archivedAt: null }, select: { slug: true }, take: 20 })
  ).map((project) => project.slug);
  if (slug) {
    throw new AppError(
      'not-found',
      known.length > 0
        ? `There is no project "${slug}". Known projects: ${known.join(', ')}. ${hint}`
        : `There is no project "${slug}" yet. ${hint}`,
    );
  }
  throw new AppError(
    'invalid',
    known.length === 0
      ? `There is no project yet. ${hint}`
      : `Say which project with --project: ${known.join(', ')}.`,
  );
}
