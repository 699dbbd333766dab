import { AppError } from '@/lib/domain/errors';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { audit } from '@/lib/infra/audit';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { hashPassword } from '@/lib/infra/passwords';
import { emailTaken } from './create-user';
import { refuseWeakPassword } from './password-rules';
import { refuseDeadInvitation, takeInvitation, type Joined } from './take-invitation';

/** A signed-in person joins. */
export async function acceptInvitation(ctx: Ctx, input: { token: string }): Promise<Joined> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const { email, name, anonymous } = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { email: true, name: true, anonymous: true },
    });
    if (anonymous) throw anonymousStays();
    return takeInvitation(tx, ctx, input.token, { userId, email, name });
  });
}

/** A rater without a name has no address to be told by; an invitation is for an account with both. */
const anonymousStays = (): AppError =>
  new AppError('forbidden', 'You take part without an account. Sign out, then open the link.', {
    key: 'anonymousStays',
  });

export interface NewPerson {
  token: string;
  email: string;
  name: string;
  password: string;
}

/**
 * Makes an account and joins. For people without a session: the invitation's token is what lets them
 * in. Either all of it happens or nothing does, and of many at once exactly one succeeds.
 */
export async function acceptInvitationAsNew(
  ctx: Pick<Ctx, 'db' | 'clock' | 'rng'>,
  input: NewPerson,
): Promise<Joined> {
  refuseWeakPassword(input.password, input);
  // Looked at before the costly hash, so that made-up and dead links cost nothing; decided in the transaction.
  await refuseDeadInvitation(ctx, input.token);
  const passwordHash = await hashPassword(input.password);
  const email = input.email.trim().toLowerCase();
  const person = { userId: ctx.rng.uuid(), email, name: input.name };
  return inTransaction(ctx.db, async (tx) => {
    await createInvited(tx, ctx, person, { passwordHash, emailProvedAt: null });
    return takeInvitation(tx, ctx, input.token, person);
  });
}

/** The account of an invited person, in the transaction that uses the invitation. Throws 'conflict' for a taken address. */
export async function createInvited(
  tx: Tx,
  ctx: Pick<Ctx, 'clock'>,
  person: { userId: string; email: string; name: string },
  proof: { passwordHash: string | null; emailProvedAt: Date | null },
): Promise<void> {
  const { userId, email, name } = person;
  const { count } = await tx.user.createMany({
    data: [{ id: userId, email, name, ...proof, createdAt: ctx.clock.now() }],
    skipDuplicates: true,
  });
  if (count === 0) throw emailTaken();
  const actor = {
    kind: 'user' as const,
    ...person,
    instanceAdmin: false,
    projectId: null,
    role: null,
  };
  await audit(
    tx,
    { ...ctx, actor },
    { action: 'user.join', subjectType: 'User', subjectId: userId, data: { name } },
  );
}
