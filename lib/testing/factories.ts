/** Small builders for tests on a real database. Each makes the least that the schema asks for. */
import { createHash } from 'node:crypto';
import type { Actor, Role } from '@/lib/domain/permissions';
import type { Clock } from '@/lib/infra/clock';
import type { Ctx } from '@/lib/infra/context';
import type { Db } from '@/lib/infra/db/client';
import { createJobQueue } from '@/lib/infra/jobs/boss-queue';
import { log } from '@/lib/infra/log';
import { systemRng } from '@/lib/infra/rng';
import { createDiskStorage } from '@/lib/infra/storage/disk';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let counter = 0;
const next = (): number => ++counter;

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  constructor(private time = new Date('2026-01-15T09:00:00Z').getTime()) {}
  now(): Date {
    return new Date(this.time);
  }
  advance(ms: number): void {
    this.time += ms;
  }
}

export interface TestUser {
  id: string;
  name: string;
  email: string;
}

export async function makeUser(
  db: Db,
  data: { name?: string; instanceAdmin?: boolean } = {},
): Promise<TestUser> {
  const n = next();
  return db.user.create({
    data: {
      email: `person${n}@example.org`,
      name: data.name ?? `Person ${n}`,
      instanceAdmin: data.instanceAdmin ?? false,
    },
    select: { id: true, name: true, email: true },
  });
}

export async function makeProject(
  db: Db,
  data: { slug?: string } = {},
): Promise<{ id: string; slug: string; name: string }> {
  const n = next();
  return db.project.create({
    data: { slug: data.slug ?? `project-${n}`, name: `Project ${n}` },
    select: { id: true, slug: true, name: true },
  });
}

export async function makeMember(db: Db, projectId: string, role: Role): Promise<TestUser> {
  const user = await makeUser(db);
  await db.membership.create({ data: { userId: user.id, projectId, role } });
  return user;
}

export function userActor(
  user: TestUser,
  projectId: string | null,
  role: Role | null,
  instanceAdmin = false,
): Actor {
  return {
    kind: 'user',
    userId: user.id,
    name: user.name,
    email: user.email,
    instanceAdmin,
    projectId,
    role,
  };
}

export const systemActor: Actor = { kind: 'system', label: 'test' };

/** A whole ctx with storage in a temporary folder. */
export function makeCtx(db: Db, actor: Actor = systemActor, clock: Clock = new TestClock()): Ctx {
  const folder = mkdtempSync(join(tmpdir(), 'blindpair-test-'));
  return {
    db,
    storage: createDiskStorage(folder),
    jobs: createJobQueue(),
    clock,
    rng: systemRng,
    log,
    actor,
  };
}

/** The same ctx acting as somebody else. */
export const as = (ctx: Ctx, actor: Actor): Ctx => ({ ...ctx, actor });

/** Image rows without bytes, for tests that never open them. */
export async function makeImages(db: Db, projectId: string, count: number): Promise<string[]> {
  const batch = await db.uploadBatch.create({
    data: { projectId, source: 'test', licence: 'CC0-1.0' },
    select: { id: true },
  });
  const rows = Array.from({ length: count }, () => {
    const hash = createHash('sha256').update(`image ${next()}`).digest('hex');
    return {
      projectId,
      batchId: batch.id,
      sha256: hash,
      originalSha256: hash,
      originalName: `${hash.slice(0, 8)}.jpg`,
      originalFormat: 'jpeg',
      width: 224,
      height: 224,
      bytes: 1000,
      source: 'test',
      licence: 'CC0-1.0',
    };
  });
  const made = await db.image.createManyAndReturn({ data: rows, select: { id: true } });
  return made.map((row) => row.id);
}

/** Mined pairs on fresh images, numbered on from the project's counter. */
export async function makePairs(db: Db, projectId: string, count: number): Promise<string[]> {
  const images = await makeImages(db, projectId, count * 2);
  const { nextPairNumber } = await db.project.update({
    where: { id: projectId },
    data: { nextPairNumber: { increment: count } },
    select: { nextPairNumber: true },
  });
  const first = nextPairNumber - count;
  const rows = Array.from({ length: count }, (_, i) => {
    const [a, b] = [images[2 * i], images[2 * i + 1]].sort() as [string, string];
    return {
      projectId,
      number: first + i,
      imageAId: a,
      imageBId: b,
      semantic: 0.97,
      visual: 0.4,
      priority: i + 1,
    };
  });
  const made = await db.pair.createManyAndReturn({ data: rows, select: { id: true } });
  return made.map((row) => row.id);
}
