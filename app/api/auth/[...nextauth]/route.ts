import { mailSignInLink } from '@/lib/features/people/mail-sign-in-link';
import { proveAddress } from '@/lib/features/people/prove-address';
import { resolveIdentity } from '@/lib/features/people/resolve-identity';
import { signInWithPassword } from '@/lib/features/people/sign-in-with-password';
import { makeCtx } from '@/lib/server/services';
import { sessionHandler } from '@/lib/server/session-handler';

const nobody = () => makeCtx({ kind: 'anonymous' });

const handler = sessionHandler({
  password: (input) => signInWithPassword(nobody(), input),
  identity: (identity) => resolveIdentity(nobody(), identity),
  mailProved: (input) => proveAddress(nobody(), input),
  mailLink: (input) => mailSignInLink(nobody(), input),
});

export { handler as GET, handler as POST };
