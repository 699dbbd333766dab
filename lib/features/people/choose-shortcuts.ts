import { AppError } from '@/lib/domain/errors';
import { clash, readChosen, type ChosenKeys } from '@/lib/domain/shortcuts';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';

/** The keys that the acting person has chosen. */
export async function myShortcuts(ctx: Ctx): Promise<ChosenKeys> {
  authorize(ctx, 'self');
  const { shortcuts } = await ctx.db.user.findUniqueOrThrow({
    where: { id: requireUser(ctx) },
    select: { shortcuts: true },
  });
  return readChosen(shortcuts);
}

/** Stores the acting person's keys, all at once. Throws 'invalid' when two commands would have one key. */
export async function chooseShortcuts(ctx: Ctx, { keys }: { keys: ChosenKeys }): Promise<void> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const double = clash(keys);
  if (double) {
    throw new AppError(
      'invalid',
      `Two commands would have the key ${double.key}. Nothing was changed. Choose another key for one of them.`,
      { key: 'shortcutTaken', params: { key: double.key } },
    );
  }
  await inTransaction(ctx.db, async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { shortcuts: { ...keys } } });
    await audit(tx, ctx, {
      action: 'user.shortcuts',
      subjectType: 'User',
      subjectId: userId,
      data: { ...keys },
    });
  });
}
