/** One project with mined pairs and a person of every role, made through the real command line. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLES, type Role } from '@/lib/domain/permissions';
import { SIXTY_SCENES, photosOf, writePhotos } from '@/prisma/scenarios/scenes';
import { cli } from '../instance';

export interface Person {
  id: string;
  email: string;
  password: string;
}

export interface World {
  url: string;
  dataDir: string;
  /** A folder with the sixty rendered photographs; nobody writes into it. */
  photos: string;
  project: string;
  /** Instance administrator, member of nothing. */
  admin: Person;
  /** Has an account and belongs to no project. */
  outsider: Person;
  members: Record<Role, Person>;
}

export type Membership = { project: string; role: Role } | 'admin';

/** Makes an account by `blindpair user add`; with a project and a role, a member as well. */
async function addByCommand(dataDir: string, email: string, as?: Membership): Promise<Person> {
  const options =
    as === 'admin'
      ? ['--admin']
      : as
        ? ['--project', as.project, '--role', as.role.toLowerCase()]
        : [];
  const out = await cli(dataDir, ['user', 'add', email, '--json', ...options]);
  return JSON.parse(out) as Person;
}

const fileOf = (dataDir: string): string => join(dataDir, 'e2e-world.json');

/** Made once, before the first test: specs that run at the same time find the same world. */
export async function makeWorld(url: string, dataDir: string): Promise<void> {
  const project = 'scenes';
  const photos = join(dataDir, 'e2e-photos');
  await writePhotos(photos, await photosOf(SIXTY_SCENES));
  await cli(dataDir, ['ingest', photos, '--project', project, '--create', '--json']);
  await cli(dataDir, ['mine', '--project', project, '--json']);
  const members: Partial<Record<Role, Person>> = {};
  for (const role of ROLES) {
    const email = `${role.toLowerCase()}@scenes.example`;
    members[role] = await addByCommand(dataDir, email, { project, role });
  }
  const made: World = {
    ...{ url, dataDir, photos, project },
    admin: await addByCommand(dataDir, 'instance@scenes.example', 'admin'),
    outsider: await addByCommand(dataDir, 'outsider@scenes.example'),
    members: members as Record<Role, Person>,
  };
  await writeFile(fileOf(dataDir), JSON.stringify(made));
}

/** The world of this run. */
export async function world(): Promise<World> {
  const dataDir = process.env.E2E_DATA;
  if (!dataDir) throw new Error('The global setup has not started an instance.');
  return JSON.parse(await readFile(fileOf(dataDir), 'utf8')) as World;
}
