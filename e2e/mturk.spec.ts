/** A worker of MTurk: the link of a task opens in a tab, is only read in the preview, and ends with the code. */
import { importedProject } from './support/benchmark-folder';
import { expect, test } from './support/fixtures';
import { expectAccessible } from './support/look';
import { switchJoinLinkOn, unfoldStudyForm } from './support/project-pages';

/** No small number, so that a pair's number can be told from a size or a position. */
const FIRST = 7_310_653;

test('a worker of MTurk reads in the preview, takes part once the task is accepted, and gets a code to paste', async ({
  open,
  world,
}, info) => {
  test.setTimeout(180_000);
  const project = `zqxmturk-${info.workerIndex}-${info.retry}`;
  await importedProject(world, {
    ...{ project, benchmark: 'Zqxmturk', firstNumber: FIRST, pairs: 1 },
  });
  const admin = await open(world.admin);
  await admin.goto(`/p/${project}/studies/new`);
  await admin.getByLabel('Name', { exact: true }).fill('Paid');
  await admin.getByLabel('Chosen pairs').check();
  await admin.getByLabel('Pair numbers').fill(String(FIRST));
  await expect(admin.getByText(/5 raters on 1 pair/)).toBeVisible();
  await unfoldStudyForm(admin);
  // Two items have one place between them.
  const checks = admin.getByLabel('Attention checks', { exact: true });
  await checks.fill('2');
  await admin.getByRole('button', { name: 'Make study' }).click();
  await expect(admin.getByText(/^At most 1: checks stand between/).first()).toBeVisible();
  await checks.fill('0');
  await admin.getByLabel('Completion code for all').fill('ZQ-PASTE');
  await admin.getByRole('button', { name: 'Make study' }).click();
  await admin.waitForURL(/studies\/[0-9a-f-]{36}$/);
  await admin.getByRole('button', { name: 'Open study' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Open study' }).click();
  await expect(admin.getByRole('button', { name: 'Close study' })).toBeVisible();
  const link = await switchJoinLinkOn(admin, new URL(admin.url()).pathname);

  const worker = await open(null);
  const hit = 'hitId=3HIT&turkSubmitTo=https%3A%2F%2Fwww.mturk.com%2F';
  const preview = await worker.goto(`${link}?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&${hit}`);
  // MTurk would show the page in a frame as an external question: only a link to it works.
  const policy = preview?.headers()['content-security-policy'];
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/form-action [^;]*https:\/\/www\.mturk\.com/);
  await expect(worker.getByText('This is a preview.')).toBeVisible();
  await expect(worker.getByRole('button', { name: 'Agree and take part' })).toHaveCount(0);
  await expectAccessible(worker, 'the preview of a task');

  const id = `ZQW${info.workerIndex}R${info.retry}`;
  await worker.goto(`${link}?assignmentId=3ASSIGNMENT&workerId=${id}&${hit}`);
  await worker.getByRole('checkbox').check();
  await worker.getByRole('button', { name: 'Agree and take part' }).click();
  await worker.getByRole('button', { name: 'Begin' }).click();
  for (let item = 1; item <= 2; item += 1) {
    await expect(worker.getByRole('progressbar', { name: `${item} of 2` })).toBeVisible();
    await expect(worker.getByRole('img', { name: /the question is about/ })).toBeVisible();
    await worker.getByRole('button', { name: /^Left/ }).first().click();
    await worker.getByRole('button', { name: 'Certain' }).click();
    await worker.getByRole('button', { name: 'Next' }).click();
  }
  await expect(worker.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await expect(worker.getByText('ZQ-PASTE')).toBeVisible();
  await expect(worker.getByText('Paste this code on the page of the task on MTurk.')).toBeVisible();
  await expectAccessible(worker, 'the end of a task');
  const form = worker.locator('form[action="https://www.mturk.com/mturk/externalSubmit"]');
  await expect(form.locator('input[name=assignmentId]')).toHaveValue('3ASSIGNMENT');
  await expect(form.locator('input[name=completionCode]')).toHaveValue('ZQ-PASTE');
  await expect(form.getByRole('button', { name: 'Hand in on MTurk' })).toBeVisible();
});
