import pino from 'pino';
import { env } from './env';

/** Structured log on standard error, so that standard output stays data. Secrets are never passed in. */
export const log = pino(
  {
    level: env().LOG_LEVEL,
    redact: ['password', 'token', 'secret', '*.password', '*.token', '*.secret'],
  },
  pino.destination(2),
);
export type Log = pino.Logger;
