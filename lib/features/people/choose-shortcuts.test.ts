import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeUser, systemActor, userActor } from '@/lib/testing/factories';
import { chooseShortcuts, myKeys, setSingleKeys } from './choose-shortcuts';
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
    expect(await myKeys(one)).toEqual({ chosen: {}, single: true });
    await chooseShortcuts(one, { keys: { skip: 'j', flip: 'f' } });
    expect(await myKeys(one)).toEqual({ chosen: { skip: 'j', flip: 'f' }, single: true });
    expect(await myKeys(other)).toEqual({ chosen: {}, single: true });
    await chooseShortcuts(one, { keys: {} });
    expect(await myKeys(one)).toEqual({ chosen: {}, single: true });
  });

  it('switches single keys off for that person alone, and keeps what was chosen', async () => {
    const [one, other] = [await person(), await person()];
    await chooseShortcuts(one, { keys: { skip: 'j' } });
    await setSingleKeys(one, { on: false });
    expect(await myKeys(one)).toEqual({ chosen: { skip: 'j' }, single: false });
    expect(await myKeys(other)).toEqual({ chosen: {}, single: true });
    await setSingleKeys(one, { on: true });
    expect(await myKeys(one)).toEqual({ chosen: { skip: 'j' }, single: true });
    await expect(
      setSingleKeys(makeCtx(database.db, systemActor), { on: false }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('refuses one key for two commands and changes nothing', async () => {
    const ctx = await person();
    await chooseShortcuts(ctx, { keys: { skip: 'j' } });
    await expect(chooseShortcuts(ctx, { keys: { skip: 'j', flip: 'j' } })).rejects.toMatchObject({
      code: 'invalid',
      key: 'shortcutTaken',
      params: { key: 'j' },
    });
    expect(await myKeys(ctx)).toMatchObject({ chosen: { skip: 'j' } });
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
