import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { createInvited } from './accept-invitation';
import type { SignedIn } from './sign-in-with-password';
import { takeInvitation } from './take-invitation';

export interface Identity {
  provider: string;
  providerAccountId: string;
  name: string;
  /** Only an address that the provider says it has verified; null otherwise. */
  verifiedEmail: string | null;
  /** The person whose valid session the request carries. */
  signedInUserId: string | null;
  /** Of the invitation page from which the person came. */
  invitationToken: string | null;
}

type Store = Pick<Ctx, 'db' | 'clock' | 'rng'>;

/**
 * Who an OAuth identity is. Sign-up is closed: a known identity is its person; an unknown one is
 * linked to the signed-in person, else to the account with the same verified address, else it makes
 * an account when it carries a valid invitation. Everybody else is refused. An account with a password
 * is not linked by its address: whoever set the password need not own the address, and the owner
 * would go on in somebody else's account. (Mailed links: prove-address.ts.)
 */
export async function resolveIdentity(ctx: Store, identity: Identity): Promise<SignedIn> {
  const { provider, providerAccountId } = identity;
  return inTransaction(ctx.db, async (tx) => {
    const signedInUserId = await withName(tx, identity.signedInUserId);
    const known = await tx.account.findUnique({
      where: { provider_providerAccountId: { provider, providerAccountId } },
      select: { userId: true },
    });
    if (known && signedInUserId !== null && known.userId !== signedInUserId) {
      throw new AppError('conflict', 'This sign-in belongs to another account.', {
        key: 'identityTaken',
      });
    }
    const userId = known?.userId ?? (await link(tx, ctx, { ...identity, signedInUserId }));
    const user = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { sessionVersion: true, disabledAt: true },
    });
    if (user.disabledAt !== null) throw refused();
    return { userId, sessionVersion: user.sessionVersion };
  });
}

async function link(tx: Tx, ctx: Store, identity: Identity): Promise<string> {
  const { provider, providerAccountId, verifiedEmail: email } = identity;
  const byAddress = email
    ? await tx.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } })
    : null;
  if (identity.signedInUserId === null && byAddress?.passwordHash) throw linkUnderSettings();
  const userId = identity.signedInUserId ?? byAddress?.id ?? (await invited(tx, ctx, identity));
  await tx.account.create({
    data: { provider, providerAccountId, userId, createdAt: ctx.clock.now() },
  });
  const { name, email: own } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { name: true, email: true },
  });
  // Whoever is signed in holds the address, too: later proofs find the owner at home.
  if (email === own) {
    await tx.user.updateMany({
      where: { id: userId, emailProvedAt: null },
      data: { emailProvedAt: ctx.clock.now() },
    });
  }
  const actor = {
    kind: 'user' as const,
    userId,
    name,
    email: own,
    instanceAdmin: false,
    projectId: null,
    role: null,
  };
  await audit(
    tx,
    { ...ctx, actor },
    { action: 'user.link', subjectType: 'User', subjectId: userId, data: { name, provider } },
  );
  return userId;
}

/** Nothing is linked to an anonymous rater, whose session may have been left open on a shared machine. */
async function withName(tx: Tx, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const user = await tx.user.findUnique({ where: { id }, select: { anonymous: true } });
  return user?.anonymous ? null : id;
}

async function invited(tx: Tx, ctx: Store, identity: Identity): Promise<string> {
  const { verifiedEmail: email, invitationToken } = identity;
  if (email === null || invitationToken === null) throw refused();
  const person = { userId: ctx.rng.uuid(), email, name: identity.name };
  await createInvited(tx, ctx, person, { passwordHash: null, emailProvedAt: ctx.clock.now() });
  await takeInvitation(tx, ctx, invitationToken, person);
  return person.userId;
}

const linkUnderSettings = (): AppError =>
  new AppError(
    'forbidden',
    'Your account has a password. Sign in with it, then link this sign-in under Settings.',
    { key: 'linkUnderSettings' },
  );

const refused = (): AppError =>
  new AppError(
    'forbidden',
    'There is no account for this sign-in. Accounts are made by invitation: open the link in yours.',
    { key: 'noAccount' },
  );
