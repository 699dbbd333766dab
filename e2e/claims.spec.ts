import { expect, test } from './support/fixtures';
import { newPerson } from './support/person';

const heading = /^Pair \d+$/;

test('two annotators in two browsers never hold the same pair', async ({ open, world }, info) => {
  const second = await newPerson(world.dataDir, `second-${info.retry}@scenes.example`, {
    project: world.project,
    role: 'ANNOTATOR',
  });
  const [one, two] = [await open(world.members.ANNOTATOR), await open(second)];
  for (const page of [one, two]) await page.goto(`/p/${world.project}/bench`);
  // Both ask at the same moment, again and again: skipping gives a pair back and takes the next one.
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(
      [one, two].map(async (page) => {
        const button = page.getByRole('button', {
          name: round === 0 ? 'Take the next pair' : 'Skip',
          exact: true,
        });
        const before = round === 0 ? '' : await page.getByRole('heading', { level: 1 }).innerText();
        await button.click();
        await expect(page.getByRole('heading', { level: 1, name: heading })).not.toHaveText(before);
      }),
    );
    const held = await Promise.all(
      [one, two].map((page) => page.getByRole('heading', { level: 1, name: heading }).innerText()),
    );
    expect(new Set(held).size, `round ${round}: ${held.join(' and ')}`).toBe(2);
  }
});

test('a draft is there again after the browser was closed', async ({ open, world }, info) => {
  const person = await newPerson(world.dataDir, `draft-${info.retry}@scenes.example`, {
    project: world.project,
    role: 'ANNOTATOR',
  });
  const page = await open(person);
  await page.goto(`/p/${world.project}/bench`);
  await page.getByRole('button', { name: 'Take the next pair' }).click();
  const name = await page.getByRole('heading', { level: 1, name: heading }).innerText();
  const text = 'Is the cup to the left of the book?';
  await page.getByLabel('Question, the same for both images').fill(text);
  await expect(page.getByText(/^saved /)).toBeVisible();
  await page.context().close();

  const again = await open(person);
  await again.goto(`/p/${world.project}/bench`);
  await expect(again.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(again.getByLabel('Question, the same for both images')).toHaveValue(text);
});

test('a skip and a rejection are taken back from the message and from the list', async ({
  open,
  world,
}, info) => {
  const person = await newPerson(world.dataDir, `undo-${info.retry}@scenes.example`, {
    project: world.project,
    role: 'ANNOTATOR',
  });
  const page = await open(person);
  await page.goto(`/p/${world.project}/bench`);
  await page.getByRole('button', { name: 'Take the next pair' }).click();
  const title = page.getByRole('heading', { level: 1, name: heading });
  const first = await title.innerText();
  await page.getByRole('button', { name: 'Skip', exact: true }).click();
  await expect(title).not.toHaveText(first);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(title).toHaveText(first);

  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Ambiguous' }).click();
  await expect(title).not.toHaveText(first);
  await page.getByRole('button', { name: 'Put aside' }).click();
  await expect(page.getByText('Rejected: Ambiguous')).toBeVisible();
  await page.getByRole('button', { name: `Undo: ${first}` }).click();
  await expect(title).toHaveText(first);
});
