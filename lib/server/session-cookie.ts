/** The session as it travels: an encrypted token with who and which version, nothing else. */
import { cookies } from 'next/headers';
import { encode } from 'next-auth/jwt';
import { env } from '@/lib/infra/env';

/** Thirty days. A disabled person or a changed role ends it at once, by sessionVersion. */
export const SESSION_SECONDS = 30 * 24 * 3600;

export function sessionSecret(): string {
  const { NEXTAUTH_SECRET, NODE_ENV } = env();
  if (NEXTAUTH_SECRET) return NEXTAUTH_SECRET;
  if (NODE_ENV !== 'production') return DEVELOPMENT_SECRET;
  throw new Error(
    'NEXTAUTH_SECRET is not set. It signs everybody in, so there is no default in production. Make one with `openssl rand -base64 33`, keep it, and set it.',
  );
}

/** Never reached in production; sessions of a developer's machine protect nothing. */
const DEVELOPMENT_SECRET = 'development only: sessions here protect nothing';

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
