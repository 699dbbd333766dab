/** A model's suggestions on the bench: allowed, asked for, taken, undone, and said of the submitted question. */
import { completion, startTestModel } from '@/lib/infra/assist/testing';
import { expect, test } from './support/fixtures';
import { expectAccessible, screenshot, settled } from './support/look';
import { newPerson } from './support/person';

const PROPOSED = {
  question: 'Is the largest shape in the picture round or square?',
  options: ['Round', 'Square'],
  answerForA: 1,
  statementA: 'The largest shape is round.',
  statementB: 'The largest shape is square.',
  pattern: 'structural',
};
const FLAWED = { ...PROPOSED, question: 'Is the left image rounder?', options: ['Yes', 'No'] };

test('is off until allowed; what is taken can be undone, and stays with the question', async ({
  open,
  world,
}, info) => {
  const server = await startTestModel(Number(new URL(process.env.ASSIST_URL ?? '').port));
  server.answer(completion(JSON.stringify({ proposals: [FLAWED, PROPOSED] })));
  const { project } = world;
  const person = await newPerson(world.dataDir, `helped-${info.retry}@scenes.example`, {
    project,
    role: 'ANNOTATOR',
  });
  const page = await open(person);
  await page.goto(`/p/${project}/bench`);
  await page.getByRole('button', { name: 'Take the next pair' }).click();
  const heading = page.getByRole('heading', { level: 1, name: /^Pair \d+$/ });
  const pair = (await heading.innerText()).replace(/\D/g, '');
  const suggest = page.getByRole('button', { name: 'Suggest a question' });
  await expect(suggest).toBeHidden();

  const admin = await open(world.members.ADMIN);
  const allow = async (on: boolean): Promise<void> => {
    await admin.goto(`/p/${project}/settings`);
    await admin.getByLabel('Let annotators ask test-vision').setChecked(on);
    const section = admin.getByRole('region', { name: 'Suggestions by a model' });
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(admin.getByText('Saved', { exact: true })).toBeVisible();
  };
  await allow(true);

  await page.reload();
  const question = page.getByLabel('Question, the same for both images');
  const mine = 'Is it mine?';
  await question.fill(mine);
  expect(server.heard).toEqual([]);
  await suggest.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'Suggested by test-vision' });
  await expect(panel.getByRole('listitem').filter({ hasText: PROPOSED.question })).toBeVisible();
  await expect(
    panel.getByText('The question points at another image', { exact: false }),
  ).toBeVisible();
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  await settled(page);
  await expectAccessible(page, 'the suggestions on the bench');
  await screenshot(page, 'bench-suggestions', 'light');

  await panel.getByRole('button', { name: 'Use this' }).last().click();
  await expect(panel.getByRole('button', { name: 'Keep mine' })).toBeFocused();
  await expect(question).toHaveValue(mine);
  await panel.getByRole('button', { name: 'Replace' }).click();
  await expect(question).toHaveValue(PROPOSED.question);
  await expect(question).toBeFocused();
  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect(question).toHaveValue(mine);
  await question.fill('');
  await panel.getByRole('button', { name: 'Use this' }).last().click();
  await expect(page.getByRole('radio', { name: 'A shows: Round' })).toBeChecked();
  await panel.getByRole('button', { name: 'Close suggestions' }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByText(/^saved /)).toBeVisible();
  await page.getByRole('button', { name: /Submit for review/ }).click();
  await expect(heading).not.toHaveText(`Pair ${pair}`);

  await page.goto(`/p/${project}/pairs/${pair}`);
  await expect(page.getByText('a model’s suggestion was taken')).toBeVisible();
  expect(server.heard).toHaveLength(1);
  await allow(false);
  await server.stop();
});
