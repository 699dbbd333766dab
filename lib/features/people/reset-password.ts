import { notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { hashPassword } from '@/lib/infra/passwords';
import { refuseWeakPassword } from './password-rules';

const GENERATED_BYTES = 18;

/**
 * Sets a new password, random unless given, and ends all sessions of the person. Needs no mail: an
 * administrator hands the password over.
 */
export async function resetPassword(
  ctx: Ctx,
  input: { email: string; password?: string | undefined },
): Promise<{ userId: string; generatedPassword: string | null }> {
  authorize(ctx, 'instance:admin');
  const email = input.email.trim().toLowerCase();
  const user = await ctx.db.user.findUnique({
    where: { email },
    select: { id: true, name: true },
  });
  if (!user) throw notFound('The account');
  if (input.password !== undefined) refuseWeakPassword(input.password, { email, name: user.name });
  const generated = input.password === undefined ? ctx.rng.secret(GENERATED_BYTES) : null;
  const passwordHash = await hashPassword(input.password ?? generated ?? '');
  await inTransaction(ctx.db, async (tx) => {
    await tx.user.update({
      where: { id: user.id },
      data: { passwordHash, sessionVersion: { increment: 1 } },
    });
    await audit(tx, ctx, {
      action: 'user.resetPassword',
      subjectType: 'User',
      subjectId: user.id,
      data: { name: user.name },
    });
  });
  return { userId: user.id, generatedPassword: generated };
}
