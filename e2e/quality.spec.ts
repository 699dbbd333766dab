/** The check of images: a page of text among photographs is found, said why, and taken back. */
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { page as pageOfText } from '@/lib/infra/images/testing';
import { cli } from './instance';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot, settled } from './support/look';
import { JOB_MS } from './support/project-pages';

test('an administrator checks the images, sees the page of text and keeps it', async ({
  open,
  world,
}, info) => {
  test.setTimeout(300_000);
  const slug = `quality-${info.workerIndex}-${info.retry}`;
  const folder = join(world.dataDir, `e2e-${slug}`);
  await mkdir(folder, { recursive: true });
  for (const name of (await readdir(world.photos)).sort().slice(0, 3)) {
    await copyFile(join(world.photos, name), join(folder, name));
  }
  await pageOfText(512, 384, 14).png().toFile(join(folder, 'page.png'));
  await cli(world.dataDir, ['ingest', folder, '--project', slug, '--create', '--json']);

  const admin = await open(world.admin);
  await admin.goto(`/p/${slug}/images/quality`);
  await admin.getByRole('button', { name: 'Check quality' }).click();
  const dialog = admin.getByRole('dialog');
  // Above 100 nothing would ever be flagged, and the form says so itself.
  const most = dialog.getByLabel('Covered by text at most');
  await expect(most).toHaveAttribute('max', '100');
  await expectAccessible(admin, 'the form of a check');
  await dialog.getByRole('button', { name: 'Start' }).click();

  const reason = admin.getByRole('link', { name: /^Text or watermark/ });
  await expect(reason).toBeVisible({ timeout: JOB_MS });
  await reason.click();
  await expect(admin).toHaveURL(/reason=text/);
  const card = admin.getByRole('listitem').filter({ hasText: 'page.png' });
  await expect(card).toContainText(/Text covers much of it: [\d.]+ % of the picture/);
  await expect(admin.locator('[data-card]')).toHaveCount(1);
  await settled(admin);
  await expectNoSidewaysScroll(admin, 'the quality of images');
  await expectAccessible(admin, 'the quality of images');
  await screenshot(admin, 'quality-text', 'light');

  await card.getByRole('button', { name: 'Keep: page.png' }).click();
  await expect(admin.getByText('No image is left out for this reason')).toBeVisible();
  await admin.getByRole('link', { name: 'Kept despite a flag' }).click();
  await expect(admin.getByRole('listitem').filter({ hasText: 'page.png' })).toContainText('Kept');

  // One that comes later is not said to be fine, neither there nor where it would be mined.
  const later = (await readdir(world.photos)).sort()[3]!;
  await cli(world.dataDir, ['ingest', join(world.photos, later), '--project', slug, '--json']);
  for (const where of ['images/quality', 'images', 'pairs?mine=1']) {
    await admin.goto(`/p/${slug}/${where}`);
    await expect(admin.getByText(/^1 of 5 images is not checked yet/)).toBeVisible();
  }
  await expectAccessible(admin, 'the form of a run with an unchecked image');
  await admin.goto(`/p/${slug}/images`);
  await admin.getByRole('button', { name: 'Check quality' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
  await expect(async () => {
    await admin.reload();
    await expect(admin.getByText(/not checked yet/)).toBeHidden({ timeout: 1000 });
  }).toPass({ timeout: JOB_MS });
});
