import { AppError } from '@/lib/domain/errors';
import { clash, readChosen, type ChosenKeys, type OwnKeys } from '@/lib/domain/shortcuts';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';

/** What the acting person has settled about keys. */
export async function myKeys(ctx: Ctx): Promise<OwnKeys> {
  authorize(ctx, 'self');
  const { shortcuts, singleKeys } = await ctx.db.user.findUniqueOrThrow({
    where: { id: requireUser(ctx) },
    select: { shortcuts: true, singleKeys: true },
  });
  return { chosen: readChosen(shortcuts), single: singleKeys };
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

/** Whether a single letter, digit or sign is a command for the acting person. What was chosen is kept. */
export async function setSingleKeys(ctx: Ctx, { on }: { on: boolean }): Promise<void> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  await inTransaction(ctx.db, async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { singleKeys: on } });
    await audit(tx, ctx, {
      action: on ? 'user.singleKeysOn' : 'user.singleKeysOff',
      subjectType: 'User',
      subjectId: userId,
    });
  });
}
