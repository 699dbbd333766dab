import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { hashPassword } from '@/lib/infra/passwords';
import { checkedInput } from './checked-input';
import { refuseWeakPassword } from './password-rules';

/** 18 bytes: 24 characters that survive being read out and typed. */
const GENERATED_BYTES = 18;

export interface NewAccount {
  email: string;
  name: string;
  /** Left out: a random one is made and returned, once. */
  password?: string | undefined;
  instanceAdmin?: boolean | undefined;
}

/**
 * Makes an account without an invitation. Throws 'invalid' for an address or name that cannot be one,
 * 'conflict' when the address is taken.
 */
export async function createUser(
  ctx: Ctx,
  input: NewAccount,
): Promise<{ userId: string; generatedPassword: string | null }> {
  authorize(ctx, 'instance:admin');
  const email = checkedInput('email', input.email);
  const name = checkedInput('name', input.name);
  if (input.password !== undefined) refuseWeakPassword(input.password, input);
  const generated = input.password === undefined ? ctx.rng.secret(GENERATED_BYTES) : null;
  const passwordHash = await hashPassword(input.password ?? generated ?? '');
  return inTransaction(ctx.db, async (tx) => {
    const [made] = await tx.user.createManyAndReturn({
      data: [
        {
          email,
          name,
          passwordHash,
          instanceAdmin: input.instanceAdmin ?? false,
          createdAt: ctx.clock.now(),
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!made) throw emailTaken();
    await audit(tx, ctx, {
      action: 'user.create',
      subjectType: 'User',
      subjectId: made.id,
      data: { name, instanceAdmin: input.instanceAdmin ?? false },
    });
    return { userId: made.id, generatedPassword: generated };
  });
}

export const emailTaken = (): AppError =>
  new AppError('conflict', 'There is an account with this e-mail address already.', {
    key: 'emailTaken',
    fields: { email: 'There is an account with this e-mail address already.' },
  });
