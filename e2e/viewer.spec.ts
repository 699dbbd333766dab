/** The pair viewer: both images move together, whatever moves them, and every way of comparing works by key. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot, settled } from './support/look';

const image = (page: Page, side: 'A' | 'B') =>
  page.locator(`[data-pane="${side}"] img`).filter({ visible: true }).last();

/** Scale and offset in CSS pixels, as the browser draws it. */
const drawn = (page: Page, side: 'A' | 'B') =>
  image(page, side).evaluate((node) => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(node).transform);
    return { scale: a, x: e, y: f };
  });

async function openPair(page: Page, project: string): Promise<void> {
  await page.goto(`/p/${project}/pairs/1`);
  await settled(page);
  await expect(page.getByText('100 %')).toBeVisible();
}

const ways = (page: Page) => page.getByRole('group', { name: 'Ways to compare' });

test('A and B zoom and move together by keyboard, wheel and drag', async ({ open, world }) => {
  const page = await open(world.members.ANNOTATOR);
  await openPair(page, world.project);
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('+');
  // 1.25 to the fourth.
  await expect(page.getByText('244 %')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  const moved = await drawn(page, 'A');
  expect(moved.scale).toBeCloseTo(2.4414, 3);
  expect(moved.x).toBeLessThan(0);
  expect(await drawn(page, 'B')).toEqual(moved);

  const pane = await page.locator('[data-pane="B"]').boundingBox();
  if (!pane) throw new Error('no pane');
  const [x, y] = [pane.x + pane.width / 2, pane.y + pane.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 10);
  await page.mouse.up();
  const dragged = await drawn(page, 'A');
  expect(dragged.x - moved.x).toBeCloseTo(30, 0);
  expect(dragged.y - moved.y).toBeCloseTo(10, 0);
  await page.mouse.wheel(0, -100);
  await expect.poll(async () => (await drawn(page, 'B')).scale).toBeGreaterThan(2.9);
  expect(await drawn(page, 'A')).toEqual(await drawn(page, 'B'));

  await page.getByRole('button', { name: 'Move down' }).click();
  await expectAccessible(page, 'the viewer, zoomed');
  await screenshot(page, 'viewer-zoomed', 'light');
  await page.keyboard.press('0');
  await expect(page.getByText('100 %')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Move down' })).toHaveCount(0);
});

test('toggle, swipe and difference work by key and say which one is on', async ({
  open,
  world,
}) => {
  const page = await open(world.members.ANNOTATOR, { theme: 'dark' });
  await openPair(page, world.project);
  const on = async (name: string) =>
    expect(ways(page).getByRole('button', { pressed: true })).toHaveText(name);
  const seen = (side: 'A' | 'B') => page.locator(`[data-pane="${side}"]`);
  await on('Side by side');

  await page.keyboard.press('t');
  await on('Toggle');
  await expect(seen('A')).toBeVisible();
  await expect(seen('B')).toBeHidden();
  await page.keyboard.press('t');
  await expect(seen('A')).toBeHidden();
  await expect(seen('B')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Swap now B' })).toBeVisible();

  await page.keyboard.press('w');
  await on('Swipe');
  const edge = page.getByRole('slider', { name: 'Edge between A and B' });
  await expect(edge).toHaveValue('50');
  await page.keyboard.press(']');
  await expect(edge).toHaveValue('55');
  await expect(seen('B')).toHaveCSS('clip-path', 'inset(0px 0px 0px 55%)');
  await screenshot(page, 'viewer-swipe', 'dark');

  await page.keyboard.press('d');
  await on('Difference');
  await expect(seen('B')).toHaveCSS('mix-blend-mode', 'difference');
  await expect(page.getByText('|A − B| of each colour channel: black where equal')).toBeVisible();
  await page.keyboard.press('m');
  await expect(page.getByRole('button', { name: 'Amplify 4×' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expectAccessible(page, 'the viewer, difference');
  await screenshot(page, 'viewer-difference', 'dark');

  await page.keyboard.press('v');
  await on('Stacked');
  const [a, b] = [await seen('A').boundingBox(), await seen('B').boundingBox()];
  expect(b?.y).toBeGreaterThanOrEqual((a?.y ?? 0) + (a?.height ?? 0));
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toContainText(
    'Amplify the difference',
  );
  await expectAccessible(page, 'the keys of the viewer');
});

test('the viewer fits a phone', async ({ open, world }) => {
  for (const theme of ['light', 'dark'] as const) {
    const page = await open(world.members.ANNOTATOR, { width: 375, theme });
    await openPair(page, world.project);
    await screenshot(page, 'viewer-side', theme);
    for (const way of ['Swipe', 'Difference', 'Toggle']) {
      await ways(page).getByRole('button', { name: way }).click();
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await expectNoSidewaysScroll(page, way);
    }
    await expectAccessible(page, 'the viewer on a phone');
    await screenshot(page, 'viewer-toggle', theme);
  }
});
