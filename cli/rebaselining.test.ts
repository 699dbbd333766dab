/** People are measured anew on a benchmark that others published, in the form in which it is published. */
import { mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { importBenchmark } from '@/lib/features/benchmark/import-benchmark';
import { importBenchmarkJob } from '@/lib/features/benchmark/import-benchmark.job';
import { receiveBenchmark } from '@/lib/features/benchmark/receive-benchmark';
import { studyAnalysis } from '@/lib/features/baseline/analysis';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { createStudy } from '@/lib/features/baseline/create-study';
import { openStudy } from '@/lib/features/baseline/open-study';
import { startRating } from '@/lib/features/baseline/start-rating';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import { createRelease } from '@/lib/features/release/create-release';
import { itemFlags } from '@/lib/domain/statistics/item-flags';
import type { Choice, PairKey } from '@/lib/domain/statistics/pair-accuracy';
import {
  answersFromCells,
  modelWithAccuracy,
  simulateCells,
} from '@/lib/domain/statistics/simulate';
import { openFolder } from '@/lib/infra/file-source';
import { samplePhotograph } from '@/lib/infra/images/sample';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { studyAnswers } from '@/lib/infra/study-answers';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import {
  imageNames,
  PAIRS,
  SWAPPED,
  whatIsLeft,
  writePublished,
  protocolOf,
} from './test-benchmark';
import { testHandle } from '@/lib/testing/measured-world';
import {
  as,
  makeCtx,
  makeMember,
  makeProject,
  TestClock,
  userActor,
} from '@/lib/testing/factories';

const RATERS = 5;
const MEASURED = { name: 'MMVP form', source: 'made for this test', licence: 'CC0-1.0' };

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareQueue(database.url);
  folder = await mkdtemp(join(tmpdir(), 'blindpair-mmvp-'));
  await writePublished(folder);
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

async function world() {
  const clock = new TestClock();
  const project = await makeProject(database.db);
  const user = await makeMember(database.db, project.id, 'ADMIN');
  const admin = makeCtx(database.db, userActor(user, project.id, 'ADMIN'), clock);
  return { clock, projectId: project.id, userId: user.id, admin };
}

const importInto = async (
  { projectId, userId, admin }: Awaited<ReturnType<typeof world>>,
  path: string,
  allowMissing = false,
) =>
  importBenchmark(admin, {
    ...{ ...MEASURED, projectId, userId, allowMissing, releaseAllowed: false },
    files: await openFolder(path),
  });

describe('a published benchmark', () => {
  it('names every missing and damaged image and every bad row, and leaves nothing of a bad import', async () => {
    const made = await world();
    const bad = await mkdtemp(join(tmpdir(), 'blindpair-mmvp-bad-'));
    try {
      await mkdir(join(bad, 'MMVP Images'));
      const put = async (index: number, bytes: Buffer | string) =>
        writeFile(join(bad, 'MMVP Images', `${index}.jpg`), bytes);
      for (let index = 1; index <= 6; index += 1) await put(index, await samplePhotograph(index));
      const csv = (last: string) =>
        `lndex,Question,Options,Correct Answer\n1,A?,(a) x (b) y,(a)\n2,A?,(a) x (b) y,(b)\n3,B?,(a) x (b) y,(a)\n4,B?,(a) x (b) y,(b)\n5,C?,(a) x (b) y,(a)\n6,C?,${last}\n`;
      const good = '(a) x (b) y,(b)';
      const refusals: [string, () => Promise<unknown>, RegExp][] = [
        ['(a) x (b) y,(c)', async () => undefined, /Row 6: Correct Answer is "\(c\)"/],
        [good, async () => put(3, 'no image'), /MMVP Images\/3\.jpg: .*not an image/],
        [good, async () => put(3, await samplePhotograph(4)), /3 and 4 are the same picture/],
        [
          good,
          async () => {
            await unlink(join(bad, 'MMVP Images', '2.jpg'));
            await unlink(join(bad, 'MMVP Images', '5.jpg'));
          },
          /missing: 2\.jpg, 5\.jpg\./,
        ],
      ];
      const before = await whatIsLeft(made.admin, made.projectId);
      for (const [last, spoil, message] of refusals) {
        await writeFile(join(bad, 'Questions.csv'), csv(last));
        await spoil();
        const refusal = { code: 'unprocessable', message: expect.stringMatching(message) };
        await expect(importInto(made, bad)).rejects.toMatchObject(refusal);
        expect(await whatIsLeft(made.admin, made.projectId)).toEqual(before);
      }
      // With leave, the pair that is whole comes in, and the others are named.
      await put(3, await samplePhotograph(3));
      const report = await importInto(made, bad, true);
      expect(report).toMatchObject({
        ...{ pairs: 1, numbers: { first: 1, last: 1 } },
        leftOut: { positions: [1, 3], missing: [2, 5] },
      });
      const again = () => importInto(made, bad, true);
      await expect(again()).rejects.toMatchObject({ key: 'benchmarkKnown' });
      // What was left out comes in once it is there, into the same benchmark and batch.
      await put(2, await samplePhotograph(2));
      expect(await again()).toMatchObject({
        ...{ benchmarkId: report.benchmarkId, pairs: 1, numbers: { first: 2, last: 2 } },
        leftOut: { positions: [3], missing: [5] },
      });
      await expect(again()).rejects.toMatchObject({ key: 'benchmarkKnown' });
      const there = { batches: 1, benchmarks: 1, pairs: 2 };
      expect(await whatIsLeft(made.admin, made.projectId)).toMatchObject(there);
    } finally {
      await rm(bad, { recursive: true, force: true });
    }
  });

  it('comes in once, also where two import it at the same moment', async () => {
    const made = await world();
    const both = await Promise.allSettled([importInto(made, folder), importInto(made, folder)]);
    const refused = both.filter((one) => one.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toMatchObject([
      { key: 'benchmarkKnown' },
    ]);
    const there = { benchmarks: 1, pairs: PAIRS };
    expect(await whatIsLeft(made.admin, made.projectId)).toMatchObject(there);
  });

  it('is measured by people, and its two exchanged keys are the two that are flagged', async () => {
    const made = await world();
    const { projectId, admin, clock } = made;
    const { benchmarkId } = await importInto(made, folder);
    const { studyId, pairs } = await createStudy(admin, {
      ...{ projectId, name: 'Again', ratersWanted: RATERS, trialDistance: 5, instructions: '' },
      benchmarkId,
      protocol: protocolOf(2),
    });
    expect(pairs).toBe(PAIRS);
    await openStudy(admin, { projectId, studyId, version: 1 });

    const imported = await database.db.importedPair.findMany({
      where: { benchmarkId },
      orderBy: { position: 'asc' },
      select: {
        pairId: true,
        position: true,
        oddSide: true,
        pair: {
          select: {
            status: true,
            semantic: true,
            currentQuestion: { select: { keyForA: true, pattern: true, optionOne: true } },
          },
        },
      },
    });
    expect(imported.map(({ position }) => position)).toEqual(
      Array.from({ length: PAIRS }, (_, k) => k + 1),
    );
    expect(imported[0]!.pair).toMatchObject({
      status: 'IN_STUDY',
      semantic: null,
      currentQuestion: { pattern: 'unknown', optionOne: 'Yes, it is' },
    });
    // The truth: every odd image is (a), whatever the file says of two pairs.
    const truth = imported.map(({ pairId, oddSide }): PairKey => ({
      pairId,
      keyForA: oddSide === 'A' ? 1 : 2,
    }));
    const published = imported.map(({ pairId, pair }): PairKey => ({
      pairId,
      keyForA: pair.currentQuestion!.keyForA as Choice,
    }));
    const idOf = new Map(truth.map(({ pairId }, k) => [`p${k}`, pairId]));
    const model = modelWithAccuracy('pair', 0.96, { raterSd: 0.3, pairSd: 0.3, itemSd: 0.2 });
    const cells = simulateCells(model, { raters: RATERS, pairs: PAIRS }, 'rebaselining').map(
      (cell) => ({ ...cell, pairId: idOf.get(cell.pairId)! }),
    );
    const given = new Map(
      answersFromCells(cells, truth).map((answer) => [
        `${answer.raterId} ${answer.pairId} ${answer.side}`,
        answer.choice,
      ]),
    );
    for (let rater = 0; rater < RATERS; rater += 1) {
      const user = await makeMember(database.db, projectId, 'RATER');
      const { id: studyRaterId } = await database.db.studyRater.create({
        data: { studyId, userId: user.id, label: `R0${rater + 1}` },
        select: { id: true },
      });
      const ctx = as(admin, userActor(user, null, null));
      let view = await startRating(ctx, { studyRaterId, consent: true });
      while (view.state === 'answering') {
        const { trial } = view;
        const [item] = await database.db.$queryRaw<
          { pairId: string; side: string; swapped: boolean }[]
        >`SELECT "pairId", "side"::text AS "side", "optionsSwapped" AS "swapped"
          FROM "Trial" WHERE "id" = ${trial.id}::uuid`;
        const canonical = item ? given.get(`r${rater} ${item.pairId} ${item.side}`)! : null;
        const choice = item
          ? (((canonical === 2) !== item.swapped ? 1 : 0) as 0 | 1)
          : (trial.options.indexOf(trial.check!) as 0 | 1);
        clock.advance(4000);
        const sent = await submitResponse(ctx, {
          ...{ trialId: trial.id, choice, confidence: 2, activeMs: 3000, wallMs: 3500 },
        });
        view = sent.view;
      }
      expect(view.state).toBe('done');
    }

    const rightPairs = cells.filter((cell) => cell.rightA && cell.rightB);
    const swappedIds = SWAPPED.map((position) => imported[position - 1]!.pairId);
    // Under the published key a swapped pair is right where both answers are wrong.
    const underKey =
      rightPairs.filter((cell) => !swappedIds.includes(cell.pairId)).length +
      cells.filter((c) => swappedIds.includes(c.pairId) && !c.rightA && !c.rightB).length;
    const analysis = await studyAnalysis(admin, { projectId, studyId });
    expect(analysis.meanIndividual.pair).toMatchObject({
      estimate: expect.closeTo(underKey / (RATERS * PAIRS), 12),
      nRaters: RATERS,
      nPairs: PAIRS,
    });
    expect(analysis.responses).toBe(2 * PAIRS * RATERS);
    const answers = await studyAnswers(database.db, studyId);
    const flags = itemFlags(published, answers).filter((flag) => flag.severity === 'critical');
    expect(flags.filter((flag) => flag.kind === 'both-inverted').map((f) => f.pairId)).toEqual(
      swappedIds,
    );
    expect(new Set(flags.map((flag) => flag.pairId))).toEqual(new Set(swappedIds));

    // Had they passed every check, they would be kept out of a release all the same.
    await closeStudy(admin, { projectId, studyId });
    const run = await database.db.checkRun.create({
      data: { projectId, studyId, finishedAt: clock.now() },
      select: { id: true },
    });
    const passed = await database.db.studyPair.findMany({
      where: { studyId },
      select: { pairId: true, questionId: true },
    });
    await database.db.checkResult.createMany({
      data: passed.map((row) => ({
        ...{ ...row, checkRunId: run.id, status: 'PASSED' as const, findings: [] },
      })),
    });
    await database.db.pair.updateMany({ where: { projectId }, data: { status: 'CHECKED' } });
    const release = () =>
      createRelease(admin, { projectId, checkRunId: run.id, name: 'With theirs' });
    await expect(release()).rejects.toMatchObject({ key: 'releaseNothingPassed' });
    await database.db.importedBenchmark.update({
      where: { id: benchmarkId },
      data: { releaseAllowed: true },
    });
    expect((await release()).pairs).toBe(PAIRS);
  }, 60_000);

  it('comes in as an uploaded zip by a job, which takes the archive away with it', async () => {
    const { projectId, userId, admin } = await world();
    const zip = new yazl.ZipFile();
    for (const name of ['Questions.csv', ...imageNames()]) {
      zip.addFile(join(folder, name), `MMVP/${name}`);
    }
    zip.end();
    const { jobId } = await receiveBenchmark(admin, {
      ...{ ...MEASURED, projectId, allowMissing: false, releaseAllowed: false, declaredBytes: 0 },
      body: Readable.toWeb(zip.outputStream as Readable) as ReadableStream<Uint8Array>,
    });
    const { payload } = await database.db.job.findUniqueOrThrow({ where: { id: jobId } });
    const given = importBenchmarkJob.parse(payload);
    expect(given).toMatchObject({ name: MEASURED.name, userId });
    const handler = await importBenchmarkJob.load();
    const ctx = admin as Parameters<typeof handler>[0];
    expect(await handler(ctx, given, testHandle(projectId, jobId))).toMatchObject({
      pairs: PAIRS,
      leftOut: [],
    });
    expect(await admin.storage.stat(given.uploadKey)).toBeNull();
  });
});
