import type { Ctx } from '@/lib/infra/context';
import { createMailer } from '@/lib/infra/mail';
import { countAttempt } from './throttle';

/**
 * Sends a sign-in link to an enabled person's address; says nothing and sends nothing otherwise.
 * Requests count like sign-in attempts, so that nobody's mailbox is filled.
 */
export async function mailSignInLink(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  input: { email: string; url: string },
): Promise<void> {
  const mailer = createMailer();
  if (!mailer) return;
  const user = await ctx.db.user.findUnique({
    where: { email: input.email },
    select: { disabledAt: true },
  });
  if (!user || user.disabledAt !== null) return;
  await countAttempt(ctx, { account: `mail:${input.email}`, address: null });
  await mailer({
    to: input.email,
    subject: 'Blindpair: your sign-in link',
    text: `Open this link to sign in. It works once, within the next hour:\n${input.url}\n\nIf you did not ask for it, ignore this message; nobody gets in without the link.\n`,
  });
}
