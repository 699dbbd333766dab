/** A project with approved pairs, as the tests of this feature need it. Blind values are sentinels. */
import type { Choice, Side } from '@/lib/domain/statistics/pair-accuracy';
import type { Ctx } from '@/lib/infra/context';
import type { Db } from '@/lib/infra/db/client';
import { blobKey } from '@/lib/infra/storage/storage';
import {
  as,
  makeCtx,
  makeMember,
  makePairs,
  makeProject,
  TestClock,
  userActor,
  type TestUser,
} from '@/lib/testing/factories';
import { closeStudy } from './close-study';
import { createStudy } from './create-study';
import { nextTrial } from './next-trial';
import { openStudy } from './open-study';
import { startRating } from './start-rating';
import { submitResponse } from './submit-response';

/** None of these may reach a rater. */
export const SENTINEL = {
  slug: 'sentinel-slug',
  statement: 'SENTINEL STATEMENT',
  note: 'SENTINEL NOTE',
  pattern: 'viewpoint',
  semantic: 0.97123456,
  visual: 0.41876543,
};

export interface World {
  db: Db;
  clock: TestClock;
  projectId: string;
  slug: string;
  /** As the project's administrator. */
  admin: Ctx;
  pairIds: string[];
}

let worlds = 0;

export async function makeApprovedWorld(db: Db, pairs: number): Promise<World> {
  const clock = new TestClock();
  const project = await makeProject(db, { slug: `${SENTINEL.slug}-${++worlds}` });
  const adminUser = await makeMember(db, project.id, 'ADMIN');
  const author = await makeMember(db, project.id, 'ANNOTATOR');
  const admin = makeCtx(db, userActor(adminUser, project.id, 'ADMIN'), clock);
  const pairIds = await makePairs(db, project.id, pairs);
  for (const [index, pairId] of pairIds.entries()) {
    const question = await db.questionVersion.create({
      data: {
        pairId,
        version: 1,
        authorId: author.id,
        question: 'Which way does the animal look?',
        optionOne: 'Left',
        optionTwo: 'Right',
        keyForA: 1,
        statementA: `${SENTINEL.statement} A`,
        statementB: `${SENTINEL.statement} B`,
        pattern: index % 2 === 0 ? SENTINEL.pattern : 'orientation',
        note: SENTINEL.note,
        idempotencyKey: `${pairId}-1`,
      },
      select: { id: true },
    });
    await db.pair.update({
      where: { id: pairId },
      data: {
        status: 'APPROVED',
        currentQuestionId: question.id,
        semantic: SENTINEL.semantic,
        visual: SENTINEL.visual,
      },
    });
  }
  return { db, clock, projectId: project.id, slug: project.slug, admin, pairIds };
}

/** Gives every image bytes that name it, so that a test can tell which one was served. */
export async function storeImageBytes({ db, admin, projectId }: World): Promise<void> {
  const images = await db.image.findMany({ where: { projectId }, select: { sha256: true } });
  for (const { sha256 } of images) await admin.storage.put(blobKey(sha256), Buffer.from(sha256));
}

export async function makeOpenStudy(
  world: World,
  trialDistance = 2,
  pairNumbers?: number[],
): Promise<string> {
  const { projectId, admin } = world;
  const { studyId } = await createStudy(admin, {
    projectId,
    name: 'Which way',
    ratersWanted: 3,
    trialDistance,
    instructions: 'Look closely.',
    ...(pairNumbers ? { pairNumbers } : {}),
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  return studyId;
}

export interface Rater {
  ctx: Ctx;
  user: TestUser;
  studyRaterId: string;
}

/** A person who accepted an invitation to the study and has not begun. */
export async function enterRater(world: World, studyId: string, label: string): Promise<Rater> {
  const user = await makeMember(world.db, world.projectId, 'RATER');
  const { id } = await world.db.studyRater.create({
    data: { studyId, userId: user.id, label },
    select: { id: true },
  });
  // Raters act outside any project.
  return { ctx: as(world.admin, userActor(user, null, null)), user, studyRaterId: id };
}

/** Closes the study that is open, opens another one with the same pairs, and lets the rater into it. */
export async function enterNextStudy(
  world: World,
  { ctx, user }: Rater,
  openStudyId: string,
): Promise<Rater> {
  const { admin, db, projectId } = world;
  await closeStudy(admin, { projectId, studyId: openStudyId });
  const pairs = await db.pair.findMany({ where: { projectId }, select: { number: true } });
  const studyId = await makeOpenStudy(
    world,
    2,
    pairs.map(({ number }) => number),
  );
  const { id } = await db.studyRater.create({
    data: { studyId, userId: user.id, label: 'R1' },
    select: { id: true },
  });
  return { ctx, user, studyRaterId: id };
}

/** Begins and answers up to `most` trials; `choose` gives the canonical answer per pair and side. */
export async function answer(
  world: World,
  { ctx, studyRaterId }: Rater,
  choose: (pairId: string, side: Side) => Choice | null,
  most = Infinity,
): Promise<void> {
  let view = await startRating(ctx, { studyRaterId, consent: true });
  for (let given = 0; given < most && view.state === 'answering'; given++) {
    const trial = await world.db.trial.findUniqueOrThrow({
      where: { id: view.trial.id },
      select: { pairId: true, side: true },
    });
    const choice = choose(trial.pairId, trial.side);
    const text = choice === null ? null : choice === 1 ? 'Left' : 'Right';
    world.clock.advance(4000);
    await submitResponse(ctx, {
      trialId: view.trial.id,
      choice: text === null ? null : (view.trial.options.indexOf(text) as 0 | 1),
      confidence: 2,
      activeMs: 3000,
      wallMs: 3500,
    });
    view = await nextTrial(ctx, { studyRaterId });
  }
}
