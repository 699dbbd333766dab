/** An open study and the accounts of its raters, as invitations would have made them. */
import { randomUUID } from 'node:crypto';
import { withInstance } from '@/cli/lib/open';
import { createStudy } from '@/lib/features/baseline/create-study';
import { openStudy } from '@/lib/features/baseline/open-study';
import { PLAIN_PROTOCOL } from '@/lib/features/baseline/schemas';
import { createProject } from '@/lib/features/people/create-project';
import type { Ctx } from '@/lib/infra/context';
import { overrideEnv } from '@/lib/infra/env';
import { normaliseImage } from '@/lib/infra/images/normalise';
import { samplePhotograph } from '@/lib/infra/images/sample';
import { hashPassword } from '@/lib/infra/passwords';
import { blobKey } from '@/lib/infra/storage/storage';

export interface Person {
  email: string;
  password: string;
  studyRaterId: string;
}

const MEGAPIXELS = 10;
const CHECKS = 2;

/** `pairs` approved pairs of generated photographs in one open study, with `raters` people in it. */
export async function buildStudy(
  target: { dataDir: string; databaseUrl: string | undefined },
  size: { pairs: number; raters: number },
): Promise<Person[]> {
  overrideEnv({
    BLINDPAIR_DATA: target.dataDir,
    ...(target.databaseUrl ? { DATABASE_URL: target.databaseUrl } : {}),
  });
  return withInstance('bench', async ({ ctx }) => {
    const { projectId } = await createProject(ctx, { slug: 'rated', name: 'Rated' });
    const author = await ctx.db.user.create({
      data: { email: `${randomUUID()}@bench.example`, name: 'Author' },
      select: { id: true, name: true, email: true },
    });
    await ctx.db.membership.create({ data: { userId: author.id, projectId, role: 'ADMIN' } });
    await addPairs(ctx, projectId, author.id, size.pairs);
    const admin: Ctx = {
      ...ctx,
      actor: {
        ...{ kind: 'user', userId: author.id, name: author.name, email: author.email },
        ...{ instanceAdmin: false, projectId, role: 'ADMIN' },
      },
    };
    const { studyId } = await createStudy(admin, {
      ...{ projectId, name: 'Load', ratersWanted: size.raters, trialDistance: 20 },
      instructions: '',
      protocol: { ...PLAIN_PROTOCOL, attentionChecks: CHECKS },
    });
    await openStudy(admin, { projectId, studyId, version: 1 });
    return addRaters(ctx, projectId, studyId, size.raters);
  });
}

async function addPairs(ctx: Ctx, projectId: string, authorId: string, count: number) {
  const batch = await ctx.db.uploadBatch.create({
    data: { projectId, source: 'generated', licence: 'CC0-1.0' },
    select: { id: true },
  });
  const imageOf = async (seed: number): Promise<string> => {
    const made = await normaliseImage(await samplePhotograph(seed), MEGAPIXELS);
    if ('refused' in made) throw new Error('A generated picture was refused.');
    const { served } = made.image;
    await ctx.storage.put(blobKey(served.sha256), served.data);
    const { id } = await ctx.db.image.create({
      data: {
        ...{ projectId, batchId: batch.id, sha256: served.sha256, originalSha256: served.sha256 },
        ...{ originalName: `${seed}.jpg`, originalFormat: 'jpeg', bytes: served.data.length },
        ...{ width: served.width, height: served.height, source: 'generated' },
        licence: 'CC0-1.0',
      },
      select: { id: true },
    });
    return id;
  };
  for (let number = 1; number <= count; number += 1) {
    const images = [await imageOf(2 * number), await imageOf(2 * number + 1)].sort();
    const pair = await ctx.db.pair.create({
      data: {
        ...{ projectId, number, imageAId: images[0]!, imageBId: images[1]!, status: 'APPROVED' },
        ...{ semantic: 0.97, visual: 0.4 },
      },
      select: { id: true },
    });
    const question = await ctx.db.questionVersion.create({
      data: {
        ...{ pairId: pair.id, version: 1, authorId, question: `Is picture ${number} light?` },
        ...{ optionOne: 'Light', optionTwo: 'Dark', keyForA: 1 },
        ...{ statementA: 'Light.', statementB: 'Dark.', pattern: 'color' },
        idempotencyKey: randomUUID(),
      },
      select: { id: true },
    });
    await ctx.db.pair.update({
      where: { id: pair.id },
      data: { currentQuestionId: question.id },
      select: { id: true },
    });
  }
}

async function addRaters(ctx: Ctx, projectId: string, studyId: string, count: number) {
  const password = randomUUID();
  // One password for all, so that making the accounts does not take longer than the bench.
  const passwordHash = await hashPassword(password);
  const people = Array.from({ length: count }, (_, k) => ({
    userId: randomUUID(),
    studyRaterId: randomUUID(),
    email: `rater-${k}@bench.example`,
  }));
  await ctx.db.user.createMany({
    data: people.map(({ userId, email }) => ({ id: userId, email, name: 'Rater', passwordHash })),
  });
  await ctx.db.membership.createMany({
    data: people.map(({ userId }) => ({ userId, projectId, role: 'RATER' as const })),
  });
  await ctx.db.studyRater.createMany({
    data: people.map(({ userId, studyRaterId }, k) => ({
      ...{ id: studyRaterId, studyId, userId, label: `R${k + 1}` },
    })),
  });
  return people.map(({ email, studyRaterId }) => ({ email, password, studyRaterId }));
}
