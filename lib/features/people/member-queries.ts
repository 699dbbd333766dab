import type { Role } from '@/lib/domain/permissions';
import { authorize, type Ctx } from '@/lib/infra/context';
import { INVITER, mayStillInvite } from './inviter';
import type { MemberLimits } from './set-limits';

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  since: string;
  disabled: boolean;
  /** True for the acting person: their row has no controls. */
  self: boolean;
  /** False once the person held a role that sees pairs. */
  mayRate: boolean;
  limits: MemberLimits;
}

/** Every member, by name. A project has tens of people, not thousands: one page. */
export async function listMembers(ctx: Ctx, projectId: string): Promise<MemberRow[]> {
  authorize(ctx, 'people:manage', projectId);
  const [rows, held] = await Promise.all([
    ctx.db.membership.findMany({
      // Raters who came in by an open link are listed with their study.
      where: { projectId, user: { anonymous: false } },
      select: {
        role: true,
        createdAt: true,
        team: true,
        maxQuestions: true,
        maxOpen: true,
        user: {
          select: { id: true, name: true, email: true, disabledAt: true, instanceAdmin: true },
        },
      },
      orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
    }),
    ctx.db.pastAccess.findMany({ where: { projectId }, select: { userId: true } }),
  ]);
  const saw = new Set(held.map((row) => row.userId));
  const own = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return rows.map(({ role, createdAt, user, ...limits }) => ({
    limits,
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    since: createdAt.toISOString(),
    disabled: user.disabledAt !== null,
    self: user.id === own,
    mayRate: !saw.has(user.id) && !user.instanceAdmin,
  }));
}

export interface InvitationRow {
  id: string;
  role: Role;
  email: string | null;
  study: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
}

/** Invitations that somebody can still use, and expired ones, newest first. Never their tokens: those are not stored. */
export async function listInvitations(ctx: Ctx, projectId: string): Promise<InvitationRow[]> {
  authorize(ctx, 'people:manage', projectId);
  const rows = await ctx.db.invitation.findMany({
    where: { projectId, usedAt: null, revokedAt: null, role: { not: null } },
    select: {
      id: true,
      role: true,
      email: true,
      createdAt: true,
      expiresAt: true,
      study: { select: { name: true } },
      createdBy: INVITER,
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  const now = ctx.clock.now();
  return rows.flatMap((row) =>
    row.role === null || !mayStillInvite(row.createdBy, projectId)
      ? []
      : [
          {
            id: row.id,
            role: row.role,
            email: row.email,
            study: row.study?.name ?? null,
            createdBy: row.createdBy.name,
            createdAt: row.createdAt.toISOString(),
            expiresAt: row.expiresAt.toISOString(),
            expired: row.expiresAt <= now,
          },
        ],
  );
}

/** Studies that a rater can be invited to, for the dialog. */
export async function openStudies(
  ctx: Ctx,
  projectId: string,
): Promise<{ id: string; name: string }[]> {
  authorize(ctx, 'people:manage', projectId);
  return ctx.db.study.findMany({
    where: { projectId, status: { not: 'CLOSED' } },
    select: { id: true, name: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
}
