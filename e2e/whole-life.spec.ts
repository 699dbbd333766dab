/** The life of a pair up to its measurement, in the browser, by the people who live it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { SIXTY_SCENES, photosOf } from '@/prisma/scenarios/scenes';
import yazl from 'yazl';
import { expect, test } from './support/fixtures';
import { answerAll, recordAll } from './support/rater';
import { sha256 } from './support/sha256';

const PAIRS = 3;
/** Found nowhere in the product's own texts, so that a leak is certain when one of them turns up. */
const SENTINELS = ['zqxkey', 'zqxstatement', 'zqxnote'];
const PASSWORD = 'a-long-enough-passphrase';

test('from a zip of photos to a closed study of three blind raters', async ({
  browser,
  open,
  world,
}, info) => {
  test.setTimeout(420_000);
  const slug = `life-${info.workerIndex}-${info.retry}`;
  const admin = await open(world.admin);
  const link = async (role: string): Promise<string> => invite(admin, `/p/${slug}/people`, role);

  await test.step('an administrator makes a project and adds a zip', async () => {
    await admin.goto('/admin');
    await admin.getByRole('button', { name: 'Create project' }).first().click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Whole life');
    await dialog.getByLabel('Address').fill(slug);
    await dialog.getByRole('button', { name: 'Create project' }).click();
    await expect(dialog).toBeHidden();

    const zip = join(world.dataDir, 'photos.zip');
    await zipPhotos(zip);
    await admin.goto(`/p/${slug}/images/add`);
    await admin.getByLabel(/source/i).fill('rendered scenes');
    await admin.getByLabel(/licence/i).fill('Apache-2.0');
    await admin.locator('input[type=file]').first().setInputFiles(zip);
    await admin
      .getByRole('button', { name: /^(add|upload)/i })
      .last()
      .click();
    await expect(admin.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
    await expect
      .poll(() => counted(admin, `/p/${slug}`, 'Images'), { timeout: 60_000 })
      .toBe(SIXTY_SCENES.count);
  });

  await test.step('the pairs are mined', async () => {
    await admin.goto(`/p/${slug}/pairs`);
    await admin.getByRole('button', { name: 'Run mining' }).first().click();
    await admin
      .getByRole('dialog')
      .getByRole('button', { name: /start|run|mine/i })
      .last()
      .click();
    await expect(admin.getByRole('dialog')).toBeHidden();
    await expect
      .poll(() => counted(admin, `/p/${slug}`, 'Mined pairs'), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(10);
  });

  const annotator = await joinBy(browser, world.url, await link('ANNOTATOR'), 'Ann', slug);
  const shownA = new Set<string>();
  await test.step('an annotator writes three questions', async () => {
    await annotator.goto(`/p/${slug}/bench`);
    await annotator.getByRole('button', { name: 'Take the next pair' }).click();
    for (let done = 0; done < PAIRS; done++) {
      const heading = await annotator.getByRole('heading', { level: 1, name: /^Pair/ }).innerText();
      shownA.add(await shownSha(annotator, /^Image A/));
      await annotator.getByLabel('Question, the same').fill(`Which of the two is it, no ${done}?`);
      await annotator.getByRole('textbox', { name: 'Option 1' }).fill('First, or one');
      await annotator.getByRole('textbox', { name: 'Option 2' }).fill('Second "two"');
      await annotator.getByRole('radio', { name: 'A shows: First, or one' }).check({ force: true });
      await annotator.getByLabel('Statement about image A').fill(`a zqxstatement one ${done}`);
      await annotator.getByLabel('Statement about image B').fill(`a zqxstatement two ${done}`);
      await annotator.getByRole('radio', { name: 'Orientation' }).check({ force: true });
      await annotator.getByLabel(/^Note for the reviewer/).fill('zqxnote');
      await annotator.getByRole('button', { name: /Submit for review/ }).click();
      await expect(annotator.getByRole('heading', { level: 1 })).not.toHaveText(heading);
    }
  });

  await test.step('a reviewer answers first, then approves', async () => {
    const reviewer = await joinBy(browser, world.url, await link('REVIEWER'), 'Rui', slug);
    await reviewer.goto(`/p/${slug}/review`);
    await reviewer.getByRole('button', { name: 'Take the next question' }).click();
    for (let done = 0; done < PAIRS; done++) {
      for (const side of ['A', 'B']) {
        await expect(reviewer.getByRole('img', { name: `Image ${side}` })).toBeVisible();
        const right = side === 'A' ? /^First, or one/ : /^Second "two"/;
        await reviewer.getByRole('button', { name: right }).click();
      }
      await expect(reviewer.getByText('Step 3 of 3')).toBeVisible();
      await reviewer.getByRole('button', { name: /Approve and next/ }).click();
      await expect(reviewer.getByText('Step 3 of 3')).toBeHidden();
    }
  });

  await test.step('three raters answer blind', async () => {
    await admin.goto(`/p/${slug}/studies/new`);
    await admin.getByLabel('Name').fill('Baseline');
    await admin.getByLabel('Raters wanted').fill('3');
    await admin.getByLabel('Least distance').fill('2');
    await admin.getByRole('button', { name: 'Make study' }).click();
    await admin.waitForURL(/studies\/[0-9a-f-]{36}$/);
    const study = new URL(admin.url()).pathname;
    await admin.getByRole('button', { name: 'Open study' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Open study' }).click();
    await expect(admin.getByRole('button', { name: 'Close study' })).toBeVisible();

    for (const name of ['Rosa', 'Ravi', 'Rin']) {
      const rater = await joinBy(
        browser,
        world.url,
        await invite(admin, study, 'RATER'),
        name,
        slug,
      );
      const received = recordAll(rater);
      await rater.goto('/rate');
      await rater.getByRole('link', { name: 'Begin' }).click();
      await rater.getByRole('checkbox').check();
      // Rin always takes the same option: half of the items, none of the pairs.
      await answerAll(rater, PAIRS * 2, (hash) =>
        shownA.has(hash) || name === 'Rin' ? 'First, or one' : 'Second "two"',
      );
      const bytes = await received();
      for (const secret of [...SENTINELS, slug, '"orientation', 'Orientation and']) {
        expect(bytes.includes(secret), `a rater received "${secret}"`).toBe(false);
      }
    }
    await admin.goto(study);
    await admin.getByRole('button', { name: 'Close study' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Close study' }).click();
    await expect(admin.getByRole('button', { name: 'Close study' })).toBeHidden();
  });

  await test.step('all pairs are measured', async () => {
    await expect.poll(() => counted(admin, `/p/${slug}`, 'Measured')).toBe(PAIRS);
  });
});

/** A stage of the home page's strip. */
async function counted(page: Page, home: string, stage: string): Promise<number> {
  await page.goto(home);
  const text = await page
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${stage}\\s*[\\d,]+$`) })
    .innerText();
  return Number(text.replace(/[^\d]/g, ''));
}

/** Makes an invitation on a page with the invite dialog; returns its link. */
async function invite(admin: Page, path: string, role: string): Promise<string> {
  await admin.goto(path);
  await admin.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Role').selectOption(role);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const field = dialog.locator('input[readonly], code').first();
  await field.waitFor();
  return field.evaluate((node) =>
    node instanceof HTMLInputElement ? node.value : node.textContent,
  );
}

/** A new person opens an invitation in a browser of his own and makes an account. */
async function joinBy(
  browser: Browser,
  url: string,
  link: string,
  name: string,
  slug: string,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies([{ name: 'locale', value: 'en', url }]);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('E-mail address').fill(`${name.toLowerCase()}@${slug}.example`);
  await page.getByLabel(/^(New )?password$/i).fill(PASSWORD);
  await page.getByRole('button', { name: /Create account and join/ }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/invite'));
  return page;
}

/** SHA-256 of the full served image behind a picture on the bench. */
async function shownSha(page: Page, name: RegExp): Promise<string> {
  const src = (await page.getByRole('img', { name }).first().getAttribute('src')) ?? '';
  const response = await page.request.get(src.split('?')[0] ?? src);
  return sha256(await response.body());
}

async function zipPhotos(path: string): Promise<void> {
  const zip = new yazl.ZipFile();
  for (const photo of await photosOf(SIXTY_SCENES)) zip.addBuffer(photo.png, photo.name);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  await writeFile(path, Buffer.concat(parts));
}
