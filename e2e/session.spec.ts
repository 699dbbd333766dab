/** A session that ends amid work is renewed in place, and nobody's words are saved under another's name. */
import { rowsOf } from './support/database';
import { expect, signIn, test } from './support/fixtures';
import { expectAccessible } from './support/look';
import {
  ofPair,
  heading,
  makeRecovery,
  member,
  questionField,
  submitButton,
  takePair,
  write,
} from './support/recovery-project';

test.beforeAll(async ({ world }, info) => {
  info.setTimeout(120_000);
  await makeRecovery(world);
});

test('a session that ends amid a draft is renewed in place, and nothing typed is lost', async ({
  open,
  world,
  expectConsole,
}, info) => {
  expectConsole(/401/);
  const person = await member(world, `ended-${info.retry}`);
  const page = await open(person);
  const number = await takePair(page);
  await write(page, 'Is the box open or closed?');
  await expect(page.getByText(/^saved /)).toBeVisible();
  await page.context().clearCookies({ name: /session-token/ });
  await questionField(page).fill('Is the red box open or closed?');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  const password = dialog.getByLabel('Password', { exact: true });
  await expect(password).toBeFocused();
  await expect(dialog.getByLabel('E-mail address')).toHaveValue(person.email);
  await expectAccessible(page, 'the session that has ended');

  // Closed, the trouble stays in sight, and one may go on writing.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(questionField(page)).toBeFocused();
  await questionField(page).fill('Is the small red box open or closed?');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();

  await password.fill('not the password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText(/the password is not right/);
  await password.fill(person.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(questionField(page)).toBeFocused();
  await expect(page.getByText(/^saved /)).toBeVisible();
  await expect(questionField(page)).toHaveValue('Is the small red box open or closed?');
  await submitButton(page).click();
  await expect(heading(page)).not.toHaveText(`Pair ${number}`);
});

test('nothing is saved under another account that signs in meanwhile, and the page says so', async ({
  open,
  world,
  expectConsole,
}, info) => {
  expectConsole(/401/);
  const [person, other] = [
    await member(world, `mine-${info.retry}`),
    await member(world, `theirs-${info.retry}`),
  ];
  const page = await open(person);
  const number = await takePair(page);
  await write(page, 'Is the can open or closed?');
  await expect(page.getByText(/^saved /)).toBeVisible();
  const tab = await page.context().newPage();
  await page.context().clearCookies({ name: /session-token/ });
  await signIn(tab, other);
  await tab.close();
  // The pair's lease and draft are now as the other one could write them.
  await rowsOf(
    world.dataDir,
    `UPDATE "Pair" SET "leaseHolderId" = $2::uuid WHERE "id" = (SELECT p."id" ${ofPair()})`,
    [number, other.id],
  );
  await questionField(page).fill('Is the blue can open or closed?');
  const dialog = page.getByRole('dialog', { name: 'Another account is signed in' });
  await expect(dialog).toContainText(other.email);
  const drafts = () =>
    rowsOf(
      world.dataDir,
      `SELECT d."question" FROM "Draft" d WHERE d."pairId" = (SELECT p."id" ${ofPair()})`,
      [number],
    );
  expect(await drafts()).toEqual([{ question: 'Is the can open or closed?' }]);
  await rowsOf(
    world.dataDir,
    `UPDATE "Pair" SET "leaseHolderId" = $2::uuid WHERE "id" = (SELECT p."id" ${ofPair()})`,
    [number, person.id],
  );
  await dialog.getByLabel('Password', { exact: true }).fill(person.password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(drafts).toEqual([{ question: 'Is the blue can open or closed?' }]);
});
