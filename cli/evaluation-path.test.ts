/** Evaluation of a real release, as the worker and the command line compose them. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importAnswers } from '@/lib/features/evaluation/import-answers';
import { results } from '@/lib/features/evaluation/results';
import { handler as scoreHandler } from '@/lib/features/evaluation/score-encoders.handler';
import { getRelease } from '@/lib/features/release/queries';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import {
  realPairs,
  rightFor,
  testHandle,
  testRegistry,
  type MeasuredWorld,
} from '@/lib/testing/measured-world';
import { cells, hash, released, zipOf, type Bench } from './test-release';

let database: TestDatabase;
let bench: Bench;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareQueue(database.url);
  const scratch = await mkdtemp(join(tmpdir(), 'blindpair-release-test-'));
  bench = { db: database.db, real: await realPairs(4), scratch };
});
afterAll(async () => {
  await bench.real.pool.close();
  await database.stop();
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
    const world = await released(bench, {
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

  it('stands beside people with and without whom rules fixed in advance leave out, as the export does', async () => {
    // Rater 3, who was too fast, has image B of pair 1 wrong; the other two have all right.
    const world = await released(bench, {
      tooFast: { leastMedianMs: 500, raters: [2] },
      choose: (rater, index, side) =>
        rater === 2 && index === 0 && side === 'B' ? 1 : rightFor(side),
    });
    const { ctx, projectId } = world;
    const content = await answerFile(world, Array<string>(8).fill('(a)'));
    const file = { fileName: 'a.jsonl', content, form: 'auto' as const, model: '' };
    await importAnswers(ctx, { projectId, version: 1, ...file });
    const { people, models, withoutExcluded } = await results(ctx, { projectId, version: 1 });
    expect(people.pair).toMatchObject({ estimate: 11 / 12, nRaters: 3 });
    // Always (a) has no pair right, so Newcombe's interval stands in, and says so.
    const all = {
      estimate: expect.closeTo(11 / 12, 12),
      method: { name: 'newcombe-wilson', n: 4 },
    };
    expect(models[0]!.difference.pair).toMatchObject(all);
    expect(withoutExcluded).toMatchObject({
      ...{ raters: 2, people: { pair: { estimate: 1, nRaters: 2 } } },
      differences: [{ id: models[0]!.id, difference: { pair: { estimate: 1 } } }],
      tests: [{ model: models[0]!.id, all: { onlyFirst: 4, onlySecond: 0, p: 2 / 2 ** 4 } }],
    });
    const { card } = await getRelease(ctx, { projectId, version: 1 }, testRegistry);
    // With rater 3 one of eight items has one of three pairs of raters equal.
    expect(card.agreement.percent).toMatchObject({ value: expect.closeTo((7 + 1 / 3) / 8, 12) });
    expect(card.withoutExcluded).toMatchObject({ raters: 2, agreement: { percent: { value: 1 } } });
    const readme = (await zipOf(world)).get('README.md')!.toString();
    expect(readme).toMatch(
      /without them \(2 raters\) pair accuracy 100\.0 %.*agreement on items: percent 1\.000/,
    );
  });

  it('is not set against people who saw both images at once without a word', async () => {
    const world = await released(bench, { presentation: 'side-by-side' });
    const { ctx, projectId } = world;
    expect(await results(ctx, { projectId, version: 1 })).toMatchObject({
      presentation: 'side-by-side',
      people: { pair: { estimate: 1 } },
    });
    const { card } = await getRelease(ctx, { projectId, version: 1 }, testRegistry);
    expect(card).toMatchObject({
      presentation: ['side-by-side'],
      caveat: expect.stringContaining('not comparable with a model'),
    });
    const files = await zipOf(world);
    expect(files.get('README.md')!.toString()).toContain(`> ${card.caveat}`);
    const [line] = files.get('responses.jsonl')!.toString().split('\n');
    expect(JSON.parse(line!)).toMatchObject({ presentation: 'side-by-side' });
  });

  it('is refused when its file answers another release or cannot be understood', async () => {
    const world = await released(bench);
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
    const world = await released(bench);
    const { ctx, projectId, releaseId } = world;
    const handle = () => testHandle(projectId, 'score');
    await scoreHandler(ctx, { releaseId, encoderId: 'miniature-clip-base' }, handle());
    await scoreHandler(ctx, { releaseId, encoderId: 'miniature-clip-base' }, handle());
    const scores = await world.db.encoderScore.findMany({ where: { releaseId } });
    expect(scores).toHaveLength(4);
    const files = await zipOf(world);
    const vlm = cells(files.get('MMVP_VLM/Questions.csv')!.toString('utf8')).slice(1);
    const images = vlm.map((row) => files.get(`MMVP_VLM/MLLM_VLM Images/${row[1]}/${row[0]}.jpg`)!);
    const image = await bench.real.pool.encodeImages('miniature-clip-base', images);
    const text = await bench.real.pool.encodeTexts(
      'miniature-clip-base',
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
