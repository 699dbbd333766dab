/** next-auth's settings that reading a session and signing in share. */
import type { AuthOptions } from 'next-auth';
import { log } from '@/lib/infra/log';
import { SESSION_SECONDS, secureCookies, sessionSecret } from './session-cookie';
import './session-types';

export function sessionOptions(): AuthOptions {
  return {
    providers: [],
    secret: sessionSecret(),
    useSecureCookies: secureCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: {
      signIn: '/sign-in',
      signOut: '/sign-out',
      error: '/sign-in',
      verifyRequest: '/sign-in/sent',
    },
    callbacks: {
      // Who and which version; name and address are read from the database each time.
      jwt: ({ token, user }) =>
        user
          ? { sub: user.id, sessionVersion: user.sessionVersion }
          : { sub: token.sub ?? '', sessionVersion: token.sessionVersion ?? 0 },
      session: ({ session, token }) => ({
        expires: session.expires,
        userId: token.sub ?? '',
        sessionVersion: token.sessionVersion ?? 0,
      }),
    },
    logger: {
      // Metadata can hold tokens of a provider: only the code and the message are kept.
      error: (code, metadata) => {
        const error = metadata instanceof Error ? metadata : metadata.error;
        log.error({ code, reason: error instanceof Error ? error.message : undefined }, 'sign-in');
      },
      warn: (code) => log.debug({ code }, 'sign-in'),
      debug: () => undefined,
    },
  };
}
