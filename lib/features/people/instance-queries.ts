import { authorize, type Ctx } from '@/lib/infra/context';

export interface ProjectRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  members: number;
  images: number;
  createdAt: string;
  archived: boolean;
}

/** All projects of the instance, archived ones last. */
export async function listProjects(ctx: Ctx): Promise<ProjectRow[]> {
  authorize(ctx, 'instance:admin');
  const rows = await ctx.db.project.findMany({
    select: {
      id: true,
      slug: true,
      name: true,
      description: true,
      createdAt: true,
      archivedAt: true,
      _count: { select: { memberships: true, images: true } },
    },
    orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    members: row._count.memberships,
    images: row._count.images,
    createdAt: row.createdAt.toISOString(),
    archived: row.archivedAt !== null,
  }));
}

export interface AccountRow {
  id: string;
  name: string;
  email: string;
  instanceAdmin: boolean;
  disabled: boolean;
  projects: number;
  createdAt: string;
  self: boolean;
}

const PAGE = 50;

/** Accounts, oldest first; `after` is the last id of the page before (ids are mostly time-ordered). */
export async function listAccounts(
  ctx: Ctx,
  after?: string,
): Promise<{ accounts: AccountRow[]; total: number; next: string | null }> {
  authorize(ctx, 'instance:admin');
  // Raters who came in by an open link are listed with their study.
  const named = { anonymous: false };
  const [rows, total] = await Promise.all([
    ctx.db.user.findMany({
      where: { ...named, ...(after ? { id: { gt: after } } : {}) },
      select: {
        id: true,
        name: true,
        email: true,
        instanceAdmin: true,
        disabledAt: true,
        createdAt: true,
        _count: { select: { memberships: true } },
      },
      orderBy: { id: 'asc' },
      take: PAGE + 1,
    }),
    ctx.db.user.count({ where: named }),
  ]);
  const page = rows.slice(0, PAGE);
  const own = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return {
    accounts: page.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      instanceAdmin: row.instanceAdmin,
      disabled: row.disabledAt !== null,
      projects: row._count.memberships,
      createdAt: row.createdAt.toISOString(),
      self: row.id === own,
    })),
    total,
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}
