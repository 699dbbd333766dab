import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';

/** Changes one's own name and language. A null locale follows the browser. */
export async function updateProfile(
  ctx: Ctx,
  input: { name: string; locale: string | null },
): Promise<void> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  await inTransaction(ctx.db, async (tx) => {
    await tx.user.update({
      where: { id: userId },
      data: { name: input.name, locale: input.locale },
    });
    await audit(tx, ctx, {
      action: 'user.update',
      subjectType: 'User',
      subjectId: userId,
      data: { name: input.name },
    });
  });
}
