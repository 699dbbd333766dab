import type { Role } from '@/lib/domain/permissions';
import { AppError } from '@/lib/domain/errors';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';

export interface MyProject {
  slug: string;
  name: string;
  /** Null for an instance administrator who is no member. */
  role: Role | null;
}

/**
 * The projects that the acting person can open, by name. Projects where they rate are left out: raters
 * know studies only. Archived ones are left out, too.
 */
export async function myProjects(ctx: Ctx): Promise<MyProject[]> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const everywhere = ctx.actor.kind === 'user' && ctx.actor.instanceAdmin;
  const rows = await ctx.db.project.findMany({
    where: {
      archivedAt: null,
      memberships: everywhere
        ? { none: { userId, role: 'RATER' } }
        : { some: { userId, role: { not: 'RATER' } } },
    },
    select: { slug: true, name: true, memberships: { where: { userId }, select: { role: true } } },
    orderBy: [{ name: 'asc' }, { slug: 'asc' }],
  });
  return rows.map(({ slug, name, memberships }) => ({
    slug,
    name,
    role: memberships[0]?.role ?? null,
  }));
}

/** Whether the acting person rates anywhere. */
export async function ratesSomewhere(ctx: Ctx): Promise<boolean> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const one = await ctx.db.membership.findFirst({
    where: { userId, role: 'RATER' },
    select: { userId: true },
  });
  return one !== null;
}

export interface Profile {
  name: string;
  email: string;
  locale: string | null;
  hasPassword: boolean;
  /** Came in by a study's open link: has no name, address or password of their own. */
  anonymous: boolean;
  /** Ids of the OAuth providers that are linked. */
  providers: string[];
}

export async function myProfile(ctx: Ctx): Promise<Profile> {
  authorize(ctx, 'self');
  const user = await ctx.db.user.findUniqueOrThrow({
    where: { id: requireUser(ctx) },
    select: {
      name: true,
      email: true,
      locale: true,
      passwordHash: true,
      anonymous: true,
      accounts: { select: { provider: true }, orderBy: { provider: 'asc' } },
    },
  });
  const { name, email, locale, passwordHash, anonymous, accounts } = user;
  const providers = accounts.map((account) => account.provider);
  return { name, email, locale, hasPassword: passwordHash !== null, anonymous, providers };
}

/** Who is signed in, as he is named to himself. */
export function whoAmI(ctx: Ctx): { id: string; name: string; email: string } {
  authorize(ctx, 'self');
  const { actor } = ctx;
  if (actor.kind !== 'user') throw new AppError('unauthenticated', 'Please sign in.');
  return { id: actor.userId, name: actor.name, email: actor.email };
}
