/** Outgoing mail, when EMAIL_SERVER and EMAIL_FROM are set. Plain text: nothing to track, nothing to break. */
import { createTransport } from 'nodemailer';
import { env } from './env';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Absent when mail is not configured; callers then show the link instead of sending it. */
export type Mailer = (mail: Mail) => Promise<void>;

/** A line break would let an address or a name add headers of its own. */
const oneLine = (value: string): string => value.replace(/[\r\n]+/g, ' ');

/** Throws what the mail server says; callers log it and never show it. */
export function createMailer(): Mailer | null {
  const { EMAIL_SERVER, EMAIL_FROM } = env();
  if (!EMAIL_SERVER || !EMAIL_FROM) return null;
  const transport = createTransport(EMAIL_SERVER);
  return async ({ to, subject, text }) => {
    await transport.sendMail({
      from: EMAIL_FROM,
      to: { name: '', address: oneLine(to) },
      subject: oneLine(subject),
      text,
    });
  };
}
