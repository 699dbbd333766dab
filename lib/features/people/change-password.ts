import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { hashPassword, verifyPassword } from '@/lib/infra/passwords';
import { refuseWeakPassword } from './password-rules';
import { countAttempt, forgetAttempt } from './throttle';

/**
 * Changes one's own password and ends all one's sessions; the caller renews the present one with the
 * version returned. Guesses of the current password count like failed sign-ins, so that a session
 * left open is no oracle.
 */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; next: string },
): Promise<{ userId: string; sessionVersion: number }> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const user = await ctx.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, name: true, passwordHash: true },
  });
  if (user.passwordHash !== null) {
    const attempt = { account: user.email, address: null };
    await countAttempt(ctx, attempt);
    if (!(await verifyPassword(user.passwordHash, input.current))) {
      throw new AppError('invalid', 'The current password is not right. Nothing was changed.', {
        key: 'currentPasswordWrong',
        fields: { current: 'The current password is not right.' },
      });
    }
    await forgetAttempt(ctx, attempt);
  }
  refuseWeakPassword(input.next, user, 'next');
  const passwordHash = await hashPassword(input.next);
  return inTransaction(ctx.db, async (tx) => {
    const { sessionVersion } = await tx.user.update({
      where: { id: userId },
      data: { passwordHash, sessionVersion: { increment: 1 } },
      select: { sessionVersion: true },
    });
    await audit(tx, ctx, { action: 'user.changePassword', subjectType: 'User', subjectId: userId });
    return { userId, sessionVersion };
  });
}
