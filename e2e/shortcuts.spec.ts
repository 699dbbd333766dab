/** Shortcuts: a person's own keys, and none while somebody types Chinese with an input method. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { expectAccessible } from './support/look';
import { newPerson } from './support/person';
import type { Person, World } from './support/world';

const heading = /^Pair \d+$/;

const annotator = (world: World, name: string): Promise<Person> =>
  newPerson(world.dataDir, `${name}@scenes.example`, { project: world.project, role: 'ANNOTATOR' });

async function takePair(page: Page, world: World): Promise<string> {
  await page.goto(`/p/${world.project}/bench`);
  const title = page.getByRole('heading', { level: 1 });
  if (!heading.test(await title.innerText()))
    await page.getByRole('button', { name: 'Take the next pair' }).click();
  await expect(title).toHaveText(heading);
  return title.innerText();
}

test('no shortcut is triggered while Chinese is typed with an input method', async ({
  open,
  world,
}, info) => {
  const page = await open(await annotator(world, `ime-${info.retry}`));
  const name = await takePair(page, world);
  const title = page.getByRole('heading', { level: 1 });
  const panel = page.getByRole('complementary', { name: 'Guidelines' });
  const told = page.getByText(/things? (is|are) still open/);
  const browser = await page.context().newCDPSession(page);
  /** What Chromium sends for a key that an input method takes. */
  const taken = async (key: string, code: string): Promise<void> => {
    for (const type of ['rawKeyDown', 'keyUp'] as const)
      await browser.send('Input.dispatchKeyEvent', { type, key, code, windowsVirtualKeyCode: 229 });
  };
  const question = page.getByLabel('Question, the same');

  await test.step('in a field: the letters of the pinyin, and Ctrl Enter amid it', async () => {
    await question.focus();
    for (const [letters, code] of [
      ['k', 'KeyK'],
      ['kg', 'KeyG'],
      ['kgs', 'KeyS'],
    ] as const) {
      await taken(letters.slice(-1), code);
      await browser.send('Input.imeSetComposition', {
        text: letters,
        selectionStart: letters.length,
        selectionEnd: letters.length,
      });
    }
    await expect(question).toHaveValue('kgs');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Enter');
    await browser.send('Input.insertText', { text: '门开着吗？' });
    await expect(question).toHaveValue(/门开着吗？/);
    await expect(told).toBeHidden();
    await expect(panel).toBeHidden();
    await expect(title).toHaveText(name);
  });

  await test.step('outside of fields: keys that the input method took', async () => {
    await question.blur();
    await taken('k', 'KeyK');
    await taken('g', 'KeyG');
    await taken('?', 'Slash');
    await expect(panel).toBeHidden();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(title).toHaveText(name);
  });

  await test.step('a composition that the keys do not tell of', async () => {
    const composition = (type: string): Promise<void> =>
      page.evaluate((kind) => {
        document.body.dispatchEvent(new CompositionEvent(kind, { bubbles: true }));
      }, type);
    await composition('compositionstart');
    await page.keyboard.press('g');
    await expect(panel).toBeHidden();
    await composition('compositionend');
    // The very same keys work as soon as nobody composes.
    await page.keyboard.press('g');
    await expect(panel).toBeVisible();
    await page.keyboard.press('g');
    await expect(panel).toBeHidden();
  });

  await question.focus();
  await page.keyboard.press('Control+Enter');
  await expect(told.first()).toBeVisible();
});

test('a person chooses keys, and the old ones do nothing', async ({ open, world }, info) => {
  const page = await open(await annotator(world, `keys-${info.retry}`));
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Skip the pair: K. Change' }).click();
  await expectAccessible(page, 'the settings while a key is chosen');
  await page.keyboard.press('F2');
  await expect(page.getByText('F2 cannot be a shortcut')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByText('Skip the pair is now J').first()).toBeVisible();
  await page.getByRole('button', { name: 'Guidelines: G. Change' }).click();
  await page.keyboard.press('s');
  await expect(
    page.getByText('S was “Side by side”; the two have swapped their keys').first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Side by side: G. Change' })).toBeVisible();

  const first = await takePair(page, world);
  const title = page.getByRole('heading', { level: 1 });
  const panel = page.getByRole('complementary', { name: 'Guidelines' });
  await page.keyboard.press('k');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(panel).toBeVisible();
  await expect(title).toHaveText(first);
  await page.keyboard.press('?');
  const skip = page.getByRole('dialog').getByText('Skip the pair');
  await expect(skip.locator('xpath=following-sibling::dd[1]')).toHaveText('J');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(title).not.toHaveText(first);

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Back to the defaults' }).click();
  await expect(page.getByRole('button', { name: 'Skip the pair: K. Change' })).toBeVisible();
});

test('who switches single keys off sets nothing off by them, and finds the others in the list', async ({
  open,
  world,
}, info) => {
  const page = await open(await annotator(world, `no-keys-${info.retry}`));
  const single = page.getByRole('switch', { name: 'A single letter, digit or sign is a command' });
  await page.goto('/settings');
  await single.click();
  await expect(page.getByText('No single key is a command any more').first()).toBeVisible();
  await expect(single).not.toBeChecked();
  await expectAccessible(page, 'the settings with single keys off');

  const first = await takePair(page, world);
  const title = page.getByRole('heading', { level: 1 });
  for (const key of ['k', 's', 'g', '?', 'd', 'q']) await page.keyboard.press(key);
  await expect(page.getByRole('complementary', { name: 'Guidelines' })).toBeHidden();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Difference' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await expect(title).toHaveText(first);
  expect(await page.locator('[aria-keyshortcuts]').count()).toBe(0);

  await page.getByRole('button', { name: 'Shortcuts' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Single keys are switched off');
  await expect(sheet).toContainText('Submit for review');
  await expect(sheet.getByText('Skip the pair')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/things? (is|are) still open/).first()).toBeVisible();

  await page.goto('/settings');
  await single.click();
  await expect(single).toBeChecked();
  await takePair(page, world);
  await page.keyboard.press('g');
  await expect(page.getByRole('complementary', { name: 'Guidelines' })).toBeVisible();
});

test('raters have no keys to choose: all of them answer with the same ones', async ({
  open,
  world,
}) => {
  const page = await open(world.members.RATER);
  await page.goto('/settings');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.getByText('Shortcuts')).toBeHidden();
});
