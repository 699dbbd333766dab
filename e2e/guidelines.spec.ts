/** Guidelines: two administrators at once, the panel beside the bench, and what an annotator is told. */
import { expect, test } from './support/fixtures';
import { expectAccessible, screenshot, settled } from './support/look';
import { newPerson } from './support/person';
import { makeProject } from './support/project-pages';

test('two administrators write at once, and the second loses nothing', async ({
  open,
  world,
}, info) => {
  const project = `guide-${info.retry}`;
  const first = await open(world.admin);
  await makeProject(first, 'Guide', project);
  const second = await open(
    await newPerson(world.dataDir, `guide-admin-${info.retry}@scenes.example`, {
      project,
      role: 'ADMIN',
    }),
  );
  const text = 'Text, as Markdown';
  for (const page of [first, second]) {
    await page.goto(`/p/${project}/guidelines/edit`);
    await expect(page.getByRole('textbox', { name: text })).toHaveValue(/What we make/);
  }
  await first
    .getByRole('textbox', { name: text })
    .fill('# Ours\n\n<b>Count</b> to five at most.\n');
  await expect(first.getByRole('heading', { name: 'Ours' })).toBeVisible();
  await expect(first.getByText('<b>Count</b> to five at most.').last()).toBeVisible();
  await first.getByLabel('What changed').fill('Count to five.');
  await first.getByRole('button', { name: 'Save version 2' }).click();
  await expect(first.getByText('Version 2', { exact: true })).toBeVisible();

  await second.getByRole('textbox', { name: text }).fill('# Mine\n');
  await second.getByLabel('What changed').fill('Mine alone.');
  await second.getByRole('button', { name: 'Save version 2' }).click();
  const difference = second.getByRole('region', { name: 'Difference, English' });
  await expect(
    difference.getByRole('listitem').filter({ hasText: 'removed: # Ours' }),
  ).toBeVisible();
  await expect(difference.getByRole('listitem').filter({ hasText: 'added: # Mine' })).toBeVisible();
  await expectAccessible(second, 'the conflict of two administrators');
  await second.getByRole('button', { name: 'Take theirs' }).click();
  await expect(second.getByRole('textbox', { name: text })).toHaveValue(/# Ours/);
  // What is not saved yet outlives the page, also what was put aside.
  second.on('dialog', (dialog) => void dialog.accept());
  await second.reload();
  await second.getByRole('button', { name: 'Put my text back' }).click();
  await expect(second.getByRole('textbox', { name: text })).toHaveValue('# Mine\n');
  await second.reload();
  await expect(second.getByRole('textbox', { name: text })).toHaveValue('# Mine\n');
  await second.getByLabel('What changed').fill('Mine alone.');
  await second.getByRole('button', { name: 'Save version 3' }).click();
  await expect(second.getByText('Version 3', { exact: true })).toBeVisible();

  await second.goto(`/p/${project}/guidelines/history?from=1&to=3`);
  await expect(
    second.getByRole('heading', { name: 'Version 1 compared with version 3' }),
  ).toBeVisible();
  await expect(second.getByText('added: # Mine')).toBeAttached();
  await expectAccessible(second, 'the history of the guidelines');
});

test('the panel opens beside the bench, stays open, and follows the pattern', async ({
  open,
  world,
}, info) => {
  const person = await newPerson(world.dataDir, `guide-${info.retry}@scenes.example`, {
    project: world.project,
    role: 'ANNOTATOR',
  });
  const page = await open(person, { width: 1440 });
  await page.goto(`/p/${world.project}/bench`);
  await expect(page.getByText('Read the guidelines before you begin.')).toBeVisible();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('Read the guidelines before you begin.')).toBeHidden();
  await page.getByRole('button', { name: 'Take the next pair' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Pair \d+$/ })).toBeVisible();

  const panel = page.getByRole('complementary', { name: 'Guidelines' });
  await expect(panel).toBeHidden();
  await page.keyboard.press('g');
  await expect(panel.getByRole('heading', { name: 'What we make' })).toBeInViewport();
  await page.getByRole('radio', { name: 'Viewpoint' }).check({ force: true });
  const section = panel.getByRole('heading', { name: 'Viewpoint and Perspective' });
  await expect(section).toBeInViewport();
  await expect(panel.getByRole('heading', { name: 'What we make' })).not.toBeInViewport();
  await settled(page);
  await expectAccessible(page, 'the bench with the guidelines');
  await screenshot(page, 'bench-with-guidelines', 'light');
  await expect(page.getByText(/^saved /)).toBeVisible();
  await page.reload();
  await expect(section).toBeInViewport();
  // The letter is a letter while one types.
  await page.getByLabel('Question, the same').pressSequentially('g');
  await expect(panel).toBeVisible();
  await panel.getByRole('region', { name: 'Guidelines' }).focus();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page.getByRole('button', { name: /^Guidelines/ })).toBeFocused();
  await page.keyboard.press('g');
  await expect(panel).toBeVisible();
  // The button has the focus still; what it says of itself does not lie over the cross.
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.getByRole('button', { name: 'Close the guidelines' }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('button', { name: /^Guidelines/ })).toBeFocused();

  const admin = await open(world.members.ADMIN);
  await admin.goto(`/p/${world.project}/guidelines/edit`);
  await admin.getByLabel('What changed').fill('How far to count.');
  const text = admin.getByRole('textbox', { name: 'Text, as Markdown' });
  await text.fill(
    (await text.inputValue()).replace('Count to ten at most', 'Count to five at most'),
  );
  await admin.getByRole('button', { name: /^Save version/ }).click();
  await expect(admin).toHaveURL(/guidelines$/);

  await page.reload();
  await expect(page.getByText(/^Guidelines changed on .*: How far to count\./)).toBeVisible();
  await page.getByRole('link', { name: 'What changed' }).click();
  await expect(page.getByText(/added: .*Count to five at most/)).toBeAttached();
  await page.goto(`/p/${world.project}/bench`);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText(/^Guidelines changed on/)).toBeHidden();
});
