/** Checks, release and evaluation together, as the worker and the command line compose them. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { handler as checkHandler } from '@/lib/features/checks/check.handler';
import { createCheckRun } from '@/lib/features/checks/create-check-run';
import { importAnswers } from '@/lib/features/evaluation/import-answers';
import { results } from '@/lib/features/evaluation/results';
import { handler as scoreHandler } from '@/lib/features/evaluation/score-encoders.handler';
import { createRelease } from '@/lib/features/release/create-release';
import { exportRelease } from '@/lib/features/release/export-release';
import { getRelease, listReleases, releasableRuns } from '@/lib/features/release/queries';
import { makeReleaseHandler } from '@/lib/features/release/release.handler';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { releaseKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import {
  makeMeasuredWorld,
  realPairs,
  rightFor,
  testHandle,
  testRegistry,
  type MeasuredWorld,
  type RealPairs,
  type WorldOptions,
} from '@/lib/testing/measured-world';

let database: TestDatabase;
let real: RealPairs;
let scratch: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareQueue(database.url);
  real = await realPairs(4);
  scratch = await mkdtemp(join(tmpdir(), 'blindpair-release-test-'));
});
afterAll(async () => {
  await real.pool.close();
  await database.stop();
});

async function checked(options: WorldOptions = {}) {
  const world = await makeMeasuredWorld(database.db, real, options);
  const { ctx, projectId, studyId } = world;
  const { checkRunId, jobId } = await createCheckRun(ctx, { projectId, studyId });
  await checkHandler(ctx, { checkRunId }, testHandle(projectId, jobId));
  return { ...world, checkRunId };
}

async function released(options: WorldOptions = {}) {
  const world = await checked(options);
  const made = await createRelease(world.ctx, { ...world, name: '' });
  await makeReleaseHandler({ scratch })(
    world.ctx,
    { releaseId: made.releaseId },
    testHandle(world.projectId, made.jobId),
  );
  return { ...made, ...world };
}

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    files.set(entry.fileName, Buffer.concat(parts));
  }
  return files;
}

/** RFC 4180 with quotes, written apart from the exporter's library. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.length > 1);
}

const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

async function zipOf({ ctx, projectId, releaseId }: MeasuredWorld & { releaseId: string }) {
  return unzip(await ctx.storage.get(releaseKey(projectId, releaseId)));
}

describe('a release', () => {
  it('has in every cell and image what the database has, in the layout that readers expect', async () => {
    const world = await released();
    const files = await zipOf(world);
    const rows = cells(files.get('MMVP/Questions.csv')!.toString('utf8'));
    expect(rows[0]).toEqual(['Index', 'Question', 'Options', 'Correct Answer']);
    expect(rows).toHaveLength(9);
    const placed = await world.db.releasePair.findMany({
      where: { releaseId: world.releaseId },
      orderBy: { position: 'asc' },
      select: { pairId: true, firstSide: true, optionsSwapped: true },
    });
    for (const [i, place] of placed.entries()) {
      const pair = world.pairs.find((candidate) => candidate.id === place.pairId)!;
      const [a, b] = place.optionsSwapped
        ? ['Closed, or shut', 'Open']
        : ['Open', 'Closed, or shut'];
      for (const [k, side] of (place.firstSide === 'A' ? ['A', 'B'] : ['B', 'A']).entries()) {
        const index = 2 * i + k + 1;
        // "Open" is right for image A of every pair of this world.
        const right = side === 'A' ? 'Open' : 'Closed, or shut';
        expect(rows[index]).toEqual([
          String(index),
          `Is the thing, "number ${world.pairs.indexOf(pair) + 1}", open?`,
          `(a) ${a} (b) ${b}`,
          right === a ? '(a)' : '(b)',
        ]);
        expect(hash(files.get(`MMVP/MMVP Images/${index}.jpg`)!)).toBe(
          pair.hashes[side as 'A' | 'B'],
        );
      }
    }
    const oddKeys = [1, 3, 5, 7].map((index) => rows[index]?.[3]);
    expect(oddKeys.filter((key) => key === '(a)')).toHaveLength(2);

    const vlm = cells(files.get('MMVP_VLM/Questions.csv')!.toString('utf8'));
    expect(vlm[0]).toEqual(['Question ID', 'Type', 'Statement']);
    expect(vlm.slice(1).map((row) => row[1])).toEqual(
      ['Orientation', 'Presence', 'State', 'Quantity'].flatMap((type) => [type, type]),
    );
    expect(files.has('MMVP_VLM/MLLM_VLM Images/Quantity/8.jpg')).toBe(true);

    const manifest = JSON.parse(files.get('manifest.json')!.toString('utf8')) as {
      files: { path: string; sha256: string }[];
      parts: { mmvpVlm: { note: string } };
    };
    expect(manifest.parts.mmvpVlm.note).toContain('nine patterns');
    expect(new Map(manifest.files.map((file) => [file.path, file.sha256]))).toEqual(
      new Map(
        [...files]
          .filter(([path]) => path !== 'manifest.json')
          .sort(([one], [two]) => (one < two ? -1 : 1))
          .map(([path, bytes]) => [path, hash(bytes)]),
      ),
    );
    const responses = files.get('responses.jsonl')!.toString('utf8').trim().split('\n');
    expect(responses).toHaveLength(3 * 8);
    expect(responses.join('')).not.toContain('@');
    // Licences open in spreadsheets, where "=rendered" would be a formula.
    expect(cells(files.get('LICENCES.csv')!.toString('utf8'))[1]?.[4]).toBe("'=rendered");
    const readme = files.get('README.md')!.toString('utf8');
    for (const quirk of ['MMVP Imgaes', 'lndex', '15 pairs per type', 'Miniature CLIP']) {
      expect(readme).toContain(quirk);
    }
  });

  it('moves its pairs, is audited, and is exported with the hash that was stored', async () => {
    const world = await released();
    const { ctx, projectId, db } = world;
    const pairs = await db.pair.findMany({ where: { projectId }, select: { status: true } });
    expect(pairs.map((pair) => pair.status)).toEqual(Array(4).fill('RELEASED'));
    const to = join(await mkdtemp(join(tmpdir(), 'blindpair-export-')), 'out.zip');
    const done = await exportRelease(ctx, { projectId, to: () => to });
    expect(done.sha256).toBe(hash(await readFile(to)));
    const detail = await getRelease(ctx, { projectId, version: 1 }, testRegistry);
    expect(detail).toMatchObject({
      status: 'PUBLISHED',
      sha256: done.sha256,
      manifestSha256: hash((await zipOf(world)).get('manifest.json')!),
      card: { raters: 3, pairs: 4, answers: 24, key: { odd: 4, oddA: 2 } },
    });
    const jobs = await db.job.findMany({ where: { projectId, kind: 'score-encoders' } });
    expect(jobs.map((job) => job.payload)).toEqual([
      { releaseId: world.releaseId, encoderId: 'miniature-clip' },
    ]);
    await ctx.storage.put(releaseKey(projectId, world.releaseId), Buffer.from('not the release'));
    await expect(exportRelease(ctx, { projectId, to: () => `${to}2` })).rejects.toThrow('SHA-256');
    expect(existsSync(`${to}2`)).toBe(false);
  });

  it('interrupted half-way shows nothing, leaves no file, and is whole when resumed', async () => {
    const world = await checked();
    const { ctx, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    const run = makeReleaseHandler({ scratch });
    const stopped = testHandle(projectId, made.jobId, (done, control) => {
      if (done >= 3) control.abort();
    });
    await expect(run(ctx, { releaseId: made.releaseId }, stopped)).rejects.toThrow();
    expect(await ctx.storage.stat(releaseKey(projectId, made.releaseId))).toBeNull();
    expect((await listReleases(ctx, { projectId })).releases[0]?.status).toBe('BUILDING');
    await expect(
      exportRelease(ctx, { projectId, version: 1, to: () => 'x' }),
    ).rejects.toMatchObject({
      key: 'releaseNotPublished',
    });
    expect(await readdir(scratch)).toEqual([]);
    await run(ctx, { releaseId: made.releaseId }, testHandle(projectId, made.jobId));
    expect((await listReleases(ctx, { projectId })).releases[0]?.status).toBe('PUBLISHED');
    const before = await ctx.storage.get(releaseKey(projectId, made.releaseId));
    await run(ctx, { releaseId: made.releaseId }, testHandle(projectId, made.jobId));
    expect(await ctx.storage.get(releaseKey(projectId, made.releaseId))).toEqual(before);
  });

  it('fails with a sentence when an image is not what was checked, and publishes nothing', async () => {
    const world = await checked();
    const { ctx, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    const sha = world.pairs[0]!.hashes.A;
    const key = `blobs/${sha.slice(0, 2)}/${sha.slice(2, 4)}/${sha}`;
    await ctx.storage.delete(key);
    await ctx.storage.put(key, Buffer.from('other bytes'));
    const handle = testHandle(projectId, made.jobId);
    await expect(
      makeReleaseHandler({ scratch })(ctx, { releaseId: made.releaseId }, handle),
    ).rejects.toThrow('Nothing was published');
    const { releases } = await listReleases(ctx, { projectId });
    expect(releases[0]).toMatchObject({ status: 'FAILED' });
    expect(releases[0]?.error).toContain('Nothing was published');
    expect(await ctx.storage.stat(releaseKey(projectId, made.releaseId))).toBeNull();
    const pairs = await world.db.pair.findMany({ where: { projectId }, select: { status: true } });
    expect(pairs.map((pair) => pair.status)).toEqual(Array(4).fill('CHECKED'));
  });

  it('takes passed pairs only, and refuses clearly when there is none', async () => {
    const some = await checked({ approved: (i) => i !== 2 });
    expect(await releasableRuns(some.ctx, some)).toMatchObject([{ pairs: 3 }]);
    expect(await createRelease(some.ctx, { ...some, name: '' })).toMatchObject({
      version: 1,
      pairs: 3,
    });
    expect(await createRelease(some.ctx, { ...some, name: '' })).toMatchObject({ version: 2 });
    const none = await checked({ approved: () => false });
    await expect(createRelease(none.ctx, { ...none, name: '' })).rejects.toMatchObject({
      key: 'releaseNothingPassed',
    });
  });
});

/** Lines of evaluate_mllm.py's answer file, from the exported CSV. */
async function answerFile(
  world: MeasuredWorld & { releaseId: string },
  responses: (string | null)[],
) {
  const rows = cells((await zipOf(world)).get('MMVP/Questions.csv')!.toString('utf8')).slice(1);
  const line = (row: string[], response: string) =>
    JSON.stringify({
      question_id: Number(row[0]),
      prompt: `${row[1]} ${row[2]}`,
      answer: row[3],
      response: response === 'right' ? row[3] : response === 'wrong' ? other(row[3]!) : response,
      answer_id: 'x',
      model_id: 'llava-7b',
    });
  return rows
    .flatMap((row, i) => (responses[i] === null ? [] : [line(row, responses[i]!)]))
    .join('\n');
}
const other = (key: string) => (key === '(a)' ? '(b)' : '(a)');

describe('a model', () => {
  it('scores as counted by hand, with missing and unread answers wrong and counted apart', async () => {
    // Rater 3 has image B of pair 1 wrong: 11 of 12 pairs and 23 of 24 items of the people right.
    const world = await released({
      choose: (rater, index, side) =>
        rater === 2 && index === 0 && side === 'B' ? 1 : rightFor(side),
    });
    const { ctx, projectId } = world;
    // Rows 1-2: both right. 3-4: one wrong. 5-6: one unreadable. 7-8: one missing.
    const content = await answerFile(world, [
      'right', 'right', 'right', 'wrong', 'right', 'I cannot tell.', 'right', null,
    ]); // prettier-ignore
    const input = { projectId, version: 1, model: '', fileName: 'answers.jsonl', content };
    const first = await importAnswers(ctx, { ...input, form: 'auto' });
    expect(first).toMatchObject({
      outcome: 'imported',
      model: 'llava-7b',
      form: 'mmvp',
      answers: 7,
      missing: 1,
      unparsed: 1,
    });
    expect(await importAnswers(ctx, { ...input, form: 'auto' })).toMatchObject({
      outcome: 'already',
    });
    const shown = await results(ctx, { projectId, version: 1 });
    expect(shown.models).toHaveLength(1);
    expect(shown.models[0]).toMatchObject({
      pairsRight: 1,
      pair: { estimate: 1 / 4 },
      item: { estimate: 5 / 8 },
    });
    expect(shown.people.pair).toMatchObject({ estimate: 11 / 12, nRaters: 3, nPairs: 4 });
    expect(shown.people.item).toMatchObject({ estimate: 23 / 24 });
    expect(shown.models[0]?.difference.pair?.estimate).toBeCloseTo(11 / 12 - 1 / 4, 12);
    // Wilson's interval of 1 of 4: 4.6 % to 69.9 % (Agresti and Coull 1998, formula 2, z = 1.96).
    expect(shown.models[0]?.pair.lower).toBeCloseTo(0.0456, 3);
    expect(shown.models[0]?.pair.upper).toBeCloseTo(0.6994, 3);
  });

  it('is refused when its file answers another release or cannot be understood', async () => {
    const world = await released();
    const { ctx, projectId } = world;
    const input = { projectId, version: 1, model: 'm', fileName: 'f', form: 'auto' as const };
    const content = await answerFile(world, Array<string>(8).fill('right'));
    const turned = content.replace(
      /"answer":"\((.)\)"/,
      (_m, key: string) => `"answer":"${other(`(${key})`)}"`,
    );
    await expect(importAnswers(ctx, { ...input, content: turned })).rejects.toMatchObject({
      key: 'answersOtherRelease',
      params: { rows: '1', count: 1 },
    });
    const cambrian = JSON.stringify({
      question_id: 0,
      answer: '(a)',
      gt_answer: '(a)',
      model_id: 'm',
    });
    expect(await importAnswers(ctx, { ...input, content: cambrian })).toMatchObject({
      outcome: 'ambiguous',
      likely: 'cambrian',
    });
    await expect(
      importAnswers(ctx, { ...input, content: `${content}\n{oops` }),
    ).rejects.toMatchObject({
      key: 'answersUnreadable',
    });
    await expect(importAnswers(ctx, { ...input, content: '' })).rejects.toMatchObject({
      key: 'answersEmpty',
    });
    expect(await world.db.evaluation.count({ where: { releaseId: world.releaseId } })).toBe(0);
  });

  it('of the semantic kind gets the cosines that encoding the files directly gives', async () => {
    const world = await released();
    const { ctx, projectId, releaseId } = world;
    const handle = () => testHandle(projectId, 'score');
    await scoreHandler(ctx, { releaseId, encoderId: 'miniature-clip' }, handle());
    await scoreHandler(ctx, { releaseId, encoderId: 'miniature-clip' }, handle());
    const scores = await world.db.encoderScore.findMany({ where: { releaseId } });
    expect(scores).toHaveLength(4);
    const files = await zipOf(world);
    const vlm = cells(files.get('MMVP_VLM/Questions.csv')!.toString('utf8')).slice(1);
    const images = vlm.map((row) => files.get(`MMVP_VLM/MLLM_VLM Images/${row[1]}/${row[0]}.jpg`)!);
    const image = await real.pool.encodeImages('miniature-clip', images);
    const text = await real.pool.encodeTexts(
      'miniature-clip',
      vlm.map((row) => row[2]!),
    );
    const dot = (t: number, i: number) =>
      Array.from({ length: 128 }, (_, d) => text[t * 128 + d]! * image[i * 128 + d]!).reduce(
        (a, b) => a + b,
      );
    let pairsRight = 0;
    for (let odd = 0; odd < vlm.length; odd += 2) {
      const pair = world.pairs.find(({ hashes }) =>
        Object.values(hashes).includes(hash(images[odd]!)),
      )!;
      const score = scores.find((candidate) => candidate.pairId === pair.id)!;
      const [a, b] = hash(images[odd]!) === pair.hashes.A ? [odd, odd + 1] : [odd + 1, odd];
      expect(score.textAImageA).toBeCloseTo(dot(a, a), 9);
      expect(score.textAImageB).toBeCloseTo(dot(a, b), 9);
      expect(score.textBImageA).toBeCloseTo(dot(b, a), 9);
      expect(score.textBImageB).toBeCloseTo(dot(b, b), 9);
      pairsRight += Number(dot(a, a) > dot(a, b) && dot(b, b) > dot(b, a));
    }
    const { encoders } = await results(ctx, { projectId, version: 1 });
    expect(encoders).toMatchObject([{ miniature: true, pairsRight }]);
  });
});
