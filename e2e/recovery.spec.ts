/** Work on the bench survives what happens to people: closed tabs, dead networks, lost leases. */
import type { Locator, Page } from '@playwright/test';
import { rowsOf } from './support/database';
import { expect, test } from './support/fixtures';
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

test.beforeAll(async ({ world }, info) => {
  info.setTimeout(120_000);
  await makeRecovery(world);
});

/** Presses Tab until it has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}.`);
}

test('a pair is written, reviewed and approved without a mouse', async ({ open, world }, info) => {
  const author = await open(await member(world, `keys-author-${info.retry}`));
  await author.goto(`/p/${project()}/bench`);
  await tabTo(author, author.getByRole('button', { name: 'Take the next pair' }));
  await author.keyboard.press('Enter');
  await expect(heading(author)).toBeVisible();
  const number = await numberOn(author);
  // Help gives the focus back to where it was.
  const help = author.getByRole('button', { name: 'Shortcuts', exact: true });
  await tabTo(author, help);
  await author.keyboard.press('Enter');
  await expect(author.getByRole('dialog')).toBeVisible();
  await author.keyboard.press('Escape');
  await expect(help).toBeFocused();
  await author.keyboard.press('q');
  for (const text of ['Is the door open or closed?', 'Open', 'Closed']) {
    await author.keyboard.type(text);
    await author.keyboard.press('Tab');
  }
  await author.keyboard.press('Space');
  await author.keyboard.press('Tab');
  await author.keyboard.type('an open door');
  await author.keyboard.press('Tab');
  await author.keyboard.type('a closed door');
  await tabTo(author, author.getByRole('radio', { name: 'Orientation' }));
  await author.keyboard.press('Space');
  await expect(author.getByText('Ready to submit')).toBeVisible();
  await expect(submitButton(author)).toBeEnabled();
  await author.keyboard.press('Control+Enter');
  await expect(heading(author)).not.toHaveText(`Pair ${number}`);

  const reviewer = await open(await member(world, `keys-reviewer-${info.retry}`, 'REVIEWER'));
  await reviewer.goto(`/p/${project()}/review`);
  await tabTo(reviewer, reviewer.getByRole('button', { name: 'Take the next question' }));
  await reviewer.keyboard.press('Enter');
  await expect(heading(reviewer)).toHaveText(`Pair ${number}`);
  for (const [side, key] of [
    ['A', '1'],
    ['B', '2'],
  ] as const) {
    await expect(reviewer.getByRole('img', { name: `Image ${side}` })).toBeVisible();
    await expect(reviewer.getByRole('button', { name: /^Open/ })).toBeEnabled();
    await reviewer.keyboard.press(key);
  }
  await expect(reviewer.getByText('Step 3 of 3')).toBeVisible();
  await reviewer.keyboard.press('a');
  await expect(reviewer.getByText('Step 3 of 3')).toBeHidden();
  const [pair] = await rowsOf(world.dataDir, `SELECT p."status"::text AS "status" ${ofPair()}`, [
    number,
  ]);
  expect(pair).toEqual({ status: 'APPROVED' });
});

test('a sentence that was cut off by closing the tab is there on another machine', async ({
  open,
  world,
}, info) => {
  const person = await member(world, `closed-${info.retry}`);
  const page = await open(person);
  const number = await takePair(page);
  await questionField(page).pressSequentially('Is the cup to the le');
  // At once, before the pause after which a draft is saved: the page sends its last words.
  await page.close();
  await expect
    .poll(() =>
      rowsOf(
        world.dataDir,
        `SELECT d."question" FROM "Draft" d WHERE d."pairId" = (SELECT p."id" ${ofPair()})`,
        [number],
      ),
    )
    .toEqual([{ question: 'Is the cup to the le' }]);

  const elsewhere = await open(person);
  await elsewhere.goto(`/p/${project()}/bench`);
  await expect(heading(elsewhere)).toHaveText(`Pair ${number}`);
  await expect(questionField(elsewhere)).toHaveValue('Is the cup to the le');
});

test('a submit while the network is cut arrives once, by itself, when it is back', async ({
  open,
  world,
  expectConsole,
}, info) => {
  expectConsole(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  const page = await open(await member(world, `cut-${info.retry}`));
  const number = await takePair(page);
  await write(page, 'Is the gate open or closed?');
  await expect(page.getByText(/^saved /)).toBeVisible();
  await page.context().setOffline(true);
  await questionField(page).fill('Is the tall gate open or closed?');
  await submitButton(page).click();
  await expect(page.getByText(/^Not submitted yet: the server is not reached/)).toBeVisible();
  // What is on its way cannot be changed below it: the change would be stored nowhere.
  await questionField(page).press('End');
  await questionField(page).pressSequentially(' Or both?');
  await expect(questionField(page)).toHaveValue('Is the tall gate open or closed?');
  await page.context().setOffline(false);
  await expect(heading(page)).not.toHaveText(`Pair ${number}`, { timeout: 40_000 });
  const versions = await rowsOf(
    world.dataDir,
    `SELECT q."question", q."version" FROM "QuestionVersion" q
     WHERE q."pairId" = (SELECT p."id" ${ofPair()})`,
    [number],
  );
  expect(versions).toEqual([{ question: 'Is the tall gate open or closed?', version: 1 }]);
  const events = await rowsOf(
    world.dataDir,
    `SELECT e."action" FROM "AuditEvent" e
     WHERE e."action" = 'question.submit' AND e."subjectId" = (SELECT p."id"::text ${ofPair()})`,
    [number],
  );
  expect(events).toHaveLength(1);
});

test('a pair that went to somebody else is not overwritten, and its first text is shown', async ({
  open,
  world,
}, info) => {
  const [first, second] = [
    await member(world, `first-${info.retry}`),
    await member(world, `second-${info.retry}`),
  ];
  const one = await open(first);
  const number = await takePair(one);
  await write(one, 'Is the lid open or closed?');
  await expect(one.getByText(/^saved /)).toBeVisible();
  // The lease has run out, and the pair was offered to somebody else.
  await rowsOf(
    world.dataDir,
    `UPDATE "Pair" SET "leaseHolderId" = $2::uuid WHERE "id" = (SELECT p."id" ${ofPair()})`,
    [number, second.id],
  );
  const other = await open(second);
  await other.goto(`/p/${project()}/bench`);
  await expect(heading(other)).toHaveText(`Pair ${number}`);
  // The page may still come alive under the first touch, and then keep what the first one had written.
  const theirs = 'Is the lid of the second up or down?';
  await expect(async () => {
    await questionField(other).fill(theirs);
    await expect(questionField(other)).toHaveValue(theirs, { timeout: 1000 });
  }).toPass();
  await expect(other.getByText(/^saved /)).toBeVisible();

  await questionField(one).fill('Is the lid of the first open or closed?');
  await expect(one.getByText('This pair is no longer yours')).toBeVisible();
  await expect(questionField(one)).toHaveValue('Is the lid of the first open or closed?');
  await expect(one.getByRole('button', { name: 'Copy my text' })).toBeVisible();
  await expect(submitButton(one)).toBeDisabled();
  const drafts = await rowsOf(
    world.dataDir,
    `SELECT d."question" FROM "Draft" d WHERE d."pairId" = (SELECT p."id" ${ofPair()})`,
    [number],
  );
  expect(drafts).toEqual([{ question: theirs }]);
});

test('guidelines and messages never lie over what is being written or pressed', async ({
  open,
  world,
}, info) => {
  const person = await member(world, `room-${info.retry}`);
  for (const width of [1100, 375, 1280]) {
    const page = await open(person, { width });
    await page.context().addCookies([{ name: 'guide', value: 'open', url: world.url }]);
    await page.goto(`/p/${project()}/bench`);
    const take = page.getByRole('button', { name: 'Take the next pair' });
    await expect(take.or(heading(page))).toBeVisible();
    if (await take.isVisible()) await take.click();
    await expect(heading(page)).toBeVisible();
    const beside = page.getByRole('complementary', { name: 'Guidelines' });
    const drawer = page.getByRole('dialog', { name: 'Guidelines' });
    await expect(drawer).toBeHidden();
    if (width < 1280) {
      await expect(beside).toBeHidden();
      const button = page.getByRole('button', { name: /^Guidelines/ });
      await button.focus();
      await page.keyboard.press('Enter');
      await expect(drawer).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(drawer).toBeHidden();
      await expect(button).toBeFocused();
    } else await expect(beside).toBeVisible();

    await page.keyboard.press('Control+Enter');
    // What is still open is said in the form, and no longer than it is.
    const left = page.getByText(/still open\. Your draft/);
    await expect(left).toBeVisible();
    await expectApart(left, submitButton(page), `what is open at ${width} px`);
    await write(page, 'Is the box open or closed?');
    await expect(left).toBeHidden();

    const number = await numberOn(page);
    await page.getByRole('button', { name: 'Skip', exact: true }).click();
    await expect(heading(page)).not.toHaveText(`Pair ${number}`);
    const message = page.getByRole('listitem').filter({ hasText: `Pair ${number} skipped` });
    await expect(message).toBeInViewport();
    const image = page.getByRole('img', { name: /^Image [AB] of pair/ }).first();
    await expectApart(message, image, `message and image at ${width} px`);
    await expectApart(message, submitButton(page), `message and button at ${width} px`);
    await message.getByRole('button', { name: 'Undo' }).click();
    await expect(heading(page)).toHaveText(`Pair ${number}`);
    // The next width finds something open again.
    await questionField(page).fill('');
    await page.close();
  }
});

test('what was decided a moment ago is never said over the image that is to be answered blind', async ({
  open,
  world,
}, info) => {
  const author = await open(await member(world, `said-author-${info.retry}`));
  await takePair(author);
  // Two for each reviewer.
  for (let count = 0; count < 4; count++) {
    const number = await numberOn(author);
    await write(author, `Is crate ${count} open or closed?`);
    await submitButton(author).click();
    await expect(heading(author)).not.toHaveText(`Pair ${number}`);
  }
  for (const width of [1280, 375]) {
    const reviewer = await member(world, `said-reviewer-${width}-${info.retry}`, 'REVIEWER');
    const page = await open(reviewer, { width });
    await page.goto(`/p/${project()}/review`);
    await page.getByRole('button', { name: 'Take the next question' }).click();
    await expect(heading(page)).toBeVisible();
    const number = await numberOn(page);
    for (const side of ['A', 'B']) {
      await expect(page.getByRole('img', { name: `Image ${side}` })).toBeVisible();
      await page.getByRole('button', { name: /^Open(?! navigation)/ }).click();
    }
    await expect(page.getByText('Step 3 of 3')).toBeVisible();
    await page.getByRole('textbox', { name: 'Comment' }).fill('Seen.');
    await page.getByRole('button', { name: /^Approve and next/ }).click();
    await expect(page.getByText('Step 1 of 3')).toBeVisible();
    const message = page.getByRole('listitem').filter({ hasText: `Pair ${number} approved` });
    await expect(message).toBeInViewport();
    await expectApart(
      message,
      page.getByRole('img', { name: 'Image A' }),
      `message and image at ${width} px`,
    );
    // It is reached without a mouse, too.
    await page.keyboard.press('F8');
    await tabTo(page, message.getByRole('button', { name: 'Undo' }));
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveText(`Pair ${number}`);
    await page.close();
  }
});

/** Neither lies over the other. */
async function expectApart(one: Locator, other: Locator, what: string): Promise<void> {
  await expect(async () => {
    await one.scrollIntoViewIfNeeded();
    const [a, b] = [await one.boundingBox(), await other.boundingBox()];
    if (!a || !b) throw new Error(`Neither of ${what} is hidden here.`);
    const apart =
      a.y + a.height <= b.y ||
      b.y + b.height <= a.y ||
      a.x + a.width <= b.x ||
      b.x + b.width <= a.x;
    expect(apart, what).toBe(true);
  }).toPass({ timeout: 5000 });
}
