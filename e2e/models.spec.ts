/** The page of encoders: looking, downloading through a hub that fails and breaks off, verifying. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/fixtures';
import { HUB_COMMIT, startSlowHub } from './support/hub';
import { expectAccessible, expectNoSidewaysScroll, screenshot, settled } from './support/look';

const ENCODER = 'DINOv2 ViT-B/14 with registers';

test('an administrator downloads an encoder, past a hub that is away and one that breaks off', async ({
  open,
  world,
}) => {
  const page = await open(world.members.ADMIN);
  const list = `/p/${world.project}/models`;
  await page.goto(list);
  const miniature = page.getByRole('row', { name: /miniature-clip-base/ });
  await expect(miniature).toContainText('no figure may be quoted');
  await expect(miniature).toContainText('Ready');

  await page.getByLabel('Search').fill('registers base');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/q=registers/);
  await page.getByRole('button', { name: `Download ${ENCODER}` }).click();
  const stopped = page.getByRole('region', { name: 'Needs your attention' });
  await expect(stopped).toContainText('cannot be reached');
  await expectAccessible(page, 'a failed download');
  await screenshot(page, 'models-failed', 'light');

  const hub = await startSlowHub();
  try {
    await stopped.getByRole('button', { name: `Try again ${ENCODER}` }).click();
    const going = page.getByRole('region', { name: 'In progress' });
    const bar = going.getByRole('progressbar', { name: `Progress of: ${ENCODER}` });
    await expect(bar).toHaveAttribute('aria-valuetext', /^\d+\skB of 10\skB$/);
    await expectAccessible(page, 'a running download');
    await screenshot(page, 'models-running', 'light');
    await expect(
      page.getByRole('region', { name: 'Installed' }).getByRole('row', { name: /dinov2-base-reg/ }),
    ).toContainText('Ready');
  } finally {
    await hub.close();
  }
  await expect(page.getByRole('progressbar')).toHaveCount(0);

  await page.getByRole('link', { name: ENCODER }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: ENCODER })).toBeVisible();
  await expect(page.getByText(HUB_COMMIT)).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toHaveCount(1);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/^Verified/)).toBeVisible();
  await settled(page);
  await expectNoSidewaysScroll(page, 'the page of an encoder');
  await expectAccessible(page, 'the page of an encoder');
  await screenshot(page, 'models-one', 'light');
});

test('others see the list without its buttons, raters see nothing of it', async ({
  open,
  world,
}) => {
  const path = `/p/${world.project}/models`;
  const page = await open(world.members.RESEARCHER);
  await page.goto(path);
  await expect(page.getByRole('row', { name: /dinov2-large / })).toContainText('Can be downloaded');
  await expect(page.getByRole('button', { name: /Download|Verify/ })).toHaveCount(0);

  const rater = await open(world.members.RATER);
  for (const address of [path, `${path}/miniature-visual`]) {
    expect((await rater.request.get(address)).status(), address).toBe(403);
  }
});

test.afterAll(async () => {
  // Other journeys meet the instance as it ships.
  const { E2E_DATA } = process.env;
  if (E2E_DATA) await rm(join(E2E_DATA, 'models'), { recursive: true, force: true });
});
