/** The pair viewer: both images move together, whatever moves them, and every way of comparing works by key. */
import type { Page } from '@playwright/test';
import type { Lens } from '@/lib/domain/lens/lens';
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
  // Drawn in the next frame.
  await expect.poll(async () => (await drawn(page, 'A')).x).toBeLessThan(0);
  const moved = await drawn(page, 'A');
  expect(moved.scale).toBeCloseTo(2.4414, 3);
  expect(await drawn(page, 'B')).toEqual(moved);

  const pane = await page.locator('[data-pane="B"]').boundingBox();
  if (!pane) throw new Error('no pane');
  const [x, y] = [pane.x + pane.width / 2, pane.y + pane.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 10);
  await page.mouse.up();
  await expect.poll(async () => (await drawn(page, 'A')).x - moved.x).toBeCloseTo(30, 0);
  const dragged = await drawn(page, 'A');
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
  // Both are measured again until the frame that stacks them is drawn.
  await expect(async () => {
    const [a, b] = [await seen('A').boundingBox(), await seen('B').boundingBox()];
    expect(b?.y).toBeGreaterThanOrEqual((a?.y ?? 0) + (a?.height ?? 0));
  }).toPass({ timeout: 10_000 });
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
    // A is above B here however one calls it, so that there is one way of both, with the name of what is seen.
    await expect(ways(page).getByRole('button', { pressed: true })).toHaveText('Stacked');
    await expect(ways(page).getByRole('button', { name: 'Side by side' })).toHaveCount(0);
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

/** Opens the lens on a pair and waits until both encoders' maps are there. */
async function openLens(page: Page, project: string, number: number): Promise<void> {
  await page.goto(`/p/${project}/pairs/${number}`);
  await settled(page);
  await page.keyboard.press('l');
  for (const role of ['semantic', 'visual']) {
    await expect(page.locator(`[data-pane="${role}"] svg[role="img"]`)).toBeVisible({
      timeout: LENS_MS,
    });
  }
}

/** Two small images through small encoders: a second, on a machine that may also build. */
const LENS_MS = 60_000;

test('the lens shows what each encoder sees, and the best match of a patch by keyboard and pointer', async ({
  open,
  world,
}) => {
  const page = await open(world.members.ANNOTATOR);
  await openLens(page, world.project, 1);
  await expect(ways(page).getByRole('button', { pressed: true })).toHaveText('Lens');

  const answer = (await (
    await page.request.get(`/api/p/${world.project}/pairs/1/lens`)
  ).json()) as Lens;
  const eye = answer.eyes.visual;
  if (eye.state !== 'ready') throw new Error(eye.state);
  const { distance, inB, inBCosine } = eye.match;
  const largest = distance.indexOf(Math.max(...distance));
  const [row, column] = [Math.floor(largest / 8) + 1, (largest % 8) + 1];
  const map = page.locator('[data-pane="visual"] svg[role="img"]');
  await expect(map).toHaveAccessibleName(
    new RegExp(`Largest at row ${row}, column ${column}: ${shown(distance[largest])}; mean`),
  );
  // Dark where it differs most: lightness is the first number of oklch(L C H).
  const lightness = await map
    .locator('rect')
    .evaluateAll((cells) => cells.map((cell) => parseFloat(cell.getAttribute('fill')!.slice(6))));
  expect(lightness).toHaveLength(64);
  expect(lightness.indexOf(Math.min(...lightness))).toBe(largest);

  const found = page.getByRole('region', { name: 'Visual' });
  const cursor = page.getByRole('application', { name: /Patches of image A/ });
  await cursor.focus();
  await page.keyboard.press('ArrowRight');
  await expect(found).toContainText(`A, row ${row}, column ${column}: distance`);
  const to = inB[largest] ?? 0;
  await expect(found).toContainText(
    `Best match in B: row ${Math.floor(to / 8) + 1}, column ${(to % 8) + 1}, cosine ${shown(inBCosine[largest])}`,
  );
  await page.keyboard.press(column < 8 ? 'ArrowRight' : 'ArrowLeft');
  await expect(found).toContainText(
    `A, row ${row}, column ${column < 8 ? column + 1 : column - 1}:`,
  );

  // While zoomed, the arrows still go from patch to patch there, and the pointer finds what it is over.
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('+');
  const before = await drawn(page, 'A');
  await page.keyboard.press('ArrowDown');
  expect(await drawn(page, 'A')).toEqual(before);
  const pane = await page.locator('[data-pane="B"]').boundingBox();
  if (!pane) throw new Error('no pane');
  // Just right of and below the middle, which does not move while one zooms.
  await page.mouse.move(pane.x + pane.width / 2 + 3, pane.y + pane.height / 2 + 3);
  await expect(found).toContainText('B, row 5, column 5: distance');
  await expect(found).toContainText('Best match in A: row');

  await expectAccessible(page, 'the lens');
  await screenshot(page, 'viewer-lens', 'light');
  await page.keyboard.press('s');
  await expect(page.locator('[data-pane="visual"]')).toHaveCount(0);
});

test('the lens fits a phone', async ({ open, world }) => {
  const page = await open(world.members.ANNOTATOR, { width: 375, theme: 'dark' });
  await openLens(page, world.project, 1);
  await expectNoSidewaysScroll(page, 'Lens');
  await page.getByRole('button', { name: /^row/ }).last().click();
  await expect(page.getByRole('region', { name: 'Visual' })).toContainText('Best match in B');
  await expectAccessible(page, 'the lens on a phone');
  await screenshot(page, 'viewer-lens', 'dark');
});

/** Three digits without the zero before them, as cosines are set. */
const shown = (value = 0): string => value.toFixed(3).replace('0.', '.');
