/**
 * A rater's blindness, on the wire: every page, route and action that somebody with a rater's session
 * can ask for, before, amid and after a study, and every byte that comes back.
 */
import { cli } from './instance';
import { rowsOf } from './support/database';
import { expect, test } from './support/fixtures';
import { jpegSegments } from './support/jpeg';
import { invite, joinBy, openStudy, switchJoinLinkOn } from './support/project-pages';
import { expectAccessible, expectNoSidewaysScroll } from './support/look';
import { answerAll, type SeenItem } from './support/rater';
import { callActions, callRoutes, newsIn, tourIds, visitPages } from './support/rater-tour';
import { leaksIn, secretsOf } from './support/secrets';
import { openWire, type Received } from './support/wire';
import { newPerson } from './support/person';
import type { World } from './support/world';
import { PAIRS, reviewPairs, rightOption, writePairs } from './support/written-pair';

/** No small number, so that a pair's number can be told from a size or a position. */
const FIRST_NUMBER = 7_340_117;
const ITEMS = 2 * PAIRS;
/** Between two sessions of a rater: no test waits for them. */
const PAUSE_HOURS = 24;
/** Headers that time, the connection or the picture's own size decide. */
const OF_THE_MOMENT = ['date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'];
const IMAGE = /\/api\/rate\/trials\/([0-9a-f-]{36})\/image$/;

test('no byte that a rater receives tells more than the item at hand', async ({
  browser,
  open,
  world,
}, info) => {
  test.setTimeout(600_000);
  const project = `zqxproject-${info.workerIndex}-${info.retry}`;
  const person = (name: string) => ({
    name,
    email: `${name.toLowerCase()}-${info.workerIndex}-${info.retry}@people.example`,
  });
  await minedProject(world, project);
  const member = (name: string, role: 'ANNOTATOR' | 'REVIEWER') =>
    newPerson(world.dataDir, person(name).email, { project, role });
  const author = await open(await member('Zqxauthor', 'ANNOTATOR'));
  const written = await writePairs(author, project);
  await reviewPairs(await open(await member('Zqxreviewer', 'REVIEWER')), project);

  const admin = await open(world.admin);
  // One place is left, so that the open link shows what strangers read.
  const study = await openStudy(admin, project, 3, PAUSE_HOURS);
  const joinToken = (await switchJoinLinkOn(admin, study)).split('/').at(-1) ?? '';
  const wires = [await openWire(), await openWire()] as const;
  const enter = async (name: string, at: 0 | 1) =>
    joinBy(browser, await invite(admin, study, 'RATER'), { ...person(name), wire: wires[at] });
  const right = ({ question, sha256 }: SeenItem): string => {
    const pair = written.find((one) => one.question === question);
    if (!pair) throw new Error(`A rater was asked "${question}", which nobody wrote.`);
    return rightOption(pair, sha256 === pair.images.A ? 'A' : 'B');
  };
  const begin = async (page: Awaited<ReturnType<typeof enter>>): Promise<void> => {
    await page.goto('/rate');
    await page.getByRole('link', { name: 'Begin' }).click();
    await page.getByRole('checkbox').check();
  };

  const other = await enter('Zqxother', 0);
  await begin(other);
  await answerAll(other, wires[0], ITEMS, right, () => pass(world, PAUSE_HOURS));

  const rater = await enter('Ola', 1);
  const wire = wires[1];
  const ids = await tourIds(world, project, person('Ola').email, joinToken);
  const tour = async (): Promise<void> => {
    const page = await rater.context().newPage();
    const current = await tourIds(world, project, person('Ola').email, joinToken);
    await visitPages(page, current);
    await callRoutes(page, world.url, current);
    expect(
      await callActions(page, world.url, current),
      'actions that did more than refuse',
    ).toEqual([]);
    await page.close();
  };
  await callRoutes(rater, world.url, ids);
  await begin(rater);
  let asked = 0;
  const between = async (): Promise<void> => {
    await rater.getByRole('button', { name: 'Go on with session 2' }).click();
    await expect(rater.getByText('Session 2 is not open yet')).toBeVisible();
    await expectNoSidewaysScroll(rater, 'between');
    await expectAccessible(rater, 'between');
    const now = await tourIds(world, project, person('Ola').email, joinToken);
    await callRoutes(rater, world.url, now);
    expect(picturesIn(wire.received), 'pictures of the first session alone').toHaveLength(PAIRS);
    await pass(world, PAUSE_HOURS);
  };
  const answered = async (item: SeenItem): Promise<string> => {
    asked += 1;
    if (asked === PAIRS) await tour();
    return right(item);
  };
  await answerAll(rater, wire, ITEMS, answered, between);
  const atLast = await tourIds(world, project, person('Ola').email, joinToken);
  await callRoutes(rater, world.url, atLast);

  const received = wire.received.filter((one) => !one.url.includes('/_next/static/'));
  const secrets = await secretsOf(world.dataDir, project, person('Ola'));
  await test.step('the search finds what is there', async () => {
    const shown = await admin.request.get(`/p/${project}/pairs/${written[0]?.number}`);
    const leaks = leaksIn(asReceived(await shown.body()), secrets).join('\n');
    for (const what of ['pair number', 'id of an image', 'semantic cosine', 'visual cosine']) {
      expect(leaks).toContain(what);
    }
  });

  await test.step('nothing blind is received', () => {
    expect(newsIn(received, secrets, atLast)).toEqual([]);
  });

  await test.step('pages and routes of a project give nothing', () => {
    const given = received.filter(
      (one) =>
        /^\/(api\/)?p\//.test(new URL(one.url).pathname) &&
        one.status === 200 &&
        one.method === 'GET',
    );
    expect(given.map((one) => one.url)).toEqual([]);
  });

  await test.step('two pictures of a pair have nothing in common but what they show', () => {
    expectUnlinkable(received);
  });

  await test.step('nothing of it stays in a cache', () => {
    const kept = received.filter(
      (one) =>
        one.status === 200 &&
        /\/(api\/)?rate/.test(new URL(one.url).pathname) &&
        !/no-store/.test(header(one, 'cache-control')),
    );
    expect(kept.map((one) => `${one.url}: ${header(one, 'cache-control')}`)).toEqual([]);
  });
  for (const one of wires) await one.close();
});

/** Lets hours of a pause pass by moving its end. */
const pass = async (world: World, hours: number): Promise<void> => {
  await rowsOf(
    world.dataDir,
    `UPDATE "StudyRater" SET "secondOpensAt" = "secondOpensAt" - make_interval(hours => $1)
     WHERE "secondOpensAt" IS NOT NULL AND "secondStartedAt" IS NULL`,
    [hours],
  );
};

/** The addresses of the pictures that came, each once. */
const picturesIn = (received: readonly Received[]): string[] => [
  ...new Set(
    received.filter(({ url, status }) => IMAGE.test(url) && status === 200).map(({ url }) => url),
  ),
];

/** Mined by the command line; the numbers of its pairs are large, so that they can be searched for. */
async function minedProject(world: World, project: string): Promise<void> {
  await cli(world.dataDir, ['ingest', world.photos, '--project', project, '--create', '--json']);
  await cli(world.dataDir, ['mine', '--project', project, '--json']);
  await rowsOf(
    world.dataDir,
    `UPDATE "Pair" SET "number" = "number" + $2
     WHERE "projectId" = (SELECT "id" FROM "Project" WHERE "slug" = $1)`,
    [project, FIRST_NUMBER],
  );
}

/** What a picture says beside itself is the same for all pictures, and its address is a random one of its own. */
function expectUnlinkable(received: readonly Received[]): void {
  const pictures = received.filter((one) => IMAGE.test(one.url) && one.status === 200);
  const ids = new Set(pictures.map((one) => IMAGE.exec(one.url)?.[1] ?? ''));
  expect(ids.size).toBe(ITEMS);
  // Version 4: random bits alone, so neither order nor likeness of ids says anything.
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
  const around = new Set(pictures.map((one) => besidePicture(one).join('\n')));
  expect([...around]).toHaveLength(1);
  const [headers = ''] = around;
  for (const name of [
    'etag',
    'last-modified',
    'set-cookie',
    'x-nextjs-cache',
    'link',
    'filename',
  ]) {
    expect(headers.toLowerCase()).not.toContain(name);
  }
  for (const one of pictures) {
    expect(Number(header(one, 'content-length') || one.body.length)).toBe(one.body.length);
    const segments = new Set(jpegSegments(one.body));
    for (const plain of ['coding', 'APP0 JFIF']) segments.delete(plain);
    expect([...segments], 'what a picture carries beside its pixels').toEqual([]);
  }
}

function besidePicture({ rawHeaders }: Received): string[] {
  const lines: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    const value = (rawHeaders[at + 1] ?? '').replace(/'nonce-[^']+'/, 'a nonce');
    if (!OF_THE_MOMENT.includes(name)) lines.push(`${name}: ${value}`);
  }
  return lines.sort();
}

function header({ rawHeaders }: Received, wanted: string): string {
  const at = rawHeaders.findIndex((name, n) => n % 2 === 0 && name.toLowerCase() === wanted);
  return at < 0 ? '' : (rawHeaders[at + 1] ?? '');
}

const asReceived = (body: Buffer): Received => ({
  ...{ method: 'GET', url: '', status: 200, rawHeaders: [], done: true },
  body,
});
