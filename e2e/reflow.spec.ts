/** The bench and the review in a window of 320 px, and in half of a small screen, as at a zoom of 200 or 400 %. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot } from './support/look';
import { makeRecovery, member, project as ownProject } from './support/recovery-project';

/** WCAG 1.4.10 asks for the first; the second is 1280 x 720 at 200 %. */
const WINDOWS = [
  { width: 320, height: 640 },
  { width: 640, height: 360 },
] as const;

/** As long as an option may be, with a word that no line holds. */
const LONG = ['A', 'B'].map((side) => `${side} ${'x'.repeat(40)} and ${'word '.repeat(6)}`.trim());

async function expectFits(page: Page, name: string): Promise<void> {
  for (const size of WINDOWS) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page, `${name} at ${size.width} px`);
    // Nor does anything reach beyond the edge within a part that hides it.
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('main button, main label, main td, main h1, main h2, main p')]
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          const shown = width > 1 && (element as HTMLElement).checkVisibility();
          return shown && (left < -1 || right > window.innerWidth + 1);
        })
        .map((element) => element.outerHTML.slice(0, 200)),
    );
    expect(cut, `${name} at ${size.width} px`).toEqual([]);
  }
  await expectAccessible(page, name);
  await screenshot(page, `reflow-${name}`, 'light');
}

test('nothing is cut off or scrolls sideways, however long the words', async ({
  open,
  world,
}, info) => {
  await makeRecovery(world);
  const project = ownProject();
  const person = (name: string, role: 'ANNOTATOR' | 'REVIEWER') =>
    member(world, `${name}-${info.retry}`, role);
  const author = await open(await person('reflow-author', 'ANNOTATOR'));
  await author.goto(`/p/${project}/bench`);
  await author.getByRole('button', { name: 'Take the next pair' }).click();
  const title = author.getByRole('heading', { level: 1, name: /^Pair/ });
  const name = await title.innerText();
  // What took the place of the start has the focus on its heading.
  await expect(title).toBeFocused();
  await author.getByLabel('Question, the same').fill(`Which one is it, ${'x'.repeat(60)}?`);
  await author.getByRole('textbox', { name: 'Option 1' }).fill(LONG[0]!);
  await author.getByRole('textbox', { name: 'Option 2' }).fill(LONG[1]!);
  await author.getByRole('radio', { name: /^A shows: A/ }).check({ force: true });
  await author.getByLabel('Statement about image A').fill('One is seen here.');
  await author.getByLabel('Statement about image B').fill('Another is seen here.');
  await author.getByRole('radio', { name: 'Orientation' }).check({ force: true });
  await expect(author.getByText(/^saved /)).toBeVisible();
  await expectFits(author, 'bench');
  await author.getByRole('button', { name: /Submit for review/ }).click();
  await expect(title).not.toHaveText(name);
  await expect(title).toBeFocused();
  await author.getByRole('button', { name: 'Put aside' }).click();
  await expect(author.getByRole('heading', { level: 1, name: 'Bench' })).toBeFocused();
  await expectFits(author, 'bench-start');

  const reviewer = await open(await person('reflow-reviewer', 'REVIEWER'));
  await reviewer.goto(`/p/${project}/review`);
  await expectFits(reviewer, 'review-start');
  await reviewer.getByRole('button', { name: 'Take the next question' }).click();
  await expect(reviewer.getByRole('heading', { level: 1, name })).toBeFocused();
  for (const step of [1, 2]) {
    await expect(reviewer.getByRole('img', { name: /^Image [AB]/ })).toBeVisible();
    await expectFits(reviewer, `review-${step}`);
    await expect(reviewer.getByRole('button', { name: /^A x/ })).toBeEnabled();
    await reviewer.keyboard.press('1');
    await expect(reviewer.getByRole('heading', { name: `Step ${step + 1} of 3` })).toBeFocused();
  }
  await expectFits(reviewer, 'review-key');
  await reviewer.getByLabel('Comment', { exact: true }).fill('Too long to read.');
  await reviewer.getByRole('button', { name: /^Ask for changes/ }).click();
  await expect(reviewer.getByText('Too long to read.')).toBeHidden();
});
