/** A project whose bench people leave and come back to, and what they do there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test, type Page } from '@playwright/test';
import { SIXTY_SCENES, photosOf, writePhotos } from '@/prisma/scenarios/scenes';
import type { Role } from '@/lib/domain/permissions';
import { cli } from '../instance';
import { rowsOf } from './database';
import { newPerson } from './person';
import type { Person, World } from './world';

/** Each spec has its own, and each attempt: what one leaves in review would be offered to another's reviewer. */
export const project = (): string => {
  const { file, retry } = test.info();
  return `${basename(file, '.spec.ts')}-${retry}`;
};

/** The project with its pairs, made once. */
export async function makeRecovery(world: World): Promise<void> {
  const known = await rowsOf(world.dataDir, 'SELECT 1 FROM "Project" WHERE "slug" = $1', [
    project(),
  ]);
  if (known.length > 0) return;
  const photos = await mkdtemp(join(tmpdir(), 'blindpair-recovery-'));
  await writePhotos(photos, await photosOf({ ...SIXTY_SCENES, count: 24 }));
  await cli(world.dataDir, ['ingest', photos, '--project', project(), '--create', '--json']);
  await rm(photos, { recursive: true });
  // Wide thresholds: here it does not matter which pairs there are.
  const wide = ['--min-semantic', '0.5', '--max-visual', '0.99'];
  await cli(world.dataDir, ['mine', '--project', project(), ...wide, '--json']);
}

export const member = (world: World, name: string, role: Role = 'ANNOTATOR'): Promise<Person> =>
  newPerson(world.dataDir, `${name}@recovery.example`, { project: project(), role });

export const heading = (page: Page) => page.getByRole('heading', { level: 1, name: /^Pair \d+$/ });
export const questionField = (page: Page) => page.getByLabel('Question, the same for both images');
export const submitButton = (page: Page) => page.getByRole('button', { name: /Submit for review/ });

/** The number of the pair that was taken. */
export async function takePair(page: Page): Promise<number> {
  await page.goto(`/p/${project()}/bench`);
  await page.getByRole('button', { name: 'Take the next pair' }).click();
  return numberOn(page);
}
export const numberOn = async (page: Page): Promise<number> =>
  Number((await heading(page).innerText()).replace(/\D/g, ''));

export async function write(page: Page, question: string): Promise<void> {
  await questionField(page).fill(question);
  await page.getByRole('textbox', { name: 'Option 1' }).fill('Open');
  await page.getByRole('textbox', { name: 'Option 2' }).fill('Closed');
  await page.getByRole('radio', { name: 'A shows: Open' }).check({ force: true });
  await page.getByLabel('Statement about image A').fill('an open door');
  await page.getByLabel('Statement about image B').fill('a closed door');
  await page.getByRole('radio', { name: 'State' }).check({ force: true });
}

export const ofPair = (): string => `FROM "Pair" p JOIN "Project" j ON j."id" = p."projectId"
  WHERE j."slug" = '${project()}' AND p."number" = $1`;
