/** The route handler of next-auth, made of the ways in that the application offers. */
import { cookies } from 'next/headers';
import NextAuth, { type AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import Email from 'next-auth/providers/email';
import { z } from 'zod';
import { isAppError } from '@/lib/domain/errors';
import { env } from '@/lib/infra/env';
import { log } from '@/lib/infra/log';
import { callerAddress } from './session-address';
import { INVITATION_COOKIE } from './session-invitation';
import { mailLinksOffered, oauthProviders, verifiedEmail } from './session-providers';
import { services } from './services';
import { sessionAdapter } from './session-adapter';
import { sessionOptions } from './session-options';
import { sessionUser } from './session';
import type { WaysIn } from './session-types';

/** A sign-in link from a mailbox: an hour is enough to walk to the other machine. */
const MAIL_LINK_SECONDS = 3600;

const typed = z.object({ email: z.string().max(320), password: z.string().max(1024) });

export function sessionHandler(ways: WaysIn) {
  return (request: Request, context: { params: Promise<{ nextauth: string[] }> }) =>
    NextAuth(request as never, context as never, handlerOptions(ways)) as Promise<Response>;
}

function handlerOptions(ways: WaysIn): AuthOptions {
  const options = sessionOptions();
  return {
    ...options,
    adapter: sessionAdapter(services().db, ways.mailProved),
    providers: [
      passwordProvider(ways),
      ...oauthProviders(),
      ...(mailLinksOffered() ? [mailProvider(ways)] : []),
    ],
    callbacks: {
      ...options.callbacks,
      async signIn({ account, profile, user }) {
        if (account?.type !== 'oauth') return true;
        try {
          await ways.identity({
            provider: account.provider,
            providerAccountId: account.providerAccountId,
            name: user.name ?? user.email ?? account.provider,
            verifiedEmail: verifiedEmail(profile),
            signedInUserId: (await sessionUser())?.id ?? null,
            invitationToken: (await cookies()).get(INVITATION_COOKIE)?.value ?? null,
          });
          return true;
        } catch (error) {
          return `/sign-in?error=${problem(error).key}`;
        }
      },
      // Only ever back to this site.
      redirect: ({ url, baseUrl }) =>
        url.startsWith('/') && !url.startsWith('//') && !url.startsWith('/\\')
          ? `${baseUrl}${url}`
          : sameOrigin(url, baseUrl)
            ? url
            : baseUrl,
    },
  };
}

function passwordProvider(ways: WaysIn) {
  return Credentials({
    credentials: { email: {}, password: {} },
    async authorize(credentials, request) {
      const input = typed.safeParse(credentials);
      if (!input.success) return null;
      const headers = request.headers as Record<string, string> | undefined;
      const address = callerAddress(headers?.['x-forwarded-for'], env().TRUST_PROXY === '1');
      try {
        const person = await ways.password({ ...input.data, address });
        return { id: person.userId, sessionVersion: person.sessionVersion };
      } catch (error) {
        // next-auth carries the message to the form: a key, and minutes for the throttle.
        const { key, minutes } = problem(error);
        throw new Error(minutes === undefined ? key : `${key}:${minutes}`, { cause: error });
      }
    },
  });
}

function mailProvider(ways: WaysIn) {
  return Email({
    server: env().EMAIL_SERVER ?? '',
    from: env().EMAIL_FROM ?? '',
    maxAge: MAIL_LINK_SECONDS,
    sendVerificationRequest: ({ identifier, url }) => {
      // Not awaited: how long sending takes would tell whether the address has an account.
      ways
        .mailLink({ email: identifier, url })
        .catch((error: unknown) => log.error({ err: error }, 'a sign-in link could not be mailed'));
      return Promise.resolve();
    },
  });
}

function problem(error: unknown): { key: string; minutes?: number } {
  if (!isAppError(error)) {
    log.error({ err: error }, 'sign-in failed');
    return { key: 'unexpected' };
  }
  const minutes = error.params?.minutes;
  return { key: error.key ?? error.code, ...(typeof minutes === 'number' ? { minutes } : {}) };
}

function sameOrigin(url: string, baseUrl: string): boolean {
  try {
    return new URL(url).origin === new URL(baseUrl).origin;
  } catch {
    return false;
  }
}
