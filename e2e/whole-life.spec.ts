/** The whole life of a pair, in the browser, by the people who live it: from a zip of photos to results. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/fixtures';
import {
  addZip,
  closeStudy,
  counted,
  downloadPairs,
  invite,
  JOB_MS,
  joinBy,
  makeProject,
  mine,
  openStudy,
} from './support/project-pages';
import { answerAll } from './support/rater';
import {
  accuracyFigure,
  download,
  importAnswers,
  makeRelease,
  runChecks,
  writeAnswers,
  type ModelAnswer,
} from './support/release-pages';
import { sha256 } from './support/sha256';
import { lookAtStudy } from './support/study-pages';
import {
  readArchive,
  verifyManifest,
  verifyMmvp,
  verifyMmvpVlm,
  verifyRecords,
  verifyResponses,
  type ExportedRow,
} from './support/verify-export';
import { openWire, textOf } from './support/wire';
import {
  PAIRS,
  SENTINEL,
  reviewPairs,
  rightOption,
  writePairs,
  type WrittenPair,
} from './support/written-pair';

const CORPUS = { source: 'rendered scenes, "own"', licence: 'Apache-2.0' };
const RATERS = ['Rosa', 'Ravi', 'Rin'];
/** Takes the same option always: half of the items right, none of the pairs. */
const STUBBORN = 'Rin';
const MODEL = 'llava-v1.5-7b';
/** One answer is not in its file. */
const MISSING = '1 of 8 missing, counted wrong.';
/** By row of the export: of four pairs one is right, of eight items five. */
const MODEL_ANSWERS: readonly ModelAnswer[] = [
  'right', 'right', 'right', 'wrong', 'unreadable', 'right', 'right', 'missing',
]; // prettier-ignore
/** Wilson's 95 % intervals of k of 4, in percent, by hand (z = 1.96; Wilson, JASA 22, 1927). */
const WILSON_OF_4 = [
  '0.0 % [0.0–49.0]', '25.0 % [4.6–69.9]', '50.0 % [15.0–85.0]', '75.0 % [30.1–95.4]',
  '100.0 % [51.0–100.0]',
]; // prettier-ignore

test('from a zip of photos to people and a model side by side on a published release', async ({
  browser,
  open,
  world,
}, info) => {
  test.setTimeout(900_000);
  const run = `${info.workerIndex}-${info.retry}`;
  const slug = `life-${run}`;
  // Without the project's name: a rater must not receive that, and does receive his own address.
  const emailOf = (name: string): string => `${name.toLowerCase()}-${run}@people.example`;
  const admin = await open(world.admin);
  const enter = async (role: string, name: string) =>
    joinBy(browser, await invite(admin, `/p/${slug}/people`, role), {
      name,
      email: emailOf(name),
    });
  let written: WrittenPair[] = [];
  let rows: ExportedRow[] = [];

  await test.step('an administrator makes a project and adds a zip', async () => {
    await makeProject(admin, 'Whole life', slug);
    await addZip(admin, slug, world, CORPUS);
  });

  await test.step('the pairs are mined, and all that passed can be had', async () => {
    await mine(admin, slug, PAIRS);
    await downloadPairs(admin, slug, world.dataDir);
  });

  await test.step('an annotator writes questions', async () => {
    written = await writePairs(await enter('ANNOTATOR', 'Ann'), slug);
  });

  await test.step('a reviewer answers first, then approves', async () => {
    await reviewPairs(await enter('REVIEWER', 'Rui'), slug);
  });

  await test.step('three raters answer blind', async () => {
    const study = await openStudy(admin, slug, RATERS.length);
    for (const name of RATERS) {
      const wire = await openWire();
      const rater = await joinBy(browser, await invite(admin, study, 'RATER'), {
        name,
        email: emailOf(name),
        wire,
      });
      await rater.goto('/rate');
      await rater.getByRole('link', { name: 'Begin' }).click();
      await rater.getByRole('checkbox').check();
      const seen = await answerAll(rater, wire, PAIRS * 2, (item) => {
        const pair = written.find((one) => one.question === item.question);
        if (!pair) throw new Error(`${name} was asked "${item.question}", which nobody wrote.`);
        const side = item.sha256 === pair.images.A ? 'A' : 'B';
        expect(item.sha256, 'the very bytes that the annotator saw').toBe(pair.images[side]);
        return name === STUBBORN ? pair.options[0] : rightOption(pair, side);
      });
      expect(new Set(seen.map((item) => item.question + item.sha256)).size).toBe(PAIRS * 2);
      for (const secret of [...Object.values(SENTINEL), slug]) {
        const leak = wire.received.find((one) => textOf(one).includes(secret));
        expect(leak?.url, `a rater received "${secret}"`).toBeUndefined();
      }
      await rater.context().close();
      await wire.close();
    }
    await closeStudy(admin, study);
    await lookAtStudy(admin, study, PAIRS);
    await expect.poll(() => counted(admin, slug, 'Measured')).toBe(PAIRS);
  });

  await test.step('the checks pass and a release is made', async () => {
    const audit = admin.getByRole('heading', { name: 'What the texts alone tell' });
    await runChecks(admin, slug, PAIRS);
    await expect(audit).toBeVisible();
    await makeRelease(admin, slug, PAIRS);
    await expect(audit).toBeVisible();
    await expect(admin.getByText(`${PAIRS / 2} / ${PAIRS}`)).toBeVisible();
  });

  await test.step('the export holds what people wrote and saw, in every cell', async () => {
    const { path, named } = await download(admin, world.dataDir);
    expect(sha256(await readFile(path))).toBe(named);
    const files = await readArchive(path);
    rows = verifyMmvp(files, written);
    const about = { ...CORPUS, rows, raters: RATERS.length, bothRight: RATERS.length - 1 };
    verifyMmvpVlm(files, written);
    verifyRecords(files, written, about);
    verifyResponses(files, about, RATERS);
    verifyManifest(files, slug);
  });

  await test.step('a model is shown beside people, and the encoder too', async () => {
    const path = join(world.dataDir, `${slug}-answers.jsonl`);
    await writeAnswers(path, MODEL, rows, MODEL_ANSWERS);
    await importAnswers(admin, slug, path);

    const pair = accuracyFigure(admin, 'Pair');
    // Two of three raters right on all: 8 of 12. The intervals of the mean are drawn, not counted.
    const mean = (share: string) =>
      new RegExp(
        `People, mean of individuals: ${share} % \\[[\\d.]+–[\\d.]+\\], 3 raters, 4 pairs: says little\\.`,
      );
    await expect(pair).toHaveAccessibleName(mean('66.7'));
    await expect(pair).toHaveAccessibleName(
      new RegExp(escaped(`People, majority vote: ${WILSON_OF_4[4]}, 4 pairs.`)),
    );
    await expect(pair).toHaveAccessibleName(
      new RegExp(escaped(`${MODEL}: ${WILSON_OF_4[1]}, 4 pairs; ${MISSING}`)),
    );
    // The matching job follows the release by itself.
    await expect(pair).toHaveAccessibleName(
      new RegExp(`image-text matching: (${WILSON_OF_4.map(escaped).join('|')}), 4 pairs\\.`),
      { timeout: JOB_MS },
    );

    const item = accuracyFigure(admin, 'Item');
    // 8 + 8 + 4 of 24 items.
    await expect(item).toHaveAccessibleName(mean('83.3'));
    // 5 of 8; residuals by pair 0.75 and three times -0.25, so SE = sqrt(0.75) / 8 = 0.1083
    // (Miller, arXiv 2411.00640, clustered), and 0.625 +- 1.96 x 0.1083.
    await expect(item).toHaveAccessibleName(
      new RegExp(escaped(`${MODEL}: 62.5 % [41.3–83.7], 4 pairs; ${MISSING}`)),
    );
    await expect(item).toHaveAccessibleName(/image-text matching: [\d.]+ % \[/);

    const row = admin.getByRole('region', { name: 'Models' }).getByRole('row').nth(1);
    await expect(row.getByRole('cell').first()).toContainText(MODEL);
    // 66.7 - 25.0 points; one answer missing, one not understood.
    await expect(row.getByRole('cell').nth(3)).toContainText('41.7');
    // As shown: a cell also carries its column's name, for screens without room for columns.
    await expect(row.getByRole('cell').nth(4)).toHaveText('1', { useInnerText: true });
    await expect(row.getByRole('cell').nth(5)).toHaveText('1', { useInnerText: true });
  });
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
