/** kill -9 of one process of a running instance, at the worst moments: nothing acknowledged is lost. */
import type { Browser, Page } from '@playwright/test';
import { cli, familyOf, startInstance, type RunningInstance } from './instance';
import { rowsOf } from './support/database';
import { expect, signIn, test } from './support/fixtures';
import { newPerson } from './support/person';

/** Milliseconds from a submit leaving the browser to the kill: before, amid and after the database's commit. */
const KILL_AFTER_MS = [0, 10, 30, 80, 160];
const ANNOTATORS = 3;
const SUBMITS = 'submits';

let instance: RunningInstance;
let photos: string;

test.beforeAll(async ({ world }) => {
  test.setTimeout(300_000);
  instance = await startInstance();
  photos = world.photos;
  await blindpair('ingest', photos, '--project', SUBMITS, '--create', '--json');
  // Wide thresholds: there have to be more pairs than questions, whatever the encoders are.
  const wide = ['--min-semantic', '0.5', '--max-visual', '0.99'];
  await blindpair('mine', '--project', SUBMITS, ...wide, '--json');
});
test.afterAll(async () => {
  // What a beginning that failed half-way has made is undone, too.
  await instance?.stop();
});

const blindpair = (...args: string[]): Promise<string> => cli(instance.dataDir, args);
const query = <Row extends object>(sql: string, values: unknown[] = []) =>
  rowsOf<Row & Record<string, unknown>>(instance.dataDir, sql, values);

/** SIGKILL to the instance's `blindpair <command>`; the instance starts another one by itself. */
function killChild(command: 'web' | 'worker'): void {
  const found = familyOf(instance.pid).filter((row) =>
    new RegExp(`blindpair\\.mjs ${command}( |$)`).test(row.command),
  );
  for (const { pid } of found) process.kill(pid, 'SIGKILL');
}

const servesAgain = (): Promise<void> =>
  expect
    .poll(
      () =>
        fetch(`${instance.url}/livez`).then(
          (answer) => answer.status,
          () => 0,
        ),
      {
        timeout: 60_000,
      },
    )
    .toBe(200);

async function annotator(browser: Browser, email: string): Promise<Page> {
  const member = { project: SUBMITS, role: 'ANNOTATOR' } as const;
  const person = await newPerson(instance.dataDir, email, member);
  const context = await browser.newContext({ baseURL: instance.url });
  await context.addCookies([{ name: 'locale', value: 'en', url: instance.url }]);
  const page = await context.newPage();
  await signIn(page, person);
  await page.goto(`/p/${SUBMITS}/bench`);
  await takeNext(page).click();
  await expect(heading(page)).toBeVisible();
  return page;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1, name: /^Pair \d+$/ });
const takeNext = (page: Page) => page.getByRole('button', { name: 'Take the next pair' });
/** A page that was amid loading when the server died comes back by itself, perhaps to its start. */
const goesOn = (page: Page): Promise<void> =>
  expect(async () => {
    if (await takeNext(page).isVisible()) await takeNext(page).click();
    await expect(heading(page)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
const questionField = (page: Page) => page.getByLabel('Question, the same for both images');
const submitButton = (page: Page) => page.getByRole('button', { name: /Submit for review/ });

async function write(page: Page, question: string): Promise<void> {
  await questionField(page).fill(question);
  await page.getByRole('textbox', { name: 'Option 1' }).fill('Open');
  await page.getByRole('textbox', { name: 'Option 2' }).fill('Closed');
  await page.getByRole('radio', { name: 'A shows: Open' }).check({ force: true });
  await page.getByLabel('Statement about image A').fill('an open door');
  await page.getByLabel('Statement about image B').fill('a closed door');
  await page.getByRole('radio', { name: 'State' }).check({ force: true });
}

test('a web server killed amid submits loses no acknowledged question and stores none twice', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const people: Page[] = [];
  for (let at = 0; at < ANNOTATORS; at++) {
    people.push(await annotator(browser, `annotator-${at}@kill.example`));
  }
  const acknowledged: string[] = [];
  let cut = 0;
  for (const page of people)
    page.on('requestfailed', (request) => {
      if (request.method() === 'POST') cut += 1;
    });

  for (const [round, afterMs] of KILL_AFTER_MS.entries()) {
    const before = await Promise.all(people.map((page) => heading(page).innerText()));
    const texts = people.map((_, at) => `Is the door of round ${round} open, annotator ${at}?`);
    await Promise.all(people.map((page, at) => write(page, texts[at] ?? '')));
    await Promise.all(people.map((page) => expect(page.getByText(/^saved /)).toBeVisible()));
    const sent = Promise.race(
      people.map((page) => page.waitForRequest((request) => request.method() === 'POST')),
    );
    const submits = people.map((page) => submitButton(page).click());
    await sent;
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    killChild('web');
    await Promise.all(submits);
    // A page lets go of its pair only after the server has said yes. Where the server died again
    // before it gave the next one, the page offers to take it.
    for (const [at, page] of people.entries()) {
      const next = heading(page).filter({ hasNotText: new RegExp(`^${before[at] ?? ''}$`) });
      await expect(next.or(takeNext(page))).toBeVisible({ timeout: 60_000 });
      acknowledged.push(texts[at] ?? '');
    }
    await servesAgain();
    for (const page of people) await goesOn(page);
  }

  expect(cut, 'submits that a kill cut off').toBeGreaterThan(0);
  const stored = await query<{ question: string; status: string }>(
    `SELECT q."question", p."status"::text AS "status" FROM "QuestionVersion" q
     JOIN "Pair" p ON p."currentQuestionId" = q."id" JOIN "Project" j ON j."id" = p."projectId"
     WHERE j."slug" = $1`,
    [SUBMITS],
  );
  expect(stored.map((row) => row.question).sort()).toEqual([...acknowledged].sort());
  expect(new Set(stored.map((row) => row.status))).toEqual(new Set(['IN_REVIEW']));
  const versions = await query<{ n: number }>('SELECT count(*)::int AS n FROM "QuestionVersion"');
  expect(versions[0]?.n, 'no second version of any').toBe(acknowledged.length);
});

test('what was typed and not acknowledged when the server died is there again afterwards', async ({
  browser,
}) => {
  test.setTimeout(200_000);
  const page = await annotator(browser, 'typist@kill.example');
  const name = await heading(page).innerText();
  await write(page, 'Is the first sentence kept?');
  await expect(page.getByText(/^saved /)).toBeVisible();
  killChild('web');
  // Not even a draft of this reaches a server; the submit does not either.
  await questionField(page).fill('Is the last sentence kept too?');
  await submitButton(page).click();
  await page.close({ runBeforeUnload: false });
  await servesAgain();

  const again = await page.context().newPage();
  await again.goto(`/p/${SUBMITS}/bench`);
  await expect(again.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(questionField(again)).toHaveValue('Is the last sentence kept too?');
  await expect(again.getByRole('radio', { name: 'A shows: Open' })).toBeChecked();
  await submitButton(again).click();
  await expect(heading(again)).not.toHaveText(name, { timeout: 30_000 });
  const stored = await query(
    `SELECT "question" FROM "QuestionVersion" WHERE "question" LIKE '%sentence kept%'`,
  );
  expect(stored).toEqual([{ question: 'Is the last sentence kept too?' }]);
});

test('a worker killed at each step of mining that is seen ends with the pairs of an undisturbed run', async () => {
  test.setTimeout(300_000);
  for (const project of ['calm', 'killed']) {
    await blindpair('ingest', photos, '--project', project, '--create', '--json');
  }
  await blindpair('mine', '--project', 'calm', '--json');
  let over = false;
  const mining = blindpair('mine', '--project', 'killed', '--json').finally(() => {
    over = true;
  });
  // Awaited after the kills; a failure until then ends them, and is thrown there.
  mining.catch(() => undefined);
  const job = async () =>
    (
      await query<{ status: string; step: string | null; attempt: number }>(
        `SELECT "status"::text AS "status", "step", "attempt" FROM "Job" j
         JOIN "Project" p ON p."id" = j."projectId" WHERE p."slug" = 'killed' AND "kind" = 'mine'`,
      )
    )[0];
  const killedAt = new Set<string>();
  let killedAttempt = -1;
  while (!over) {
    const now = await job();
    if (now && now.status !== 'QUEUED' && now.status !== 'RUNNING') break;
    const step = now?.status === 'RUNNING' ? (now.step ?? 'begun') : null;
    // Once for each hand-out: until the next one, the row shows what the dead worker left.
    if (now && step !== null && now.attempt > killedAttempt && !killedAt.has(step)) {
      killChild('worker');
      killedAt.add(step);
      killedAttempt = now.attempt;
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  await mining;
  // One kill proves that a job is taken up; a second one, that it goes on from another step as well.
  expect(killedAt.size, `killed at ${[...killedAt].join(', ')}`).toBeGreaterThan(1);
  const end = await job();
  expect(end?.status).toBe('DONE');
  // The last kill may come when the job's end is written already; each other one cost a hand-out.
  expect(end?.attempt, 'handed out again').toBeGreaterThanOrEqual(killedAt.size - 1);

  const [calm, killed] = await Promise.all(['calm', 'killed'].map(minedPairs));
  expect(calm?.length).toBeGreaterThan(0);
  expect(killed).toEqual(calm);
  const numbers = await query<{ number: number }>(
    `SELECT "number" FROM "Pair" p JOIN "Project" j ON j."id" = p."projectId"
     WHERE j."slug" = 'killed' ORDER BY "number"`,
  );
  expect(numbers.map((row) => row.number)).toEqual(numbers.map((_, at) => at + 1));
});

/** Rank, file names and both cosines of the only run of a project. Ids differ, so names tell which is which. */
const minedPairs = (project: string) =>
  query(
    `SELECT m."rank", m."semantic", m."visual",
            least(a."originalName", b."originalName") AS "one",
            greatest(a."originalName", b."originalName") AS "two"
     FROM "MinedPair" m JOIN "Pair" p ON p."id" = m."pairId"
     JOIN "Image" a ON a."id" = p."imageAId" JOIN "Image" b ON b."id" = p."imageBId"
     JOIN "Project" j ON j."id" = p."projectId" WHERE j."slug" = $1 ORDER BY m."rank"`,
    [project],
  );
