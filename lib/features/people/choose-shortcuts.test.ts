import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeUser, systemActor, userActor } from '@/lib/testing/factories';
import { chooseShortcuts, myShortcuts } from './choose-shortcuts';
import { shortcutsInput } from './schemas';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const person = async () => makeCtx(database.db, userActor(await makeUser(database.db), null, null));

describe('choosing shortcuts', () => {
  it("keeps a person's keys for that person alone", async () => {
    const [one, other] = [await person(), await person()];
    expect(await myShortcuts(one)).toEqual({});
    await chooseShortcuts(one, { keys: { skip: 'j', flip: 'f' } });
    expect(await myShortcuts(one)).toEqual({ skip: 'j', flip: 'f' });
    expect(await myShortcuts(other)).toEqual({});
    await chooseShortcuts(one, { keys: {} });
    expect(await myShortcuts(one)).toEqual({});
  });

  it('refuses one key for two commands and changes nothing', async () => {
    const ctx = await person();
    await chooseShortcuts(ctx, { keys: { skip: 'j' } });
    await expect(chooseShortcuts(ctx, { keys: { skip: 'j', flip: 'j' } })).rejects.toMatchObject({
      code: 'invalid',
      key: 'shortcutTaken',
      params: { key: 'j' },
    });
    expect(await myShortcuts(ctx)).toEqual({ skip: 'j' });
  });

  it('takes known commands and single visible characters only, of somebody who is signed in', async () => {
    for (const keys of [
      { skip: 'Enter' },
      { skip: ' ' },
      { fly: 'f' },
      { skip: null },
      { skip: 'K' },
    ]) {
      expect(shortcutsInput.safeParse({ keys }).success, JSON.stringify(keys)).toBe(false);
    }
    expect(shortcutsInput.safeParse({ keys: { skip: 'j' } }).success).toBe(true);
    const nobody = makeCtx(database.db, systemActor);
    await expect(chooseShortcuts(nobody, { keys: {} })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
