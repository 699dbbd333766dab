import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { createDb, inTransaction, isWorthRetrying } from './client';

const newUser = (name: string) => ({ email: `${name}@example.org`, name, passwordHash: 'secret' });

describeOnEachDatabase('the client', (database) => {
  it('never returns a blind column that was not named', async () => {
    const { db } = database();
    const user = await db.user.create({ data: newUser('blind') });
    expect(user).not.toHaveProperty('passwordHash');
    const named = await db.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { passwordHash: true },
    });
    expect(named).toEqual({ passwordHash: 'secret' });
  });

  it('omits blind columns inside a transaction and in relations too', async () => {
    const { db } = database();
    const user = await inTransaction(db, async (tx) => {
      const { id } = await tx.user.create({ data: newUser('nested') });
      await tx.account.create({ data: { provider: 'p', providerAccountId: '1', userId: id } });
      return tx.account.findFirstOrThrow({ include: { user: true } });
    });
    expect(JSON.stringify(user)).not.toContain('secret');
  });

  it('keeps nothing of a transaction that throws', async () => {
    const { db } = database();
    const failed = inTransaction(db, async (tx) => {
      await tx.user.create({ data: newUser('gone') });
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await db.user.count({ where: { name: 'gone' } })).toBe(0);
  });

  it('runs a transaction again after a raised serialization failure or deadlock, up to the limit', async () => {
    const { db } = database();
    for (const code of ['40001', '40P01']) {
      let runs = 0;
      const result = await inTransaction(db, async (tx) => {
        runs++;
        if (runs < 3) await tx.$executeRawUnsafe(`do $$ begin raise sqlstate '${code}'; end $$`);
        return runs;
      });
      expect(result).toBe(3);
      runs = 0;
      const never = inTransaction(
        db,
        async (tx) => {
          runs++;
          await tx.$executeRawUnsafe(`do $$ begin raise sqlstate '${code}'; end $$`);
        },
        { retries: 1 },
      );
      await expect(never).rejects.toSatisfy(isWorthRetrying);
      expect(runs).toBe(2);
    }
  });

  it('counts every increment of clients of several pools under serializable isolation', async () => {
    const { db, url } = database();
    const other = createDb(url);
    const { id } = await db.user.create({ data: newUser('counted') });
    const increment = (client: typeof db) =>
      inTransaction(
        client,
        async (tx) => {
          const { sessionVersion } = await tx.user.findUniqueOrThrow({ where: { id } });
          await tx.user.update({ where: { id }, data: { sessionVersion: sessionVersion + 1 } });
        },
        { isolation: 'Serializable', retries: 20 },
      );
    await Promise.all(Array.from({ length: 12 }, (_, i) => increment(i % 2 ? db : other)));
    const { sessionVersion } = await db.user.findUniqueOrThrow({ where: { id } });
    expect(sessionVersion).toBe(13);
    await other.$disconnect();
  });

  it('does not try again what cannot succeed', async () => {
    const { db } = database();
    await db.user.create({ data: newUser('twice') });
    let runs = 0;
    const failed = inTransaction(db, (tx) => {
      runs++;
      return tx.user.create({ data: newUser('twice') });
    });
    await expect(failed).rejects.toMatchObject({ code: 'P2002' });
    expect(runs).toBe(1);
  });
});
