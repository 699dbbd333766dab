/** What an administrator does on the pages of a project, and how a new person comes in. */
import { join } from 'node:path';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import yazl from 'yazl';
import { expect } from './fixtures';
import type { Wire } from './wire';
import type { World } from './world';

const PASSWORD = 'a-long-enough-passphrase';
/** Encoding, mining, checks: work of seconds, on a machine that may also build or train. */
export const JOB_MS = 180_000;

/** A stage of the home page's strip. */
export async function counted(page: Page, slug: string, stage: string): Promise<number> {
  await page.goto(`/p/${slug}`);
  const text = await page
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${stage}\\s*[\\d,]+$`) })
    .innerText();
  return Number(text.replace(/[^\d]/g, ''));
}

export async function makeProject(admin: Page, name: string, slug: string): Promise<void> {
  await admin.goto('/admin');
  await admin.getByRole('button', { name: 'Create project' }).first().click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Address').fill(slug);
  await dialog.getByRole('button', { name: 'Create project' }).click();
  await expect(dialog).toBeHidden();
}

/** Adds the world's photographs as one zip, under the given source and licence. */
export async function addZip(
  admin: Page,
  slug: string,
  world: World,
  { source, licence }: { source: string; licence: string },
): Promise<void> {
  const zip = join(world.dataDir, `${slug}.zip`);
  const photos = (await readdir(world.photos)).sort();
  await writeFile(zip, await zipOf(world.photos, photos));
  await admin.goto(`/p/${slug}/images/add`);
  await admin.getByLabel(/source/i).fill(source);
  await admin.getByLabel(/licence/i).fill(licence);
  await admin.locator('input[type=file]').first().setInputFiles(zip);
  await admin
    .getByRole('button', { name: /^(add|upload)/i })
    .last()
    .click();
  await expect(admin.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: JOB_MS });
  await expect.poll(() => counted(admin, slug, 'Images'), { timeout: JOB_MS }).toBe(photos.length);
}

/** Starts mining at the paper's thresholds and waits until there are at least so many pairs. */
export async function mine(admin: Page, slug: string, atLeast: number): Promise<void> {
  await admin.goto(`/p/${slug}/pairs`);
  await admin.getByRole('button', { name: 'Run mining' }).first().click();
  const dialog = admin.getByRole('dialog');
  await dialog
    .getByRole('button', { name: /start|run|mine/i })
    .last()
    .click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(() => counted(admin, slug, 'Mined pairs'), { timeout: JOB_MS })
    .toBeGreaterThanOrEqual(atLeast);
}

/** Downloads all pairs of the newest run, in both forms, and holds them to what the page says. */
export async function downloadPairs(page: Page, slug: string, folder: string): Promise<void> {
  await page.goto(`/p/${slug}/pairs/runs`);
  const get = async (format: string): Promise<Buffer> => {
    const link = page.getByRole('link', { name: `Download all: ${format}` }).first();
    const coming = page.waitForEvent('download');
    await link.click();
    const got = await coming;
    const path = join(folder, got.suggestedFilename());
    await got.saveAs(path);
    return readFile(path);
  };
  const json = JSON.parse((await get('JSON')).toString()) as {
    project: string;
    pairsPassing: number;
    pairs: { imageA: string; semantic: number; visual: number; number: number | null }[];
  };
  expect(json.project).toBe(slug);
  expect(json.pairs).toHaveLength(json.pairsPassing);
  expect(json.pairs.some(({ number }) => number === 1)).toBe(true);
  // The paper's thresholds, with which the dialog mines.
  expect(json.pairs.every(({ semantic, visual }) => semantic > 0.95 && visual < 0.6)).toBe(true);
  const parquet = await get('Parquet');
  expect([
    parquet.toString('latin1', 0, 4),
    parquet.toString('latin1', parquet.length - 4),
  ]).toEqual(['PAR1', 'PAR1']);
}

/** Opens the optional parts of the form of a study, as whoever fills them in does. */
export async function unfoldStudyForm(admin: Page): Promise<void> {
  for (const title of ['Fixed before the study opens', 'Recruitment and pay']) {
    const part = admin.locator('details', { has: admin.getByText(title, { exact: true }) });
    if ((await part.getAttribute('open')) === null) await part.locator('summary').click();
  }
}

/** Makes a study of all approved pairs and opens it; returns the address of its page. */
export async function openStudy(
  admin: Page,
  slug: string,
  raters: number,
  pauseHours?: number,
): Promise<string> {
  await admin.goto(`/p/${slug}/studies/new`);
  await admin.getByLabel('Name').fill('Baseline');
  await admin.getByLabel('Raters wanted').fill(String(raters));
  await admin.getByLabel('Least distance').fill('2');
  if (pauseHours !== undefined) {
    await admin.getByLabel('Pause between two sessions').fill(String(pauseHours));
  }
  await unfoldStudyForm(admin);
  // The counted pictures are those of the items; checks have a test of their own.
  await admin.getByLabel('Attention checks', { exact: true }).fill('0');
  await admin.getByRole('button', { name: 'Make study' }).click();
  await admin.waitForURL(/studies\/[0-9a-f-]{36}$/);
  await admin.getByRole('button', { name: 'Open study' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Open study' }).click();
  await expect(admin.getByRole('button', { name: 'Close study' })).toBeVisible();
  return new URL(admin.url()).pathname;
}

export async function closeStudy(admin: Page, study: string): Promise<void> {
  await admin.goto(study);
  await admin.getByRole('button', { name: 'Close study' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Close study' }).click();
  await expect(admin.getByRole('button', { name: 'Close study' })).toBeHidden();
}

/** Switches the open link of an open study on; returns its address. */
export async function switchJoinLinkOn(admin: Page, study: string): Promise<string> {
  await admin.goto(study);
  await admin.getByRole('button', { name: 'Switch on' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  const address = await dialog.getByLabel('Address for everybody').inputValue();
  // It is shown once: what closes a dialog by accident does not close this one.
  await admin.keyboard.press('Escape');
  await expect(dialog.getByText(/^The link is not copied yet/)).toBeVisible();
  await expect(dialog.getByText('Only this computer can open the link')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return address;
}

/** Makes an invitation on a page with the invite dialog; returns its link. */
export async function invite(admin: Page, path: string, role: string): Promise<string> {
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
export async function joinBy(
  browser: Browser,
  link: string,
  person: { name: string; email: string; wire?: Wire; phone?: boolean },
): Promise<Page> {
  const url = new URL(link).origin;
  const { name, email, wire, phone = false } = person;
  const context = await browser.newContext({
    baseURL: url,
    ...(phone
      ? { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true }
      : { viewport: { width: 1440, height: 900 } }),
    ...(wire ? { proxy: { server: wire.server } } : {}),
  });
  await context.addCookies([{ name: 'locale', value: 'en', url }]);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel(/^(New )?password$/i).fill(PASSWORD);
  await page.getByRole('button', { name: /Create account and join/ }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/invite'));
  return page;
}

async function zipOf(folder: string, names: readonly string[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const name of names) zip.addFile(join(folder, name), name);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Makes and opens a study of the pairs of these numbers, without attention checks; its path. */
export async function openPlainStudy(
  admin: Page,
  project: string,
  { name, numbers }: { name: string; numbers: string },
): Promise<string> {
  await admin.goto(`/p/${project}/studies/new`);
  await admin.getByLabel('Name', { exact: true }).fill(name);
  await admin.getByLabel('Chosen pairs').check();
  await admin.getByLabel('Pair numbers').fill(numbers);
  await unfoldStudyForm(admin);
  await admin.getByLabel('Attention checks', { exact: true }).fill('0');
  await admin.getByRole('button', { name: 'Make study' }).click();
  await admin.waitForURL(/studies\/[0-9a-f-]{36}$/);
  await admin.getByRole('button', { name: 'Open study' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Open study' }).click();
  await expect(admin.getByRole('button', { name: 'Close study' })).toBeVisible();
  return new URL(admin.url()).pathname;
}
