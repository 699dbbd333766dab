/**
 * Takes the picture of the bench that the README shows, from a running demonstration:
 *
 *   npm run demo -- --data /tmp/demo            # in another terminal
 *   node e2e/readme-picture.mjs --data /tmp/demo --out /tmp/look.png    # look which pair is there
 *   node e2e/readme-picture.mjs --data /tmp/demo --question "Which way does the mouse look?" \
 *     --one Left --two Right --a 1 --pattern orientation \
 *     --statement-a "a mouse looking left" --statement-b "a mouse looking right"
 *
 * The words are given by hand so that they are true of the pair. Nothing is submitted.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';

const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    data: { type: 'string', default: '.blindpair' },
    out: { type: 'string', default: 'docs/images/bench.png' },
    question: text,
    one: text,
    two: text,
    a: text,
    pattern: text,
    'statement-a': text,
    'statement-b': text,
  },
});

const accounts = JSON.parse(await readFile(join(values.data, 'demo-accounts.json'), 'utf8'));
const person = accounts.find(({ role }) => role === 'annotator');
const executablePath = findChromium();
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-gpu'],
  ...(executablePath ? { executablePath } : {}),
});
try {
  const context = await browser.newContext({
    baseURL: values.url,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'locale', value: 'en', url: values.url }]);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
  await page.goto('/p/demo/bench');
  // The line that asks newcomers to read the guidelines is not what the picture is about.
  const read = page.getByRole('button', { name: 'Mark as read' });
  if (await read.isVisible()) {
    await read.click();
    await read.waitFor({ state: 'hidden' });
  }
  await page.waitForLoadState('networkidle');
  const take = page.getByRole('button', { name: 'Take the next pair' });
  if (await take.isVisible()) await take.click();
  await page.getByRole('heading', { level: 1, name: /^Pair/ }).waitFor();

  const fields = {
    question: values.question,
    optionOne: values.one,
    optionTwo: values.two,
    statementA: values['statement-a'],
    statementB: values['statement-b'],
  };
  for (const [id, words] of Object.entries(fields)) {
    if (words !== undefined) await page.locator(`#${id}:is(input, textarea)`).fill(words);
  }
  for (const [name, value] of [
    ['keyForA', values.a],
    ['pattern', values.pattern],
  ]) {
    if (value !== undefined) {
      await page.locator(`label:has(input[name="${name}"][value="${value}"])`).click();
    }
  }
  // Long enough for the draft to be saved, which the picture shows.
  await page.waitForTimeout(3000);
  await page.screenshot({ path: values.out, animations: 'disabled' });
  console.log(`Wrote ${values.out}`);
} finally {
  await browser.close();
}
