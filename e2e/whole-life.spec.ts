/** The whole life of a pair, in the browser, by the people who live it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { SIXTY_SCENES, photosOf } from '@/prisma/scenarios/scenes';
import yazl from 'yazl';
import { expect, test } from './support/fixtures';
import { answerAll, recordAll } from './support/rater';
import { readCsv, sha256, unzip } from './support/release-reader';

const PAIRS = 3;
/** Found nowhere in the product's own texts, so that a leak is certain when one of them turns up. */
const SENTINELS = ['zqxkey', 'zqxstatement', 'zqxnote'];
const PASSWORD = 'a-long-enough-passphrase';

test('from a zip of photos to people and a model side by side', async ({
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

  await test.step('the server checks', async () => {
    await admin.goto(`/p/${slug}/checks`);
    await admin.getByRole('button', { name: 'Run checks' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Run checks' }).click();
    await expect
      .poll(() => counted(admin, `/p/${slug}`, 'Checked'), { timeout: 60_000 })
      .toBe(PAIRS);
  });

  const zip = join(world.dataDir, 'release.zip');
  await test.step('a release is made and downloaded', async () => {
    await admin.goto(`/p/${slug}/releases`);
    await admin.getByRole('button', { name: 'New release' }).click();
    const dialog = admin.getByRole('dialog');
    const name = dialog.getByLabel(/Name/);
    if ((await name.inputValue()) === '') await name.fill('First');
    await dialog.getByRole('button', { name: /^Release/ }).click();
    await expect
      .poll(() => counted(admin, `/p/${slug}`, 'Released'), { timeout: 60_000 })
      .toBe(PAIRS);
    await admin.goto(`/p/${slug}/releases/1`);
    const download = admin.waitForEvent('download');
    await admin
      .getByRole('link', { name: /Download/ })
      .first()
      .click();
    await (await download).saveAs(zip);
  });

  const files = await unzip(zip);
  const path = [...files.keys()].find((name) => /(^|\/)MMVP\/Questions\.csv$/.test(name)) ?? '';
  const root = path.replace('MMVP/Questions.csv', '');
  const rows = readCsv(files.get(path)?.toString('utf8') ?? '');
  await test.step('the archive is what MMVP readers expect, cell by cell', () => {
    expect(rows[0]).toEqual(['Index', 'Question', 'Options', 'Correct Answer']);
    expect(rows.slice(1).map((row) => row[0])).toEqual(['1', '2', '3', '4', '5', '6']);
    for (let pair = 0; pair < PAIRS; pair++) {
      const [first, second] = [rows[1 + 2 * pair] ?? [], rows[2 + 2 * pair] ?? []];
      expect(first[1]).toMatch(/^Which of the two is it, no \d\?$/);
      expect(second.slice(1, 3)).toEqual(first.slice(1, 3));
      expect(new Set([first[3], second[3]])).toEqual(new Set(['(a)', '(b)']));
      for (const row of [first, second]) {
        const image = files.get(`${root}MMVP/MMVP Images/${row[0]}.jpg`) ?? Buffer.alloc(0);
        const isA = shownA.has(sha256(image));
        const right = /\((a)\) (.*) \((b)\) (.*)/.exec(row[2] ?? '');
        const text = row[3] === '(a)' ? right?.[2] : right?.[4];
        expect(text).toBe(isA ? 'First, or one' : 'Second "two"');
      }
    }
    const manifest = JSON.parse(files.get(`${root}manifest.json`)?.toString('utf8') ?? '{}') as {
      files: { path: string; sha256: string }[];
    };
    expect(manifest.files.length).toBeGreaterThanOrEqual(PAIRS * 2 + 3);
    for (const file of manifest.files) {
      expect(sha256(files.get(`${root}${file.path}`) ?? Buffer.alloc(0)), file.path).toBe(
        file.sha256,
      );
    }
  });

  await test.step("a model's answers stand beside people's", async () => {
    // Right on both items of the first pair, wrong on the second item of the other two.
    const lines = rows.slice(1).map((row, at) => {
      const wrong = at > 1 && at % 2 === 1;
      const response = wrong ? (row[3] === '(a)' ? '(b)' : '(a)') : row[3];
      return JSON.stringify({
        question_id: Number(row[0]),
        prompt: `${row[1]} ${row[2]}`,
        answer: row[3],
        response,
        answer_id: `a${at}`,
        model_id: 'test-model',
      });
    });
    const answers = join(world.dataDir, 'answers.jsonl');
    await writeFile(answers, `${lines.join('\n')}\n`);
    await admin.goto(`/p/${slug}/results`);
    await admin.getByRole('button', { name: 'Import answers' }).first().click();
    const dialog = admin.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(answers);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(dialog).toBeHidden();
    await admin.reload();
    const figure = admin.getByRole('figure').first();
    // 1 of 3 pairs and 4 of 6 items; people: two of three raters right on all pairs.
    await expect(figure).toContainText('test-model');
    await expect(figure).toContainText('33.3 %');
    await expect(figure).toContainText('66.7 %');
    expect((await readFile(answers, 'utf8')).split('\n')).toHaveLength(7);
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
