/** A study of an imported benchmark with practice and attention checks, on a phone, byte by byte. */
import { importedProject } from './support/benchmark-folder';
import { rowsOf } from './support/database';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot } from './support/look';
import { switchJoinLinkOn, unfoldStudyForm } from './support/project-pages';
import { leaksIn, secretsOf } from './support/secrets';
import { openWire } from './support/wire';

/** No small number, so that a pair's number can be told from a size or a position. */
const FIRST = 8_450_231;
const PAIRS = 4;
const PHONE = { width: 375, height: 812 };

test('a rater from Prolific joins, practises, is checked, and learns no key of the study', async ({
  browser,
  expectConsole,
  open,
  world,
}, info) => {
  test.setTimeout(240_000);
  const project = `zqximported-${info.workerIndex}-${info.retry}`;
  const participant = `zqp${info.workerIndex}r${info.retry}`;
  await importedProject(world, {
    ...{ project, benchmark: 'Zqxbenchmark', firstNumber: FIRST, pairs: PAIRS },
  });

  const admin = await open(world.admin);
  await admin.goto(`/p/${project}/studies/benchmarks`);
  await expect(admin.getByRole('row', { name: /Zqxbenchmark/ })).toContainText('Kept out');
  await admin.goto(`/p/${project}/studies/new`);
  await expect(admin.getByText(`Imported benchmark Zqxbenchmark: ${PAIRS} pairs`)).toBeVisible();
  await admin.getByLabel('Name', { exact: true }).fill('Again');
  await admin.getByLabel('Chosen pairs').check();
  await admin.getByLabel('Pair numbers').fill(`${FIRST}-${FIRST + 2}`);
  await expect(admin.getByText(/5 raters on 3 pairs: expect a 95 % interval/)).toBeVisible();
  await admin.getByLabel('Least distance').fill('2');
  await unfoldStudyForm(admin);
  await admin.getByLabel('Practice pairs').fill(String(FIRST + 3));
  await admin.getByLabel('Completion code for all').fill('ZQ-DONE');
  await admin.getByLabel('How raters are found').selectOption('prolific');
  await admin.getByLabel('Pay', { exact: true }).selectOption('study');
  await admin.getByLabel('Amount').fill('6');
  await admin.getByLabel('Currency').fill('gbp');
  // Six items, one of practice and two checks, 10 s each: 6 for 90 s are 240 an hour.
  await expect(admin.getByLabel('Pay per hour')).toHaveValue('240');
  await expectAccessible(admin, 'the form of a study');
  await admin.getByRole('button', { name: 'Make study' }).click();
  await admin.waitForURL(/studies\/[0-9a-f-]{36}$/);
  await admin.getByRole('button', { name: 'Open study' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Open study' }).click();
  await expect(admin.getByRole('button', { name: 'Close study' })).toBeVisible();
  const study = new URL(admin.url()).pathname;

  const wire = await openWire();
  const link = await switchJoinLinkOn(admin, study);
  await expectAccessible(admin, 'a study with an open link');
  const context = await browser.newContext({
    ...{ baseURL: world.url, viewport: PHONE, proxy: { server: wire.server } },
  });
  await context.addCookies([{ name: 'locale', value: 'en', url: world.url }]);
  const rater = await context.newPage();
  await rater.goto(`${link}?PROLIFIC_PID=${participant}&STUDY_ID=s1&SESSION_ID=x1`);
  await expect(rater.getByText('you practise with 1 image ')).toBeVisible();
  await rater.getByRole('checkbox').check();
  await expectAccessible(rater, 'the open link');
  await screenshot(rater, 'join', 'light');
  await rater.getByRole('button', { name: 'Agree and take part' }).click();
  const personal = await rater.getByLabel('Your personal link').inputValue();
  await screenshot(rater, 'joined', 'light');
  await rater.getByRole('button', { name: 'Begin' }).click();
  const answer = async (name: string | RegExp): Promise<void> => {
    await rater.getByRole('button', { name }).first().click();
    await rater.getByRole('button', { name: 'Certain' }).click();
    await rater.getByRole('button', { name: 'Next' }).click();
  };
  // One image of the pair: who met both would learn that the question comes back.
  await expect(rater.getByText('Practice 1 of 1')).toBeVisible();
  await expect(rater.getByRole('img', { name: /the question is about/ })).toBeVisible();
  await answer(/^Left/);
  await expect(rater.getByRole('heading', { name: /^(Right|Not right)$/ })).toBeFocused();
  await expectAccessible(rater, 'feedback');
  await screenshot(rater, 'practice-feedback', 'light');
  await rater.getByRole('button', { name: 'Go on' }).click();
  const shown = () =>
    rater.evaluate(() => document.querySelector('main img')?.getAttribute('src') ?? 'none');
  let checks = 0;
  for (let item = 0; item < 2 * (PAIRS - 1) + 2; item += 1) {
    await expect(rater.getByRole('img', { name: /the question is about/ })).toBeVisible();
    await expectNoSidewaysScroll(rater, `item ${item}`);
    const picture = await shown();
    const heading = await rater.getByRole('heading', { level: 1 }).innerText();
    const shape = /check of attention: choose “(\w+)”/.exec(heading)?.[1];
    if (shape) checks += 1;
    if (shape) await screenshot(rater, 'attention-check', 'light');
    await answer(new RegExp(`^${shape ?? 'Left'}`));
    // The next item is there, or the end.
    await expect.poll(shown).not.toBe(picture);
    await expect(rater.getByRole('heading', { name: /^(Right|Not right)$/ })).toHaveCount(0);
  }
  expect(checks).toBe(2);
  await expect(rater.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await expect(rater.getByRole('link', { name: 'Hand in on Prolific' })).toHaveAttribute(
    ...(['href', 'https://app.prolific.com/submissions/complete?cc=ZQ-DONE'] as const),
  );
  // Another browser knows the id and gets nowhere; the personal link leads to the same place.
  const elsewhere = await open(null);
  await elsewhere.goto(`${link}?PROLIFIC_PID=${participant}`);
  await elsewhere.getByRole('checkbox').check();
  expectConsole(/409/);
  await elsewhere.getByRole('button', { name: 'Agree and take part' }).click();
  await expect(elsewhere.getByText('You have begun this study in another browser')).toBeVisible();
  await elsewhere.goto(personal);
  await elsewhere.getByRole('button', { name: 'Go on' }).click();
  await expect(elsewhere.getByText('ZQ-DONE')).toBeVisible();
  await elsewhere.goto('/settings');
  await expect(elsewhere).toHaveURL(/\/rate$/);

  const [own] = await rowsOf<{ email: string }>(
    world.dataDir,
    `SELECT u."email" FROM "User" u JOIN "StudyRater" r ON r."userId" = u."id"
     JOIN "OpenRater" o ON o."studyRaterId" = r."id" WHERE o."participantId" = $1`,
    [participant],
  );
  const secrets = await secretsOf(world.dataDir, project, { email: own?.email ?? '' });
  const received = wire.received.filter(({ url }) => !url.includes('/_next/static/'));
  expect(received.length).toBeGreaterThan(20);
  expect(received.flatMap((one) => leaksIn(one, secrets))).toEqual([]);

  await admin.goto(study);
  await expect(admin.getByRole('row', { name: new RegExp(`R01 ${participant}`) })).toContainText(
    '6 of 6',
  );
  // A pair is never right with the same answer to both images; one of its two items always is.
  await expect(admin.getByRole('cell', { name: /^50\.0 %/ }).first()).toBeVisible();
});
