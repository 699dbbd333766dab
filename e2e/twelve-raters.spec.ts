/**
 * A whole study with twelve raters in browsers of their own: one drops out, one fails the attention check,
 * one withdraws; beside them one who does not qualify and one who takes the place that became free. What
 * administrators then read was counted by hand from the plans below.
 */
import type { Page } from '@playwright/test';
import { importedProject } from './support/benchmark-folder';
import { rowsOf } from './support/database';
import { passADay } from './support/pass-a-day';
import { expect, test } from './support/fixtures';
import {
  joinByKeyboard,
  rateByKeyboard,
  sizeOf,
  type Given,
  type Plan,
} from './support/keyboard-rater';
import { closeStudy, switchJoinLinkOn, unfoldStudyForm } from './support/project-pages';
import { leaksIn, secretsOf } from './support/secrets';
import { openWire, textOf, type Wire } from './support/wire';

/** No small number, so that a pair's number can be told from a size or a position. */
const FIRST = 8_730_519;
/** Of the study; the one after them is practised. */
const PAIRS = 3;
/** Raters at the same time: the machine has few cores, and a row of twelve takes long. */
const AT_ONCE = 4;

const named = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `zqrater${String(from + n).padStart(2, '0')}`);

const UNQUALIFIED: Plan = { id: 'zqrater00', failsPractice: true };
const TWELVE: readonly Plan[] = [
  ...named(1, 6).map((id) => ({
    id,
    wrong: ['1A'],
  })),
  { id: 'zqrater07', wrong: ['1A'], cantTell: '2B' },
  { id: 'zqrater08', wrong: ['3A', '3B'] },
  { id: 'zqrater09' },
  { id: 'zqrater10', wrong: ['1A', '1B', '2A'], failsCheck: true },
  // The first half of an order shows one image of each pair, so no pair is answered whole.
  { id: 'zqrater11', most: 3 },
  { id: 'zqrater12', wrong: ['1A', '1B', '2A', '2B', '3A', '3B'], most: 4 },
];
const LATE: Plan = { id: 'zqrater13', wrong: ['3A'] };

/** Right pairs of three and right items of six, or of three, of who is counted. */
const BY_HAND: readonly (readonly [id: string, pairs: string, items: string])[] = [
  ...named(1, 6).map((id) => [id, '66.7 % (2/3)', '83.3 % (5/6)'] as const),
  ['zqrater07', '33.3 % (1/3)', '66.7 % (4/6)'],
  ['zqrater08', '66.7 % (2/3)', '66.7 % (4/6)'],
  ['zqrater09', '100.0 % (3/3)', '100.0 % (6/6)'],
  ['zqrater10', '33.3 % (1/3)', '50.0 % (3/6)'],
  ['zqrater11', '–', '100.0 % (3/3)'],
  ['zqrater13', '66.7 % (2/3)', '83.3 % (5/6)'],
];
// Pairs: 6 x 2 + 1 + 2 + 3 + 1 + 2 = 21 of 33; 20 of 30 without zqrater10.
// Items: 6 x 5 + 4 + 4 + 6 + 3 + 3 + 5 = 55 of 69; 52 of 63 without zqrater10, 52 of 66 without zqrater11.
const PAIR = { all: '63.6 %', finished: '63.6 %', ruled: '66.7 %' };
const ITEM = { all: '79.7 %', finished: '78.8 %', ruled: '82.5 %' };
// Seven or eight of eleven or twelve are wrong on 1A, nearly nobody on any other: 2 of 3 pairs, 5 of 6
// items. Wilson, JASA 22 (1927), with z = 1.96, n = 3, and p = 2/3 and 5/6.
const MAJORITY = { pair: '66.7 % [20.8–93.9]', item: '83.3 % [31.0–98.2]' };

test('twelve raters, of whom one drops out, one fails the attention check and one withdraws', async ({
  open,
  world,
}, info) => {
  test.setTimeout(300_000);
  const project = `zqxtwelve-${info.workerIndex}-${info.retry}`;
  await importedProject(world, {
    ...{ project, benchmark: 'Zqxtwelve', firstNumber: FIRST, pairs: PAIRS + 1, sizeOf },
  });
  const admin = await open(world.admin);
  const study = await openTheStudy(admin, project);
  const link = await switchJoinLinkOn(admin, study);
  const wires = new Map<string, Wire>();
  const given: Given[] = [];
  const newcomer = async ({ id }: Plan): Promise<Page> => {
    const wire = await openWire();
    wires.set(id, wire);
    return open(null, { wire });
  };
  const takePart = async (page: Page, plan: Plan): Promise<void> => {
    await joinByKeyboard(page, link, plan.id);
    const answers = await rateByKeyboard(page, plan, PAIRS + 1);
    expect(answers, plan.id).toHaveLength(plan.failsPractice ? 0 : (plan.most ?? 2 * PAIRS));
    given.push(...answers);
    if (plan.most === undefined) {
      const end = plan.failsPractice ? 'Thank you for practising' : 'Thank you';
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(end);
      // The end of who failed the check is everybody's.
      if (!plan.failsPractice) await expect(page.getByRole('main')).toHaveText(THANKS);
    }
  };

  const pages = new Map<string, Page>();
  await test.step('twelve people come in and answer, after one who does not qualify', async () => {
    const waiting = [UNQUALIFIED, ...TWELVE];
    const oneAfterAnother = async (): Promise<void> => {
      for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
        const page = await newcomer(plan);
        await takePart(page, plan);
        if (plan.most === undefined) await page.context().close();
        else pages.set(plan.id, page);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, oneAfterAnother));
  });

  const emails = new Map<string, string>();
  await test.step('a place becomes free a day after the last that was heard of somebody', async () => {
    const page = await newcomer(LATE);
    await page.goto(link);
    await expect(page.getByText('This study has all the people that it needs.')).toBeVisible();
    await passADay(world.dataDir, study, 'zqrater11');
    await takePart(page, LATE);
    for (const { id, email } of await emailsOf(world.dataDir, study)) emails.set(id, email);
    expect(emails.size).toBe(14);
  });

  await test.step('one withdraws, and all answers are deleted', async () => {
    const page = pages.get('zqrater12')!;
    await page.goto('/rate');
    await expect(page.getByText('4 of 6 answered')).toBeVisible();
    await page.getByRole('button', { name: 'Withdraw' }).press('Enter');
    await page.getByRole('button', { name: 'Delete my answers and withdraw' }).press('Enter');
    await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Withdraw' })).toHaveCount(0);
  });

  const kept = given.filter(({ id }) => id !== 'zqrater12');
  expect(kept).toHaveLength(69);
  expect(kept.filter(({ right }) => right)).toHaveLength(55);
  expect(kept.filter(({ right, id }) => right && id !== 'zqrater10')).toHaveLength(52);

  await test.step('the study counts whom it has, and closes', async () => {
    await admin.goto(study);
    await expect(admin.getByText('12 raters have joined by it')).toBeVisible();
    await expect(admin.getByRole('row', { name: /zqrater11/ })).toContainText('Answering');
    await closeStudy(admin, study);
    const rows = await cellsOf(admin, 'Raters');
    const states = rows.map(([, id, state, answered]) => `${id}: ${state}, ${answered}`);
    expect
      .soft(states.sort())
      .toEqual([
        'By the open link: Withdrawn, 0 of 6',
        'zqrater00: Not qualified, 0 of 6',
        ...named(1, 9).map((id) => `${id}: Done, 6 of 6`),
        'zqrater10: Done\nExcluded: attention checks, 6 of 6',
        'zqrater11: Study closed before the end, 3 of 6',
        'zqrater13: Done, 6 of 6',
      ]);
    const labels = new Map(rows.map(([label = '', id = '']) => [id, label]));
    const expected = BY_HAND.map(([id, ...shares]) => [labels.get(id), ...shares]);
    const own = await cellsOf(admin, 'By rater');
    expect.soft(new Set(own.map(String))).toEqual(new Set(expected.map(String)));
  });

  await test.step('the results are those counted by hand, with and without exclusions', async () => {
    const measures = await cellsOf(admin, 'Pair accuracy and item accuracy of people');
    const start = (text: string) => expect.stringContaining(text) as unknown;
    expect.soft(measures.map((cells) => cells.slice(0, 2))).toEqual([
      ['Mean individual pair accuracy (primary)', start(`${PAIR.all} [`)],
      ['Mean individual item accuracy', start(`${ITEM.all} [`)],
      ['Majority pair accuracy', `${MAJORITY.pair} 3 pairs`],
      ['Majority item accuracy', `${MAJORITY.item} 3 pairs`],
    ]);
    const excluded = await cellsOf(admin, 'With and without excluded raters');
    expect
      .soft(excluded)
      .toEqual([
        ['Mean individual pair accuracy', ...[PAIR.all, PAIR.ruled].map((is) => start(`${is} [`))],
        ['Mean individual item accuracy', ...[ITEM.all, ITEM.ruled].map((is) => start(`${is} [`))],
        ...(['pair', 'item'] as const).map((unit) => [
          `Majority ${unit} accuracy`,
          ...[`${MAJORITY[unit]} 3 pairs`, `${MAJORITY[unit]} 3 pairs`],
        ]),
      ]);
    await admin.goto(`${study}/analysis`);
    const variants = await cellsOf(admin, 'With and without exclusions');
    expect.soft(variants).toEqual([
      [
        'All raters, all pairs 12 raters, 3 pairs',
        start(`${PAIR.all} [`),
        start(`${ITEM.all} [`),
        MAJORITY.pair,
      ],
      [
        'Only raters who answered everything 11 raters, 3 pairs',
        ...[start(`${PAIR.finished} [`), start(`${ITEM.finished} [`), MAJORITY.pair],
      ],
      [
        'Without raters excluded by rules fixed in advance 11 raters, 3 pairs',
        ...[start(`${PAIR.ruled} [`), start(`${ITEM.ruled} [`), MAJORITY.pair],
      ],
    ]);
    // Agreement stands both ways, too; imported pairs have no pattern.
    const both = admin.getByRole('columnheader', { name: /, without the excluded$/ });
    await expect.soft(both).toHaveCount(1);
    await admin.goto(`${study}/card`);
    const card = await admin.locator('main dl').innerText();
    for (const said of [
      /Answers\s+69 from 12 raters on 3 pairs; 1 “can’t tell”, scored wrong; 0 majority ties/,
      /Qualification\s+1 did not qualify on practice \(at least 100 % right\)/,
      /Course\s+11 raters answered everything; 1 stopped or was cut off before that/,
      /Exclusions\s+1 rater withdrew, answers deleted/,
      /Rules of exclusion\s+more than 0 mistakes in attention checks/,
      /Excluded by rules fixed in advance\s+1 by attention checks, 0 as too fast/,
      /Pair accuracy, mean of individuals\s+63\.6 %/,
      /Item accuracy, mean of individuals\s+79\.7 %/,
      /Pair accuracy without them\s+66\.7 %/,
      /Item accuracy without them\s+82\.5 %/,
      /Majority pair accuracy without them\s+66\.7 % \[20\.8–93\.9\]/,
      /Agreement without them\s+percent 0\.\d{3} \[/,
    ]) {
      expect.soft(card).toMatch(said);
    }
    await admin.goto(study.slice(0, study.lastIndexOf('/')));
    await expect(admin.getByRole('row', { name: /Twelve/ })).toContainText('11 of 12');
  });

  await test.step('what each of them received tells no key and of nobody else', async () => {
    for (const [id, wire] of wires) {
      const secrets = await secretsOf(world.dataDir, project, { email: emails.get(id)! });
      const received = wire.received.filter(({ url }) => !url.includes('/_next/static/'));
      expect.soft(received.length, id).toBeGreaterThan(3);
      const leaks = received.flatMap((one) => leaksIn(one, secrets));
      const others = [...wires.keys()].filter((other) => other !== id);
      const texts = received.map(textOf);
      leaks.push(...others.filter((other) => texts.some((text) => text.includes(other))));
      expect.soft(leaks, id).toEqual([]);
      await wire.close();
    }
  });
});

const THANKS =
  'Thank youAll your answers are stored. You can close this page.' +
  'Completion codeZQ-DONECopyHand in on ProlificYour studies';

/** Three pairs, one practised, one check; who fails the check is excluded, who practises badly goes. */
async function openTheStudy(admin: Page, project: string): Promise<string> {
  await admin.goto(`/p/${project}/studies/new`);
  await admin.getByLabel('Name', { exact: true }).fill('Twelve');
  await admin.getByLabel('Chosen pairs').check();
  await admin.getByLabel('Pair numbers').fill(`${FIRST}-${FIRST + PAIRS - 1}`);
  await admin.getByLabel('Raters wanted').fill('12');
  await admin.getByLabel('Least distance').fill('2');
  await unfoldStudyForm(admin);
  await admin.getByLabel('Practice pairs').fill(String(FIRST + PAIRS));
  await admin.getByLabel('Practice items right to go on').fill('100');
  await admin.getByLabel('Attention checks', { exact: true }).fill('1');
  await admin.getByLabel('Mistakes allowed in attention checks').fill('0');
  await admin.getByLabel('Completion code for all').fill('ZQ-DONE');
  await admin.getByRole('button', { name: 'Make study' }).click();
  await admin.waitForURL(/studies\/[0-9a-f-]{36}$/);
  await admin.getByRole('button', { name: 'Open study' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Open study' }).click();
  await expect(admin.getByRole('button', { name: 'Close study' })).toBeVisible();
  return new URL(admin.url()).pathname;
}

const emailsOf = (dataDir: string, study: string): Promise<{ id: string; email: string }[]> =>
  rowsOf(
    dataDir,
    `SELECT o."participantId" AS "id", u."email" FROM "OpenRater" o
     JOIN "StudyRater" r ON r."id" = o."studyRaterId" JOIN "User" u ON u."id" = r."userId"
     WHERE o."studyId" = $1`,
    [study.split('/').at(-1)],
  );

/** What the body of a table shows, row by row. */
async function cellsOf(page: Page, caption: string): Promise<string[][]> {
  const rows = page.getByRole('table', { name: caption, exact: true }).locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const shown = rows.evaluateAll((list) =>
    list.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
  );
  return shown;
}
