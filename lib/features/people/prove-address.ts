import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import type { SignedIn } from './sign-in-with-password';

/**
 * A mailed link was opened: the person holds the address. Until then, whoever made the account need
 * not have: an invited person can write another one's address and wait for its owner. So the first
 * proof ends all sessions and drops what lets the maker in again, the password and linked accounts;
 * the owner sets and links their own under Settings. Throws 'forbidden' for a disabled account.
 */
export async function proveAddress(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  { userId }: { userId: string },
): Promise<SignedIn> {
  return inTransaction(ctx.db, async (tx) => {
    // One statement decides which of two links opened at once is the first.
    const { count } = await tx.user.updateMany({
      where: { id: userId, emailProvedAt: null, disabledAt: null },
      data: {
        emailProvedAt: ctx.clock.now(),
        passwordHash: null,
        sessionVersion: { increment: 1 },
      },
    });
    const user = await tx.user.findUnique({
      where: { id: userId },
      select: { name: true, email: true, sessionVersion: true, disabledAt: true },
    });
    if (!user || user.disabledAt !== null) {
      throw new AppError('forbidden', 'The account is disabled.', { key: 'noAccount' });
    }
    const { name, email, sessionVersion } = user;
    if (count === 0) return { userId, sessionVersion };
    await tx.account.deleteMany({ where: { userId } });
    const actor = {
      kind: 'user' as const,
      userId,
      name,
      email,
      instanceAdmin: false,
      projectId: null,
      role: null,
    };
    await audit(
      tx,
      { ...ctx, actor },
      { action: 'user.proveAddress', subjectType: 'User', subjectId: userId, data: { name } },
    );
    return { userId, sessionVersion };
  });
}
