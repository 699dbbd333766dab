/** One project with mined pairs and a person of every role, made through the real command line. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIXTY_SCENES, photosOf, writePhotos } from '@/prisma/scenarios/scenes';
import { ROLES, type Role } from '@/lib/domain/permissions';
import { cli } from '../instance';

export interface Person {
  id: string;
  email: string;
  password: string;
}

export interface World {
  url: string;
  dataDir: string;
  project: string;
  /** Instance administrator, member of nothing. */
  admin: Person;
  /** Has an account and belongs to no project. */
  outsider: Person;
  members: Record<Role, Person>;
}

/** Makes an account with a random password; with a project and a role, a member as well. */
export async function newPerson(
  dataDir: string,
  email: string,
  member?: { project: string; role: Role } | 'admin',
): Promise<Person> {
  const options =
    member === 'admin'
      ? ['--admin']
      : member
        ? ['--project', member.project, '--role', member.role.toLowerCase()]
        : [];
  const out = await cli(dataDir, ['user', 'add', email, '--json', ...options]);
  return JSON.parse(out) as Person;
}

/** The world of this run. Playwright starts a new worker after a failure; the world stays. */
export async function world(): Promise<World> {
  const url = process.env.E2E_URL;
  const dataDir = process.env.E2E_DATA;
  if (!url || !dataDir) throw new Error('The global setup has not started an instance.');
  const file = join(dataDir, 'e2e-world.json');
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as World;

  const project = 'scenes';
  const folder = join(dataDir, 'e2e-photos');
  await writePhotos(folder, await photosOf(SIXTY_SCENES));
  await cli(dataDir, ['ingest', folder, '--project', project, '--create', '--json']);
  await cli(dataDir, ['mine', '--project', project, '--json']);
  const members: Partial<Record<Role, Person>> = {};
  for (const role of ROLES) {
    const email = `${role.toLowerCase()}@scenes.example`;
    members[role] = await newPerson(dataDir, email, { project, role });
  }
  const made: World = {
    url,
    dataDir,
    project,
    admin: await newPerson(dataDir, 'instance@scenes.example', 'admin'),
    outsider: await newPerson(dataDir, 'outsider@scenes.example'),
    members: members as Record<Role, Person>,
  };
  await writeFile(file, JSON.stringify(made));
  return made;
}
