import { notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';

export interface MemberLimits {
  /** A label that figures are filtered by. */
  team: string | null;
  /** Most pairs that the person may have written or begun a question for; null for no limit. */
  maxQuestions: number | null;
  /** Most pairs begun and not handed in; null for no limit. */
  maxOpen: number | null;
}

/** Sets a member's team and limits. What was written or begun beyond a limit stays. */
export async function setMemberLimits(
  ctx: Ctx,
  input: { projectId: string; userId: string } & MemberLimits,
): Promise<void> {
  const { projectId, userId, team, maxQuestions, maxOpen } = input;
  authorize(ctx, 'people:manage', projectId);
  await inTransaction(ctx.db, async (tx) => {
    const member = await tx.membership.findUnique({
      where: { userId_projectId: { userId, projectId } },
      select: { user: { select: { name: true } } },
    });
    if (!member) throw notFound('The member');
    await tx.membership.update({
      where: { userId_projectId: { userId, projectId } },
      data: { team, maxQuestions, maxOpen },
      select: { userId: true },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'member.setLimits',
      subjectType: 'User',
      subjectId: userId,
      data: { name: member.user.name, team, maxQuestions, maxOpen },
    });
  });
}
