/** The world of this feature's database tests: one project, people on demand, a clock that stands still. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { QuestionContent } from '@/lib/domain/question-lint';
import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import type { Db } from '@/lib/infra/db/client';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import {
  TestClock,
  as,
  makeCtx,
  makeMember,
  makeProject,
  userActor,
} from '@/lib/testing/factories';
import type { ClaimResult } from './claim-pair';

export const READY: QuestionContent = {
  question: 'Is the door open or closed?',
  optionOne: 'Open',
  optionTwo: 'Closed',
  keyForA: 1,
  statementA: 'The door is open.',
  statementB: 'The door is closed.',
  pattern: 'state',
  note: '',
};

export interface World {
  db: Db;
  clock: TestClock;
  projectId: string;
  person(role?: Role): Promise<Ctx>;
}

/** Call at the top of a test file; read the fields inside tests only. */
export function useWorld(): World {
  let database: TestDatabase;
  const world = {} as World;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.stop();
  });
  beforeEach(async () => {
    const clock = new TestClock();
    const root = makeCtx(database.db, undefined, clock);
    const { id: projectId } = await makeProject(database.db);
    const person = async (role: Role = 'ANNOTATOR'): Promise<Ctx> =>
      as(root, userActor(await makeMember(database.db, projectId, role), projectId, role));
    Object.assign(world, { db: database.db, clock, projectId, person });
  });
  return world;
}

export const userId = (ctx: Ctx): string => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');

export function pairOf(result: ClaimResult) {
  if (result.kind !== 'claimed') throw new Error(`nothing claimed: ${result.reason}`);
  return result.pair;
}

export const minutes = (n: number): number => n * 60_000;
