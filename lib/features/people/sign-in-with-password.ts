import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { verifyPassword } from '@/lib/infra/passwords';
import { countAttempt, forgetAttempt } from './throttle';

export interface SignedIn {
  userId: string;
  sessionVersion: number;
}

/**
 * Checks e-mail and password. For everybody: this is where being somebody begins. Throws
 * 'too-many-requests', or one and the same 'unauthenticated' for an unknown address, a wrong
 * password, a person without a password and a disabled one, after the same work.
 */
export async function signInWithPassword(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  input: { email: string; password: string; address: string | null },
): Promise<SignedIn> {
  const attempt = { account: input.email.trim().toLowerCase(), address: input.address };
  await countAttempt(ctx, attempt);
  const user = await ctx.db.user.findUnique({
    where: { email: attempt.account },
    select: { id: true, sessionVersion: true, disabledAt: true, passwordHash: true },
  });
  const matches = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (!user || !matches || user.disabledAt !== null) {
    throw new AppError('unauthenticated', 'The e-mail address or the password is not right.', {
      key: 'signInRefused',
    });
  }
  await forgetAttempt(ctx, attempt);
  return { userId: user.id, sessionVersion: user.sessionVersion };
}
