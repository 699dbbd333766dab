/** Nobody's words are lost on the bench: not to another person, another window, or a page that closes. */
import type { Page } from '@playwright/test';
import { rowsOf } from './support/database';
import { expect, test } from './support/fixtures';
import { expectAccessible } from './support/look';
import {
  ofPair,
  project,
  heading,
  makeRecovery,
  member,
  numberOn,
  questionField,
  submitButton,
  takePair,
  write,
} from './support/recovery-project';
import type { World } from './support/world';

test.beforeAll(async ({ world }, info) => {
  info.setTimeout(120_000);
  await makeRecovery(world);
});

const saved = (page: Page) => page.getByText(/^saved /);
const keptTexts = (page: Page) => page.getByRole('region', { name: /^Your kept texts/ });
const draftOf = (world: World, number: number) =>
  rowsOf(
    world.dataDir,
    `SELECT d."question" FROM "Draft" d WHERE d."pairId" = (SELECT p."id" ${ofPair()})`,
    [number],
  );

/** The lease has run out, and the pair was offered to somebody else. */
const handOver = (world: World, number: number, holder: string) =>
  rowsOf(
    world.dataDir,
    `UPDATE "Pair" SET "leaseHolderId" = $2::uuid WHERE "id" = (SELECT p."id" ${ofPair()})`,
    [number, holder],
  );
const endLease = (world: World, number: number) =>
  rowsOf(
    world.dataDir,
    `UPDATE "Pair" SET "leaseExpiresAt" = '2026-01-01' WHERE "id" = (SELECT p."id" ${ofPair()})`,
    [number],
  );

/** The page may still come alive under the first touch, and then keep what the first one had written. */
async function writeQuestion(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await questionField(page).fill(text);
    await expect(questionField(page)).toHaveValue(text, { timeout: 1000 });
  }).toPass();
}

test('what somebody wrote is still his after another has taken the pair over', async ({
  open,
  world,
}, info) => {
  const [first, second] = [
    await member(world, `former-${info.retry}`),
    await member(world, `latter-${info.retry}`),
  ];
  const one = await open(first);
  const number = await takePair(one);
  await write(one, 'Is the lid open or closed?');
  await expect(saved(one)).toBeVisible();
  await handOver(world, number, second.id);

  const other = await open(second);
  await other.goto(`/p/${project()}/bench`);
  await expect(other.getByText(/^You continue a draft by /)).toBeVisible();
  await expect(async () => {
    await other.getByRole('button', { name: 'Begin empty' }).click();
    await expect(questionField(other)).toHaveValue('', { timeout: 1000 });
  }).toPass();
  const theirs = 'Does the second jar stand up?';
  await questionField(other).fill(theirs);
  await expect.poll(() => draftOf(world, number)).toEqual([{ question: theirs }]);

  const late = 'Is the small lid open or closed?';
  await questionField(one).fill(late);
  await expect(one.getByText('This pair is no longer yours')).toBeVisible();
  await expect(one.getByText('not saved as the draft, kept for you')).toBeVisible();
  // Nothing more is written where it would be kept nowhere.
  await questionField(one).press('End');
  await questionField(one).pressSequentially(' Or ajar?');
  await expect(questionField(one)).toHaveValue(late);
  await one.getByRole('button', { name: 'Take the next pair' }).click();
  await expect(heading(one)).not.toHaveText(`Pair ${number}`);
  await one.getByRole('button', { name: 'Put aside' }).click();
  await expect(keptTexts(one)).toContainText('Is the lid open or closed?');
  await expect(keptTexts(one)).toContainText(late);
  await expect(keptTexts(one).getByText(/^Somebody else has this pair now/)).toHaveCount(2);
  await expectAccessible(one, 'the kept texts');

  await test.step('on any machine, until he puts it away, which can be undone', async () => {
    const elsewhere = await open(first);
    await elsewhere.goto(`/p/${project()}/bench`);
    const row = keptTexts(elsewhere).getByRole('listitem').filter({ hasText: late });
    await expect(row.getByRole('button', { name: 'Copy the text' })).toBeVisible();
    await row.getByRole('button', { name: 'Put away' }).click();
    await expect(row).toHaveCount(0);
    await elsewhere.getByRole('button', { name: 'Undo' }).click();
    await expect(row).toBeVisible();
  });

  await test.step('and to go on with when he gets the pair again', async () => {
    await endLease(world, number);
    await one.reload();
    const row = keptTexts(one).getByRole('listitem').filter({ hasText: late });
    await row.getByRole('button', { name: 'Take the pair' }).click();
    await expect(heading(one)).toHaveText(`Pair ${number}`);
    await expect(questionField(one)).toHaveValue(theirs);
    const mine = one
      .getByText('Another text kept for you on this pair')
      .locator('xpath=ancestor::div[2]')
      .filter({ hasText: 'small' });
    await mine.getByRole('button', { name: 'Go on with this one instead' }).click();
    await expect(questionField(one)).toHaveValue(late);
    await expect.poll(() => draftOf(world, number)).toEqual([{ question: late }]);
  });
});

test('two texts of one draft are shown with their difference, and the choice can be undone', async ({
  open,
  world,
}, info) => {
  const person = await member(world, `twice-${info.retry}`);
  const one = await open(person);
  const number = await takePair(one);
  await write(one, 'Is the gate open or closed?');
  await expect(saved(one)).toBeVisible();
  const two = await open(person);
  await two.goto(`/p/${project()}/bench`);
  await expect(questionField(two)).toHaveValue('Is the gate open or closed?');

  await questionField(one).fill('Is the tall gate open or closed?');
  await expect
    .poll(() => draftOf(world, number))
    .toEqual([{ question: 'Is the tall gate open or closed?' }]);
  await writeQuestion(two, 'Is the blue gate open or closed?');
  await expect(two.getByText('This draft was changed in another window')).toBeVisible();
  await expect(two.locator('ins').filter({ hasText: 'blue' })).toBeVisible();
  await expect(two.locator('del').filter({ hasText: 'tall' })).toBeVisible();
  await expectAccessible(two, 'a draft in two windows');

  await two.getByRole('button', { name: 'Take the other' }).click();
  await expect(questionField(two)).toHaveValue('Is the tall gate open or closed?');
  await expect(two.getByText('The text that you did not choose')).toBeVisible();
  // Also after the page was left: both are on the server.
  await two.reload();
  await expect(questionField(two)).toHaveValue('Is the tall gate open or closed?');
  await two.getByRole('button', { name: 'Go on with this one instead' }).click();
  await expect(questionField(two)).toHaveValue('Is the blue gate open or closed?');
  await expect
    .poll(() => draftOf(world, number))
    .toEqual([{ question: 'Is the blue gate open or closed?' }]);
  await expect(submitButton(two)).toBeEnabled();

  // What a conflict holds is on the device though the pair is rejected amid it.
  await questionField(one).fill('Is the red gate open or closed?');
  await expect(one.getByText('This draft was changed in another window')).toBeVisible();
  await one.getByRole('button', { name: 'Reject', exact: true }).click();
  await one.getByRole('menuitem', { name: 'Ambiguous' }).click();
  await expect(heading(one)).not.toHaveText(`Pair ${number}`);
  await one.getByRole('button', { name: 'Put aside' }).click();
  await expect(keptTexts(one).getByRole('listitem').filter({ hasText: 'red gate' })).toBeVisible();
});

/** Saves reach the server and their answers never come back; `reached` is how many did. */
async function withholdAnswers(page: Page): Promise<() => number> {
  let reached = 0;
  await page.route(`**/p/${project()}/bench`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch().catch(() => undefined);
    reached += 1;
  });
  return () => reached;
}

test('the newest words arrive from a page that ends while an earlier save has no answer yet', async ({
  open,
  world,
}, info) => {
  const leaving: [string, (page: Page) => Promise<unknown>][] = [
    ['closed', (page) => page.close()],
    ['navigated', (page) => page.getByRole('link', { name: 'Home' }).first().click()],
  ];
  for (const [how, leave] of leaving) {
    const page = await open(await member(world, `${how}-in-flight-${info.retry}`));
    const number = await takePair(page);
    const reached = await withholdAnswers(page);
    await questionField(page).pressSequentially('Is the do');
    await expect.poll(reached, { message: how }).toBeGreaterThan(0);
    await questionField(page).pressSequentially('g to the left?');
    await leave(page);
    await expect
      .poll(() => draftOf(world, number), { message: how })
      .toEqual([{ question: 'Is the dog to the left?' }]);
  }
});

/** Submits a question, so that something waits for review. */
async function submitOne(page: Page, question: string): Promise<number> {
  const number = await takePair(page);
  await write(page, question);
  await expect(submitButton(page)).toBeEnabled();
  await submitButton(page).click();
  await expect(heading(page)).not.toHaveText(`Pair ${number}`);
  return number;
}

test('a reviewer’s comment survives the page, and a decision can be taken back with it', async ({
  open,
  world,
}, info) => {
  const author = await open(await member(world, `reviewed-${info.retry}`));
  await submitOne(author, 'Is the tap open or closed?');
  const page = await open(await member(world, `taking-back-${info.retry}`, 'REVIEWER'));
  await page.goto(`/p/${project()}/review`);
  await page.getByRole('button', { name: 'Take the next question' }).click();
  await expect(heading(page)).toBeVisible();
  const number = await numberOn(page);
  for (const side of ['A', 'B']) {
    await expect(page.getByRole('img', { name: `Image ${side}` })).toBeVisible();
    await page.getByRole('button', { name: /^Can't tell/ }).click();
  }
  const comment = page.getByLabel('Comment', { exact: true });
  await comment.fill('Option 2 says too much.');
  await page.getByLabel('The comment is about').selectOption('optionTwo');
  // As after a crash: nothing was sent.
  await page.reload();
  await expect(comment).toHaveValue('Option 2 says too much.');
  await expect(page.getByLabel('The comment is about')).toHaveValue('optionTwo');
  await expect(page.getByText(/^Your comment was kept on this device/)).toBeVisible();

  await page.getByRole('button', { name: /^Ask for changes/ }).click();
  await expect(page.getByText(`Pair ${number} went back to its author`).first()).toBeVisible();
  await page.goto(`/p/${project()}/review`);
  // Where another question was taken meanwhile, its page is in the way of the list.
  const away = page.getByRole('button', { name: 'Leave for others' });
  const undo = page.getByRole('button', { name: `Undo: Pair ${number}`, exact: true });
  await expect(away.or(undo)).toBeVisible();
  if (await away.isVisible()) await away.click();
  await undo.click();
  await expect(heading(page)).toHaveText(`Pair ${number}`);
  await expect(page.getByText('Step 3 of 3')).toBeVisible();
  await expect(comment).toHaveValue('Option 2 says too much.');
  await page.getByRole('button', { name: 'Approve and stop' }).click();
  await expect(page.getByText(`Pair ${number} approved`).first()).toBeVisible();
  await expectAccessible(page, 'the decisions of a moment ago');
  const [pair] = await rowsOf(world.dataDir, `SELECT p."status"::text AS "status" ${ofPair()}`, [
    number,
  ]);
  expect(pair).toEqual({ status: 'APPROVED' });
});

test('a remark survives the page and the session, and is stored once', async ({
  open,
  world,
  expectConsole,
}, info) => {
  expectConsole(/401/);
  const person = await member(world, `remarking-${info.retry}`);
  const page = await open(person);
  const number = await submitOne(page, 'Is the chest open or closed?');
  await page.goto(`/p/${project()}/pairs/${number}`);
  const field = page.getByLabel('Remark', { exact: true });
  await expect(async () => {
    await field.fill('The left hinge is hidden.');
    await expect(field).toHaveValue('The left hinge is hidden.', { timeout: 1000 });
  }).toPass();
  await page.reload();
  await expect(field).toHaveValue('The left hinge is hidden.');
  await expect(page.getByText(/^Your remark was kept on this device/)).toBeVisible();

  await page.context().clearCookies({ name: /session-token/ });
  await page.getByRole('button', { name: 'Send the remark' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'The left hinge is hidden.' }),
  ).toBeVisible();
  await expect(field).toHaveValue('');
  const remarks = await rowsOf(
    world.dataDir,
    `SELECT r."text" FROM "Remark" r WHERE r."pairId" = (SELECT p."id" ${ofPair()})`,
    [number],
  );
  expect(remarks).toEqual([{ text: 'The left hinge is hidden.' }]);
});
