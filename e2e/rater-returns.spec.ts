/** A rater who leaves the page and comes back by the browser's own buttons, with an answer still under way or none. */
import { importedProject } from './support/benchmark-folder';
import { rowsOf } from './support/database';
import { expect, test } from './support/fixtures';
import { invite, joinBy, openPlainStudy } from './support/project-pages';

const FIRST = 6_610_205;
const PAIRS = 4;

test('who goes back and forth in the browser goes on at the right item, and loses no answer', async ({
  browser,
  open,
  world,
}, info) => {
  const project = `returns-${info.workerIndex}-${info.retry}`;
  await importedProject(world, {
    ...{ project, benchmark: 'Returns', firstNumber: FIRST, pairs: PAIRS },
  });
  const admin = await open(world.admin);
  const study = await openPlainStudy(admin, project, {
    name: 'There and back',
    numbers: `${FIRST}-${FIRST + PAIRS - 1}`,
  });

  const email = `rita-${info.workerIndex}-${info.retry}@people.example`;
  const page = await joinBy(browser, await invite(admin, study, 'RATER'), { name: 'Rita', email });
  const place = (at: number) =>
    expect(page.getByRole('progressbar')).toHaveAccessibleName(`${at} of ${2 * PAIRS}`);
  const picture = () => expect(page.getByRole('img', { name: /image that the/ })).toBeVisible();
  const give = async (): Promise<void> => {
    await picture();
    await page.getByRole('button', { name: 'Left', exact: true }).click();
    await page.getByRole('button', { name: 'Certain' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
  };
  await page.goto('/rate');
  await page.getByRole('link', { name: 'Begin' }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Begin' }).click();
  await place(1);
  await picture();

  await page.goto('/rate');
  await page.getByRole('link', { name: 'Continue' }).click();
  for (const at of [1, 2]) {
    await place(at);
    await give();
  }
  await place(3);
  // The browser may show the page as it was when it was opened, with an item that is answered.
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Continue' })).toBeVisible();
  await page.goForward();
  await place(3);
  await picture();

  await page.route('**/response', (route) => route.abort());
  await give();
  await expect(page.getByText('No connection')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Continue' })).toBeVisible();
  await page.unroute('**/response');
  await page.goForward();
  await place(4);
  await picture();
  const [stored] = await rowsOf(
    world.dataDir,
    `SELECT count(*)::int AS "answers" FROM "Response" a JOIN "Trial" t ON t."id" = a."trialId"
     JOIN "StudyRater" r ON r."id" = t."studyRaterId" JOIN "User" u ON u."id" = r."userId"
     WHERE u."email" = $1`,
    [email],
  );
  expect(stored).toEqual({ answers: 3 });
});
