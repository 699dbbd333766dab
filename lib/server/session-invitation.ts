/** Carries an invitation's token across an OAuth provider's pages and back. */
import { cookies } from 'next/headers';
import { secureCookies } from './session-cookie';

export const INVITATION_COOKIE = 'blindpair.invitation';
/** As long as next-auth gives the provider's round trip. */
const MAX_AGE_S = 15 * 60;

export async function carryInvitation(token: string): Promise<void> {
  (await cookies()).set(INVITATION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: secureCookies(),
    path: '/api/auth',
    maxAge: MAX_AGE_S,
  });
}
