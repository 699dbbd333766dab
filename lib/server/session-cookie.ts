/** The session as it travels: an encrypted token with who and which version, nothing else. */
import { cookies } from 'next/headers';
import { encode } from 'next-auth/jwt';
import { env } from '@/lib/infra/env';
import { systemRng } from '@/lib/infra/rng';

/** Thirty days. A disabled person or a changed role ends it at once, by sessionVersion. */
export const SESSION_SECONDS = 30 * 24 * 3600;

// Next loads this in several bundles; they must agree while the process lives.
const holder = globalThis as typeof globalThis & { __blindpairDevSecret?: string };

/**
 * What encrypts sessions. Production has no default and throws a sentence for the operator;
 * elsewhere a secret of this process stands in, so that nothing worth guessing is in the source.
 */
export function sessionSecret(): string {
  const { NEXTAUTH_SECRET, NODE_ENV } = env();
  if (NEXTAUTH_SECRET) return NEXTAUTH_SECRET;
  if (NODE_ENV !== 'production') return (holder.__blindpairDevSecret ??= systemRng.secret());
  throw new Error(
    'NEXTAUTH_SECRET is not set. It signs everybody in, so there is no default in production. Make one with `openssl rand -base64 33`, keep it, and set it.',
  );
}

export const secureCookies = (): boolean => env().NEXTAUTH_URL?.startsWith('https://') ?? false;

export const sessionCookieName = (): string =>
  `${secureCookies() ? '__Secure-' : ''}next-auth.session-token`;

const cookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies() }) as const;

/** Gives the present browser a session for the version that a changed password has just raised. */
export async function renewSession(userId: string, sessionVersion: number): Promise<void> {
  const token = await encode({
    token: { sub: userId, sessionVersion },
    secret: sessionSecret(),
    maxAge: SESSION_SECONDS,
  });
  const jar = await cookies();
  jar.set(sessionCookieName(), token, { ...cookieOptions(), maxAge: SESSION_SECONDS });
}

/** Ends the session in this browser. */
export async function dropSession(): Promise<void> {
  (await cookies()).set(sessionCookieName(), '', { ...cookieOptions(), maxAge: 0 });
}
