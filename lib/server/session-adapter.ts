/**
 * What next-auth asks of a store when sessions are tokens: find people, and keep e-mail sign-in
 * tokens, which it hands over hashed. It never makes a person: sign-up is closed.
 */
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import type { Db } from '@/lib/infra/db/client';
import './session-types';
import type { WaysIn } from './session-types';

const PERSON = {
  id: true,
  email: true,
  name: true,
  sessionVersion: true,
  disabledAt: true,
} as const;

interface Row {
  id: string;
  email: string;
  name: string;
  sessionVersion: number;
  disabledAt: Date | null;
}

function toAdapterUser(row: Row | null | undefined): AdapterUser | null {
  if (!row || row.disabledAt !== null) return null;
  const { id, email, name, sessionVersion } = row;
  return { id, email, name, sessionVersion, emailVerified: null };
}

export function sessionAdapter(db: Db, mailProved: WaysIn['mailProved']): Adapter {
  const byEmail = async (email: string) =>
    toAdapterUser(await db.user.findUnique({ where: { email }, select: PERSON }));
  return {
    getUserByEmail: byEmail,
    // Linking is decided before next-auth gets here; a session that may be stale plays no part in it.
    getUser: () => Promise.resolve(null),
    getUserByAccount: async ({ provider, providerAccountId }) => {
      const account = await db.account.findUnique({
        where: { provider_providerAccountId: { provider, providerAccountId } },
        select: { user: { select: PERSON } },
      });
      return toAdapterUser(account?.user);
    },
    createUser: () => Promise.reject(new Error('Sign-up is closed.')),
    // Called when a mailed link has been opened, and never else; the session is made of what it returns.
    updateUser: async ({ id }) => {
      await mailProved({ userId: id });
      const user = toAdapterUser(await db.user.findUnique({ where: { id }, select: PERSON }));
      if (!user) throw new Error('The account is gone.');
      return user;
    },
    createVerificationToken: async (token) => {
      // Nothing is stored for an address that nobody has: no link was sent either.
      if (await byEmail(token.identifier)) await db.verificationToken.create({ data: token });
      return token;
    },
    useVerificationToken: async ({ identifier, token }) => {
      // One statement, so that a link opened twice at once signs in once.
      const rows = await db.$queryRaw<{ identifier: string; token: string; expires: Date }[]>`
        DELETE FROM "VerificationToken" WHERE "identifier" = ${identifier} AND "token" = ${token}
        RETURNING "identifier", "token", "expires"`;
      return rows[0] ?? null;
    },
  };
}
