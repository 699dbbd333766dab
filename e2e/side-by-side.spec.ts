/** A study that shows both images of a pair: set up, answered by touch and by keys, byte by byte. */
import type { Page } from '@playwright/test';
import { importedProject } from './support/benchmark-folder';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot } from './support/look';
import { invite, joinBy, unfoldStudyForm } from './support/project-pages';
import { callRoutes, newsIn, tourIds } from './support/rater-tour';
import { secretsOf } from './support/secrets';
import { openWire } from './support/wire';

/** No small number, so that a pair's number can be told from a size or a position. */
const FIRST = 9_120_447;

test('both images of a pair are answered on one screen, by touch and by keys', async ({
  browser,
  open,
  world,
}, info) => {
  test.setTimeout(240_000);
  const project = `zqxsides-${info.workerIndex}-${info.retry}`;
  const email = `una-${info.workerIndex}-${info.retry}@people.example`;
  await importedProject(world, {
    ...{ project, benchmark: 'Zqxsides', firstNumber: FIRST, pairs: 4 },
  });

  const admin = await open(world.admin);
  await admin.goto(`/p/${project}/studies/new`);
  await admin.getByLabel('Name', { exact: true }).fill('What can be seen');
  await admin.getByLabel('Chosen pairs').check();
  await admin.getByLabel('Pair numbers').fill(`${FIRST}-${FIRST + 2}`);
  await expect(admin.getByLabel('Least distance')).toBeVisible();
  await admin.getByLabel('Both images side by side').check();
  await expect(admin.getByLabel('Least distance')).toHaveCount(0);
  await unfoldStudyForm(admin);
  await admin.getByLabel('Practice pairs').fill(String(FIRST + 3));
  await admin.getByLabel('Attention checks', { exact: true }).fill('1');
  await admin.getByLabel('Mistakes allowed in attention checks').fill('0');
  await expectAccessible(admin, 'the form of a side-by-side study');
  await screenshot(admin, 'side-by-side-form', 'light');
  await admin.getByRole('button', { name: 'Make study' }).click();
  await admin.waitForURL(/studies\/[0-9a-f-]{36}$/);
  await admin.getByRole('button', { name: 'Open study' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Open study' }).click();
  await expect(admin.getByRole('button', { name: 'Close study' })).toBeVisible();
  const study = new URL(admin.url()).pathname;

  const wire = await openWire();
  const phone = await joinBy(browser, await invite(admin, study, 'RATER'), {
    ...{ name: 'Una', email, wire, phone: true },
  });
  await begin(phone);
  let screens = 0;
  await walk(phone, async (two) => {
    await expectNoSidewaysScroll(phone, 'a screen on a phone');
    if (two && ++screens === 3) {
      // Amid the study, with the ids of the pair on the screen and of all that is stored of it.
      const page = await phone.context().newPage();
      await callRoutes(page, world.url, await tourIds(world, project, email, 'no-open-link'));
      await page.close();
    }
    if (two && screens === 1) {
      await lookAtScreen(phone);
      // Nothing can be sent before both images have an answer.
      await part(phone, 0).getByRole('button', { name: 'Left' }).tap();
      await part(phone, 0).getByRole('button', { name: 'Certain' }).tap();
      await expect(phone.getByRole('button', { name: 'Next' })).toBeDisabled();
    }
    for (const at of two ? [0, 1] : [0]) {
      const here = two ? part(phone, at) : phone.getByRole('main');
      await here.getByRole('button', { name: await optionOf(phone, two ? 'Left' : null) }).tap();
      await here.getByRole('button', { name: 'Certain' }).tap();
    }
    await phone.getByRole('button', { name: 'Next' }).tap();
  });
  expect(screens).toBe(1 + 3);
  const secrets = await secretsOf(world.dataDir, project, { email });
  const received = wire.received.filter(({ url }) => !url.includes('/_next/static/'));
  expect(received.length).toBeGreaterThan(100);
  const asked = await tourIds(world, project, email, 'no-open-link');
  expect(newsIn(received, secrets, asked)).toEqual([]);

  const desk = await joinBy(browser, await invite(admin, study, 'RATER'), {
    ...{ name: 'Ivo', email: email.replace('una', 'ivo') },
  });
  await begin(desk);
  let seen = 0;
  await walk(desk, async (two) => {
    if (two && ++seen === 1) await lookAtScreen(desk);
    const check = two ? null : await optionOf(desk, null);
    const [first] = await desk
      .getByRole('group', { name: 'Your answer' })
      .first()
      .getByRole('button')
      .allInnerTexts();
    const keys = two ? ['1', '6', 'w', 't'] : [check?.test(first ?? '') ? '1' : '2', 'ArrowUp'];
    for (const key of keys) await desk.keyboard.press(key);
    if (two) {
      await expect(part(desk, 0).locator('[aria-pressed=true]')).toHaveText([
        /^(Left|Right)/,
        /^Certain/,
      ]);
      await expect(part(desk, 1).locator('[aria-pressed=true]')).toHaveText([
        /^(Left|Right)/,
        /^Fairly sure/,
      ]);
    }
    await desk.keyboard.press('Enter');
  });

  await admin.goto(study);
  await expect(admin.getByText('not comparable with models')).toBeVisible();
  await expect(admin.getByRole('row', { name: /R01 Una/ })).toContainText('6 of 6');
  // Una said the same of both images of each pair, Ivo the opposite.
  await expect(admin.getByRole('row', { name: /R02 Ivo/ })).toContainText('6 of 6');
  await screenshot(admin, 'side-by-side-results', 'light');
  await admin.goto(`${study}/card`);
  await expect(admin.getByText('Not comparable with a model that sees one image')).toBeVisible();
  await screenshot(admin, 'side-by-side-card', 'light');
});

const part = (page: Page, at: number) => page.locator('main section').nth(at);

/** The answer to give: the same for both images, or the one that a check of attention names. */
async function optionOf(page: Page, given: string | null): Promise<RegExp> {
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  const shape = /check of attention: choose “(\w+)”/.exec(heading)?.[1];
  return new RegExp(`^${given ?? shape ?? 'none'}`);
}

async function begin(page: Page): Promise<void> {
  await page.goto('/rate');
  await page.getByRole('link', { name: 'Begin' }).click();
  await expect(page.getByText('You will see 3 screens with two images each')).toBeVisible();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Begin' }).click();
}

/** Practice, then the study with its check, to the end. */
async function walk(page: Page, answer: (two: boolean) => Promise<void>): Promise<void> {
  for (let screen = 0; screen < 1 + 3 + 1; screen += 1) {
    await expect(page.getByRole('img').first()).toBeVisible();
    const two = (await page.locator('main section').count()) === 2;
    if (two) await expect(page.locator('main img')).toHaveCount(2);
    const shown = await page.locator('main img').first().getAttribute('src');
    await answer(two);
    if (screen === 0) {
      await expect(
        page.getByRole('heading', { name: /^(Both are|One of the two is|Neither is) right$/ }),
      ).toBeFocused();
      await expectAccessible(page, 'feedback on two images');
      await screenshot(page, 'side-by-side-feedback', 'light');
      await page.getByRole('button', { name: 'Go on' }).click();
    }
    await expect(page.locator(`main img[src="${shown}"]`)).toHaveCount(0);
  }
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
}

async function lookAtScreen(page: Page): Promise<void> {
  await expectAccessible(page, 'a screen with two images');
  // The page is as long as its last button needs.
  const beyond = await page
    .getByRole('button', { name: 'Next' })
    .evaluate(
      (next) =>
        next.getBoundingClientRect().bottom + scrollY - document.documentElement.scrollHeight,
    );
  expect(beyond).toBeLessThanOrEqual(0);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await screenshot(page, 'side-by-side', theme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
