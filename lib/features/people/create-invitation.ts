import { AppError, notFound } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/permissions';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { INVITER, inviterActor } from './inviter';
import { lockMembers } from './last-admin';
import { hashToken, INVITATION_DAYS } from './tokens';

export interface NewInvitation {
  projectId: string;
  role: Role;
  /** Only this address may use it. */
  email?: string | undefined;
  /** Accepting also enters the person into this study; raters only. */
  studyId?: string | undefined;
}

export interface CreatedInvitation {
  invitationId: string;
  /** Shown once; only its SHA-256 is stored. */
  token: string;
  expiresAt: string;
}

/** Makes a single-use invitation bound to a role, valid for a week. */
export async function createInvitation(ctx: Ctx, input: NewInvitation): Promise<CreatedInvitation> {
  authorize(ctx, 'people:manage', input.projectId);
  const createdById = requireUser(ctx);
  const token = ctx.rng.secret(32);
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 24 * 3600 * 1000);
  return inTransaction(ctx.db, async (tx) => {
    // Whoever is losing the right just now leaves no invitation behind.
    await lockMembers(tx, input.projectId);
    const inviter = await tx.user.findUniqueOrThrow({ where: { id: createdById }, ...INVITER });
    const actor = inviterActor(inviter, input.projectId);
    authorize({ actor }, 'people:manage', input.projectId);
    if (input.studyId !== undefined) await refuseUnfitStudy(tx, input, input.studyId);
    const { id } = await tx.invitation.create({
      data: {
        tokenHash: hashToken(token),
        projectId: input.projectId,
        role: input.role,
        email: input.email ?? null,
        studyId: input.studyId ?? null,
        expiresAt,
        createdById,
        createdAt: now,
      },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'invitation.create',
      subjectType: 'Invitation',
      subjectId: id,
      data: { role: input.role, email: input.email ?? null, studyId: input.studyId ?? null },
    });
    return { invitationId: id, token, expiresAt: expiresAt.toISOString() };
  });
}

async function refuseUnfitStudy(tx: Tx, input: NewInvitation, studyId: string): Promise<void> {
  if (input.role !== 'RATER') {
    throw new AppError('invalid', 'Only raters are invited to a study.', {
      key: 'studyNeedsRater',
      fields: { role: 'Only raters are invited to a study.' },
    });
  }
  const study = await tx.study.findFirst({
    where: { id: studyId, projectId: input.projectId },
    select: { status: true },
  });
  if (!study) throw notFound('The study');
  if (study.status === 'CLOSED') throw studyClosed();
}

export const studyClosed = (): AppError =>
  new AppError('conflict', 'The study is closed and takes no more raters.', { key: 'studyClosed' });

/** Makes an unused invitation useless. Revoking one twice, or one that was used, throws 'conflict'. */
export async function revokeInvitation(
  ctx: Ctx,
  input: { projectId: string; invitationId: string },
): Promise<void> {
  authorize(ctx, 'people:manage', input.projectId);
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: {
        id: input.invitationId,
        projectId: input.projectId,
        usedAt: null,
        revokedAt: null,
      },
      data: { revokedAt: ctx.clock.now() },
    });
    if (count === 0) {
      throw new AppError('conflict', 'This invitation was used or revoked already.', {
        key: 'invitationGone',
      });
    }
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'invitation.revoke',
      subjectType: 'Invitation',
      subjectId: input.invitationId,
    });
  });
}
