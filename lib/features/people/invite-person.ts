import type { Ctx } from '@/lib/infra/context';
import { env } from '@/lib/infra/env';
import { createMailer } from '@/lib/infra/mail';
import { createInvitation, type NewInvitation } from './create-invitation';

export interface Invited {
  invitationId: string;
  /** Path of the link, shown once; the browser puts its own origin before it. */
  path: string;
  expiresAt: string;
  /** 'sent', 'failed', or 'off' without an address, mail server or NEXTAUTH_URL. */
  mail: 'sent' | 'failed' | 'off';
}

/** Makes an invitation and sends it, when it names an address and mail is configured. */
export async function invitePerson(
  ctx: Ctx,
  input: NewInvitation & { projectName: string },
): Promise<Invited> {
  const { projectName, ...invitation } = input;
  const { token, invitationId, expiresAt } = await createInvitation(ctx, invitation);
  const path = `/invite/${token}`;
  const mail = input.email ? await send(ctx, input.email, projectName, path) : 'off';
  return { invitationId, path, expiresAt, mail };
}

async function send(ctx: Ctx, to: string, project: string, path: string): Promise<Invited['mail']> {
  const mailer = createMailer();
  // Never from the request's Host header: whoever forges it would write the link in our mail.
  const origin = env().NEXTAUTH_URL;
  if (!mailer || !origin) return 'off';
  try {
    await mailer({
      to,
      subject: `Blindpair: you are invited to ${project}`,
      text: `You are invited to work on “${project}” in Blindpair.\n\nOpen this link within seven days. It works once, for you only:\n${new URL(path, origin)}\n\nIf you did not expect this, ignore this message.\n`,
    });
    return 'sent';
  } catch (error) {
    ctx.log.error({ err: error }, 'an invitation could not be mailed');
    return 'failed';
  }
}
