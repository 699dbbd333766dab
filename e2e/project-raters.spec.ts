/** Raters whom the project has already: into a study without a link for each, and to their first item. */
import { importedProject } from './support/benchmark-folder';
import { expect, test } from './support/fixtures';
import { expectAccessible } from './support/look';
import { newPerson } from './support/person';
import { openPlainStudy } from './support/project-pages';

const FIRST = 6_720_305;
const PAIRS = 4;

test('raters of the project are added to a study and find it when they sign in', async ({
  open,
  world,
}, info) => {
  const project = `own-raters-${info.workerIndex}-${info.retry}`;
  await importedProject(world, {
    ...{ project, benchmark: 'Own raters', firstNumber: FIRST, pairs: PAIRS },
  });
  const email = (name: string): string =>
    `${name}-${info.workerIndex}-${info.retry}@people.example`;
  const rosa = await newPerson(world.dataDir, email('rosa'), { project, role: 'RATER' });
  await newPerson(world.dataDir, email('ravi'), { project, role: 'RATER' });

  const admin = await open(world.admin);
  await openPlainStudy(admin, project, {
    name: 'Of the house',
    numbers: `${FIRST}-${FIRST + PAIRS - 1}`,
  });

  await admin.getByRole('button', { name: 'Add raters of this project' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Add raters of this project' });
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  await expectAccessible(admin, 'the raters to add');
  await dialog.getByRole('checkbox', { name: /^ravi/i }).uncheck();
  await dialog.getByRole('button', { name: 'Add to the study' }).click();
  await expect(dialog).toBeHidden();
  await expect(admin.getByRole('row', { name: /R01/ })).toContainText(/rosa/i);
  await expect(admin.getByRole('row', { name: /R02/ })).toHaveCount(0);

  const rater = await open(rosa);
  await rater.goto('/rate');
  await rater.getByRole('link', { name: 'Begin' }).click();
  await rater.getByRole('checkbox').check();
  await rater.getByRole('button', { name: 'Begin' }).click();
  await expect(rater.getByRole('progressbar')).toHaveAccessibleName(`1 of ${2 * PAIRS}`);

  await admin.goto(`/p/${project}/audit`);
  await expect(
    admin.getByText('added a rater of the project to the study Of the house'),
  ).toBeVisible();
  await expect(admin.getByText('opened the study Of the house')).toBeVisible();
  await expect(admin.getByRole('option', { name: /^audit\./ })).toHaveCount(0);
});
