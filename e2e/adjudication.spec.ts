/** Two reviewers who know nothing of each other, and the third person who decides between them. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot } from './support/look';
import { newPerson } from './support/person';
import { writePairs } from './support/written-pair';

const COMMENT = 'Option 2 says the same as option 1.';

test('where two reviewers disagree, a third person decides without having known', async ({
  open,
  world,
}, info) => {
  const { project } = world;
  const person = (name: string, role: 'ANNOTATOR' | 'REVIEWER') =>
    newPerson(world.dataDir, `${name}-${info.retry}@scenes.example`, { project, role });
  const admin = await open(world.members.ADMIN);
  const setReviews = async (count: string): Promise<void> => {
    await admin.goto(`/p/${project}/settings`);
    await admin.getByLabel('Reviews per question').selectOption(count);
    await admin
      .getByRole('region', { name: 'Review' })
      .getByRole('button', { name: 'Save', exact: true })
      .click();
    await expect(admin.getByText(/^Saved/).first()).toBeVisible();
  };
  await setReviews('2');
  const author = await open(await person('dispute-author', 'ANNOTATOR'));
  const [written] = await writePairs(author, project, 1);
  if (!written) throw new Error('nothing was written');

  const answer = async (page: Page): Promise<void> => {
    await page.goto(`/p/${project}/review`);
    await page.getByRole('button', { name: 'Take the next question' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Pair ${written.number}`);
    for (const side of ['A', 'B'] as const) {
      await expect(page.getByRole('img', { name: `Image ${side}` })).toBeVisible();
      await expect(page.getByText(COMMENT)).toHaveCount(0);
      const right = (written.keyForA === 1) === (side === 'A') ? /^First, or one/ : /^Second "two"/;
      await page.getByRole('button', { name: right }).click();
    }
    await expect(page.getByText('Step 3 of 3')).toBeVisible();
  };

  await test.step('the first asks for changes, the second, who is not told, approves', async () => {
    const one = await open(world.members.REVIEWER);
    await answer(one);
    await one.getByLabel('Comment', { exact: true }).fill(COMMENT);
    await one.getByLabel('The comment is about').selectOption('optionTwo');
    await one.getByRole('button', { name: /^Ask for changes/ }).click();
    await expect(one.getByText(/Another reviewer judges it, too/).first()).toBeVisible();

    const two = await open(await person('dispute-second', 'REVIEWER'));
    await answer(two);
    await expect(two.getByText(COMMENT)).toHaveCount(0);
    await two.getByRole('button', { name: 'Approve and stop' }).click();
    await expect(two.getByText(/a third person decides/).first()).toBeVisible();
  });

  await test.step('the third, who may look anywhere, finds nowhere that they disagree', async () => {
    await admin.goto(`/p/${project}/pairs/${written.number}`);
    await expect(admin.getByText('You may still review this pair.')).toBeVisible();
    await expect(admin.getByText('In review', { exact: true })).toBeVisible();
    await admin.goto(`/p/${project}/pairs?status=IN_ADJUDICATION`);
    await expect(admin.getByRole('link', { name: `Pair ${written.number}` })).toHaveCount(0);
    await admin.goto(`/p/${project}/audit`);
    await expect(admin.getByText(/reviewers do not agree/)).toHaveCount(0);
  });

  await test.step('the third reads both after answering, and decides', async () => {
    await answer(admin);
    await expect(admin.getByText('Two reviewers do not agree')).toBeVisible();
    await expect(admin.getByText(COMMENT)).toBeVisible();
    await expectAccessible(admin, 'a review between reviewers who do not agree');
    await screenshot(admin, 'dispute', 'light');
    await admin.getByLabel('Comment', { exact: true }).fill('They differ enough.');
    await admin.getByRole('button', { name: 'Approve and stop' }).click();
    await expect(admin.getByText(`Pair ${written.number} approved`).first()).toBeVisible();
  });

  await test.step('the author reads what was said, and answers', async () => {
    await author.goto(`/p/${project}/pairs/${written.number}`);
    await expect(author.getByText(COMMENT)).toBeVisible();
    await author.getByLabel('Remark', { exact: true }).fill('Thank you all.');
    await author.getByRole('button', { name: 'Send the remark' }).click();
    await expect(author.getByRole('listitem').filter({ hasText: 'Thank you all.' })).toBeVisible();
    await expectAccessible(author, 'a pair with remarks');
    await author.setViewportSize({ width: 375, height: 812 });
    await expectNoSidewaysScroll(author, 'a pair with remarks');
    await screenshot(author, 'remarks', 'light');
  });
  await setReviews('1');
});
