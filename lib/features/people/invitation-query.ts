import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import { INVITER, mayStillInvite } from './inviter';
import { hashToken } from './tokens';

export type InvitationView =
  | { state: 'unknown' | 'expired' | 'revoked' | 'used' }
  /** The acting person used it: they are in. */
  | { state: 'joined'; role: Role | null }
  | {
      state: 'open';
      /** Null for raters: they learn the study, never the project. */
      projectName: string | null;
      studyName: string | null;
      role: Role | null;
      invitedBy: string;
      expiresAt: string;
      /** The only address that may use it, when it names one. */
      email: string | null;
      /** True when somebody is signed in with another address than the invitation's. */
      otherAddress: boolean;
    };

/** What an invitation's page may say. The token is the authority; no scope is needed. */
export async function viewInvitation(ctx: Ctx, token: string): Promise<InvitationView> {
  const row = await ctx.db.invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      role: true,
      email: true,
      expiresAt: true,
      usedAt: true,
      usedById: true,
      revokedAt: true,
      project: { select: { name: true } },
      study: { select: { name: true } },
      projectId: true,
      createdBy: INVITER,
    },
  });
  if (!row) return { state: 'unknown' };
  const user = ctx.actor.kind === 'user' ? ctx.actor : null;
  if (row.usedAt) {
    return user !== null && row.usedById === user.userId
      ? { state: 'joined', role: row.role }
      : { state: 'used' };
  }
  if (row.revokedAt || !mayStillInvite(row.createdBy, row.projectId)) return { state: 'revoked' };
  if (row.expiresAt <= ctx.clock.now()) return { state: 'expired' };
  return {
    state: 'open',
    projectName: row.role === 'RATER' ? null : (row.project?.name ?? null),
    studyName: row.study?.name ?? null,
    role: row.role,
    invitedBy: row.createdBy.name,
    expiresAt: row.expiresAt.toISOString(),
    email: row.email,
    otherAddress: user !== null && row.email !== null && row.email !== user.email,
  };
}
