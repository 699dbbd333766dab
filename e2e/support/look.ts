import AxeBuilder from '@axe-core/playwright';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';

const SCREENSHOTS = fileURLToPath(new URL('../screenshots', import.meta.url));

/**
 * WCAG 2.2 at level AA, as far as a program can tell. No page holds a frame, so axe need not gather
 * results in a window of its own, and it need not name the elements that pass: twice as fast.
 */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      resultTypes: ['violations'],
    })
    .analyze();
  const found = violations.map(
    (violation) =>
      `${violation.id}: ${violation.help} (${violation.nodes.map((node) => node.target.join(' ')).join('; ')})`,
  );
  expect(found, `axe on ${name}`).toEqual([]);
}

/** A page never scrolls sideways; wide tables and strips do it in their own box. */
export async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} is wider than the screen, in px`).toBeLessThanOrEqual(0);
}

/** Waits until fonts and images are there, so that a picture of the page is the page. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  );
}

/** For people to look at, never compared: a JPEG takes Chromium a third of the time of a PNG. */
export async function screenshot(page: Page, name: string, theme: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({
    path: join(SCREENSHOTS, `${name}-${width}-${theme}.jpg`),
    type: 'jpeg',
    quality: 80,
    fullPage: true,
    animations: 'disabled',
  });
}
