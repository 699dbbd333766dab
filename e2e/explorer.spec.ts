/** The explorer: what a threshold would give is what mining with it gives. */
import type { Page } from '@playwright/test';
import { cli } from './instance';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot, settled } from './support/look';
import { newPerson } from './support/person';
import type { World } from './support/world';

/** Thresholds wide enough that scenes have many pairs. */
async function minedProject(world: World, project: string) {
  await cli(world.dataDir, ['ingest', world.photos, '--project', project, '--create', '--json']);
  const wide = ['--min-semantic', '0.8', '--max-visual', '0.7', '--per-image', '1'];
  await cli(world.dataDir, ['mine', '--project', project, '--json', ...wide]);
  return newPerson(world.dataDir, `${project}@scenes.example`, { project, role: 'ADMIN' });
}

test('a threshold chosen by keyboard gives the count that a run made with it finds', async ({
  open,
  world,
}, { retry }) => {
  test.setTimeout(300_000);
  const project = `explored-${retry}`;
  const page = await open(await minedProject(world, project));
  await page.goto(`/p/${project}/pairs`);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  const status = page.getByRole('group', { name: 'Try other thresholds' }).getByRole('status');
  await expect(status).toHaveText(/^Exactly \d+ pairs? pass(es)?: counted\.$/);
  const countOf = async () => Number(/(\d+)/.exec((await status.textContent()) ?? '')?.[1]);
  const before = await countOf();

  const semantic = page.getByRole('slider', { name: /Semantic cosine above/ });
  await expect(semantic).toHaveValue('0.8');
  await semantic.focus();
  for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowRight');
  await expect(semantic).toHaveValue('0.82');
  await expect.poll(countOf).toBeLessThan(before);
  await expect(page).toHaveURL(/s=0\.82/);
  const first = page.getByRole('list', { name: 'Pairs that pass' }).getByRole('listitem').first();
  // Each press is counted on its way: the number stands once the list has it and it does not move.
  let promised = -1;
  const stands = async () => {
    const counted = await countOf();
    const same =
      counted === promised && (await first.getAttribute('aria-setsize')) === `${counted}`;
    promised = counted;
    return same;
  };
  await expect.poll(stands, { intervals: [1_000] }).toBe(true);
  expect(promised).toBeGreaterThan(0);
  await settled(page);
  await expectAccessible(page, 'the explorer');
  await screenshot(page, 'explorer', 'light');

  await expectKindsByKeyboard(page, promised);
  await expectFocusKept(page, promised);

  // Dragged beyond what the run kept, the number is no longer called exact.
  const line = page.locator('[data-handle="y"]');
  const box = (await line.boundingBox())!;
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 3, box.y - 60, { steps: 4 });
  await page.mouse.up();
  await expect(status).not.toContainText('Exactly');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(countOf).toBe(before);

  // Followed at once, before the address has caught up with what the slider was moved to.
  await page.goto(`/p/${project}/pairs/explore?s=0.819&v=0.7`);
  await semantic.press('ArrowRight');
  await page.getByRole('link', { name: 'Mine with these thresholds' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run mining' });
  await expect(dialog.getByLabel('Semantic cosine above')).toHaveValue('0.82');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await expect(dialog).toBeHidden();
  await expect
    .poll(
      async () => {
        await page.goto(`/p/${project}/pairs/compare`);
        return page.getByText('only in the second').count();
      },
      { timeout: 120_000 },
    )
    .toBe(1);
  // The second run is the newer, stricter one.
  await expect(page.getByText('only in the second')).toContainText(
    `${promised} pairs in both, ${before - promised} only in the first, 0 only in the second.`,
  );
  await expectAccessible(page, 'two runs compared');
  await screenshot(page, 'compared-runs', 'light');

  // From the pairs of a run the explorer opens that run, and from all pairs the newest one.
  const runs = ['0.82', '0.8'];
  for (const [place, above] of runs.entries()) {
    await page.goto(`/p/${project}/pairs/runs`);
    await page.getByRole('link', { name: 'Show its pairs', exact: true }).nth(place).click();
    await expect(page.getByText('Only the pairs of one run')).toBeVisible();
    await page.getByRole('link', { name: 'Explore', exact: true }).click();
    await expect(semantic).toHaveValue(above);
  }
  await page.goto(`/p/${project}/pairs`);
  await page.getByRole('link', { name: 'Explore', exact: true }).click();
  await expect(semantic).toHaveValue('0.82');
});

/** Which pairs are listed is chosen by keyboard, stands in the address, and each pair is of one kind. */
async function expectKindsByKeyboard(page: Page, all: number): Promise<void> {
  const shown = page.getByRole('combobox', { name: 'Pairs shown' });
  const list = page.getByRole('list', { name: 'Pairs that pass' });
  const counted = async (): Promise<number> => {
    const heading = page.getByRole('heading', { level: 2, name: /of this kind pass/ });
    return Number(/(\d+)/.exec((await heading.textContent()) ?? '')?.[1]);
  };
  await shown.press('ArrowDown');
  await expect(page).toHaveURL(/show=kept/);
  const kept = await counted();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(all);
  await expect(list.getByRole('link', { name: /^Pair \d+$/ })).not.toHaveCount(0);
  await expect(list.getByText('Not kept')).toHaveCount(0);
  await page.reload();
  await expect(shown).toHaveValue('kept');
  expect(await counted()).toBe(kept);
  await shown.press('ArrowDown');
  await expect(page).toHaveURL(/show=not-kept/);
  await expect(list.getByText('Not kept')).not.toHaveCount(0);
  await expect(list.getByRole('link', { name: /^Pair \d+$/ })).toHaveCount(0);
  expect(await counted()).toBe(all - kept);
  await shown.press('Home');
  await expect(page.getByRole('heading', { level: 2, name: `${all} pairs pass` })).toBeVisible();
}

/** Who stands on a pair and scrolls away stands on it still. */
async function expectFocusKept(page: Page, last: number): Promise<void> {
  const list = page.getByRole('list', { name: 'Pairs that pass' });
  const first = list.getByRole('link', { name: /^Neighbours of image A of pair 1$/ });
  // The list may lag behind the number above it.
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-setsize', `${last}`);
  await first.focus();
  // To the end, wherever that is by now: the figures above the list may still take their height.
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(
      list.getByRole('link', { name: `Neighbours of image B of pair ${last}` }),
    ).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(list.getByRole('link', { name: /of image A of pair 9$/ })).toHaveCount(0);
  await expect(first).toBeFocused();
  await page.evaluate(() => window.scrollTo(0, 0));
}

test('from a pair to what is near its images, also on a narrow screen', async ({ open, world }) => {
  const page = await open(world.members.ANNOTATOR, { width: 375, theme: 'dark', locale: 'en' });
  await page.goto(`/p/${world.project}/pairs/explore`);
  await settled(page);
  await expectNoSidewaysScroll(page, 'the explorer');
  await expectAccessible(page, 'the explorer, narrow');
  await screenshot(page, 'explorer-narrow', 'dark');
  await expect(page.getByRole('link', { name: 'Mine with these thresholds' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Neighbours of image A of pair 1', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nearest images' })).toBeVisible();
  const near = page.getByRole('region', { name: 'Nearest to the semantic encoder' });
  await expect(near.getByRole('listitem')).toHaveCount(12);
  await settled(page);
  await expectNoSidewaysScroll(page, 'neighbours');
  await expectAccessible(page, 'neighbours');
  await screenshot(page, 'neighbours', 'dark');
});

test('raters reach nothing of it', async ({ open, world }) => {
  const rater = await open(world.members.RATER);
  for (const page of ['explore', 'compare', 'neighbours']) {
    const address = `/p/${world.project}/pairs/${page}`;
    expect((await rater.request.get(address)).status(), address).toBe(403);
  }
});
