import { expect, it } from 'vitest';
import { hashPassword } from '@/lib/infra/passwords';
import { sessionAdapter } from '@/lib/server/session-adapter';
import { readSessionUser } from '@/lib/server/session-person';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { makeCtx, makeUser, userActor } from '@/lib/testing/factories';
import { changePassword } from './change-password';
import { proveAddress } from './prove-address';
import { resolveIdentity } from './resolve-identity';
import { signInWithPassword } from './sign-in-with-password';

const STRANGERS = 'correct horse battery';

describeOnEachDatabase('a mailed sign-in link', (database) => {
  /** Somebody made the account with an address that is not theirs. */
  async function prepared() {
    const ctx = makeCtx(database().db);
    const user = await makeUser(ctx.db);
    const passwordHash = await hashPassword(STRANGERS);
    await ctx.db.user.update({ where: { id: user.id }, data: { passwordHash } });
    const stranger = await signInWithPassword(ctx, {
      email: user.email,
      password: STRANGERS,
      address: null,
    });
    const identity = {
      provider: 'github',
      providerAccountId: user.id,
      name: 'Stranger',
      verifiedEmail: `stranger-${user.email}`,
      signedInUserId: user.id,
      invitationToken: null,
    };
    await resolveIdentity(ctx, identity);
    /** What next-auth does when the link is opened. */
    const openLink = () =>
      sessionAdapter(ctx.db, (input) => proveAddress(ctx, input)).updateUser!({ id: user.id });
    return { ctx, user, stranger, identity, openLink };
  }

  it('leaves whoever prepared the account no way in: no session, no password, no linked account', async () => {
    const { ctx, user, stranger, identity, openLink } = await prepared();
    expect(await readSessionUser(ctx.db, stranger)).not.toBeNull();
    const { sessionVersion } = await openLink();
    expect(await readSessionUser(ctx.db, { userId: user.id, sessionVersion })).not.toBeNull();
    expect(await readSessionUser(ctx.db, stranger)).toBeNull();
    await expect(
      signInWithPassword(ctx, { email: user.email, password: STRANGERS, address: null }),
    ).rejects.toMatchObject({ key: 'signInRefused' });
    await expect(resolveIdentity(ctx, { ...identity, signedInUserId: null })).rejects.toMatchObject(
      { key: 'noAccount' },
    );
    const subject = { subjectId: user.id, action: 'user.proveAddress' };
    expect(await ctx.db.auditEvent.count({ where: subject })).toBe(1);
  });

  it('takes nothing away a second time: the password that the owner has set stays', async () => {
    const { ctx, user, openLink } = await prepared();
    await openLink();
    const own = makeCtx(ctx.db, userActor(user, null, null));
    const renewed = await changePassword(own, { current: '', next: 'another fine phrase' });
    expect(await openLink()).toMatchObject({ sessionVersion: renewed.sessionVersion });
    await signInWithPassword(ctx, {
      email: user.email,
      password: 'another fine phrase',
      address: null,
    });
  });

  it("takes nothing from a person whose address a provider's word has proved", async () => {
    const { ctx, user, identity, openLink } = await prepared();
    const google = { ...identity, provider: 'google', verifiedEmail: user.email };
    await resolveIdentity(ctx, google);
    const before = await readVersion(user.id);
    expect(await openLink()).toMatchObject({ sessionVersion: before });
    await signInWithPassword(ctx, { email: user.email, password: STRANGERS, address: null });
  });

  it('opens no disabled account', async () => {
    const { ctx, user, openLink } = await prepared();
    await ctx.db.user.update({ where: { id: user.id }, data: { disabledAt: new Date(0) } });
    await expect(openLink()).rejects.toMatchObject({ code: 'forbidden' });
  });

  const readVersion = async (id: string) =>
    (
      await database().db.user.findUniqueOrThrow({
        where: { id },
        select: { sessionVersion: true },
      })
    ).sessionVersion;
});
