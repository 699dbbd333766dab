import { createHash } from 'node:crypto';

/** What is stored of a secret link: its SHA-256 in hex. The token has 256 random bits, so no salt is needed. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** Seven days: long enough for a holiday's mailbox, short enough that a forgotten link dies. */
export const INVITATION_DAYS = 7;
