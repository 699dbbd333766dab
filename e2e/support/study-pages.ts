/** What the pages of a measured study show, to whoever may see it. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot, settled } from './look';

/** Three raters of whom one is right on half of the items and on no pair. */
export async function lookAtStudy(page: Page, study: string, pairs: number): Promise<void> {
  for (const part of ['analysis', 'items', 'card']) {
    await page.goto(`${study}/${part}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      await expectNoSidewaysScroll(page, part);
      await expectAccessible(page, part);
      await screenshot(page, `study-${part}`, 'light');
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|Infinity/);
  }
  const [project, id] = [study.split('/')[2], study.split('/').at(-1)];
  const response = await page.request.get(`/api/p/${project}/studies/${id}/card`);
  expect(await response.json()).toMatchObject({
    form: 'blindpair-baseline-card/1',
    raters: 3,
    pairs,
    answers: 3 * 2 * pairs,
    mean: { pair: { estimate: 2 / 3, nRaters: 3, nPairs: pairs, note: 'few-raters' } },
    majority: { pair: { estimate: 1 }, ties: 0 },
    presentation: ['single-image'],
    sessionGapHours: null,
  });
  // The stubborn one is wrong on one item of each pair: two of three are right there.
  await page.goto(`${study}/items`);
  await expect(page.getByText(/only 66\.7\s?% right/)).toHaveCount(pairs);
  await expect(page.getByRole('button', { name: 'Send back' }).first()).toBeVisible();
}
