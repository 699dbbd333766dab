/** Everything that somebody with a rater's session can ask for, honestly or not. */
import type { Page } from '@playwright/test';
import { rowsOf } from './database';
import { allActions, allRoutes } from './routes';
import { leaksIn, type Secret } from './secrets';
import type { Received } from './wire';
import type { World } from './world';

/** Ids that a curious rater might get hold of, by the name of the place in an address. */
export interface TourIds {
  project: string;
  pairId: string;
  questionId: string;
  number: string;
  imageIds: readonly string[];
  studyId: string;
  /** Of mining. */
  runIds: readonly string[];
  /** The own one first. */
  studyRaterIds: readonly string[];
  /** Own and others'. */
  trialIds: readonly string[];
  /** Of the study's open link. */
  joinToken: string;
}

/** The first pair that has a question, with all ids of it, and the rater's own and others' trials. */
export async function tourIds(
  world: World,
  project: string,
  email: string,
  joinToken: string,
): Promise<TourIds> {
  const [pair] = await rowsOf<{
    pairId: string;
    questionId: string;
    number: number;
    imageAId: string;
    imageBId: string;
    studyId: string;
  }>(
    world.dataDir,
    `SELECT p."id" AS "pairId", p."currentQuestionId" AS "questionId", p."number",
            p."imageAId", p."imageBId", s."studyId"
     FROM "Pair" p JOIN "Project" j ON j."id" = p."projectId"
     JOIN "StudyPair" s ON s."pairId" = p."id" WHERE j."slug" = $1 ORDER BY p."number" LIMIT 1`,
    [project],
  );
  if (!pair) throw new Error('The study has no pair.');
  const ratings = await rowsOf<{ id: string }>(
    world.dataDir,
    `SELECT r."id" FROM "StudyRater" r JOIN "User" u ON u."id" = r."userId"
     WHERE r."studyId" = $1 ORDER BY (u."email" = $2) DESC`,
    [pair.studyId, email],
  );
  const trials = await rowsOf<{ id: string }>(
    world.dataDir,
    `SELECT t."id" FROM "Trial" t JOIN "StudyRater" r ON r."id" = t."studyRaterId"
     WHERE r."studyId" = $1`,
    [pair.studyId],
  );
  const runs = await rowsOf<{ id: string }>(
    world.dataDir,
    `SELECT r."id" FROM "MiningRun" r JOIN "Project" j ON j."id" = r."projectId"
     WHERE j."slug" = $1`,
    [project],
  );
  return {
    project,
    runIds: runs.map(({ id }) => id),
    pairId: pair.pairId,
    questionId: pair.questionId,
    number: String(pair.number),
    imageIds: [pair.imageAId, pair.imageBId],
    ...{ studyId: pair.studyId, joinToken },
    studyRaterIds: ratings.map(({ id }) => id),
    trialIds: trials.map(({ id }) => id),
  };
}

const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** What makes an address tell all that it can. */
function questionOf(path: string, { runIds, imageIds, pairId }: TourIds): string {
  if (path.endsWith('/bench/facts')) return `?pairId=${pairId}&question=Open%3F`;
  if (path.endsWith('/yield')) return '?s=-1&v=1';
  if (path.endsWith('/passing')) return '?s=-1&v=1&sort=gap&from=0&count=60';
  if (/\/runs\/[^/]+\/pairs$/.test(path)) return '?format=json';
  if (path.endsWith('/neighbours')) return `?run=${runIds[0]}&image=${imageIds[0]}`;
  return '';
}

/** The address with its brackets filled in, once for each id that fits. */
function addresses(path: string, ids: TourIds): string[] {
  const choices: Record<string, readonly string[]> = {
    project: [ids.project],
    number: [ids.number],
    id: [...ids.imageIds, ids.studyId],
    studyRaterId: ids.studyRaterIds,
    trialId: ids.trialIds,
    run: ids.runIds,
    version: ['1'],
    encoder: ['miniature-visual', 'dinov2-small'],
    batchId: [NOBODYS],
    token: ['unknown-token', ids.joinToken],
    nextauth: ['session', 'providers', 'csrf'],
  };
  const place = /\[(?:\.\.\.)?([a-zA-Z]+)\]/.exec(path);
  if (!place) return [`${path}${questionOf(path, ids)}`];
  const values = choices[place[1] ?? ''];
  if (!values) throw new Error(`The tour has no value for ${place[0]} in ${path}.`);
  return values.flatMap((value) => addresses(path.replace(place[0], value), ids));
}

/**
 * What the tour and everything else gave away, as "method, address, status: what". What somebody asked for
 * comes back in addresses, titles and redirects; it is no news.
 */
export function newsIn(
  received: readonly Received[],
  secrets: readonly Secret[],
  ids: TourIds,
): string[] {
  const asked = allRoutes().flatMap((route) => addresses(route.path, ids));
  const leaks = received.flatMap((one) => {
    const named = asked.some((address) => one.url.endsWith(address));
    return leaksIn(one, secrets)
      .filter((leak) => !(named && one.url.includes(leak.split(': ')[1] ?? leak)))
      .map((leak) => `${one.method} ${new URL(one.url).pathname} ${one.status}: ${leak}`);
  });
  return [...new Set(leaks)];
}

/** Opens every page in the browser, so that its program runs and asks for what it asks for. */
export async function visitPages(page: Page, ids: TourIds): Promise<void> {
  for (const route of allRoutes().filter(
    ({ kind, path }) => kind === 'page' && path !== '/sign-out',
  )) {
    for (const address of addresses(route.path, ids)) {
      await page.goto(address);
      await page.waitForLoadState('load');
    }
  }
}

/** Calls every route with every method, and every page as React's router does. */
export async function callRoutes(page: Page, origin: string, ids: TourIds): Promise<void> {
  for (const { path, kind, methods } of allRoutes()) {
    for (const address of addresses(path, ids)) {
      for (const method of methods.length === 0 ? ['GET'] : methods) {
        await page.request.fetch(`${origin}${address}`, {
          method,
          maxRedirects: 0,
          headers: {
            origin,
            ...(kind === 'page' ? { rsc: '1' } : { 'content-type': 'application/json' }),
          },
          // An empty body: the own trial must not be answered by the tour.
          ...(method === 'GET' ? {} : { data: '{}' }),
        });
      }
    }
  }
}

/** What actions are called with: the shapes that they take, with real ids. */
function inputs(ids: TourIds): object[] {
  const { project, pairId, questionId, studyId } = ids;
  const [studyRaterId] = ids.studyRaterIds;
  const content = {
    ...{ question: '', optionOne: '', optionTwo: '', keyForA: null, pattern: null },
    ...{ statementA: '', statementB: '', note: '' },
  };
  return [
    { project },
    { project, pairId },
    { project, pairId, questionId },
    { project, pairId, questionId, answerA: 1, answerB: 2 },
    { project, pairId, questionId, decision: { verdict: 'APPROVE', comment: '' } },
    { project, pairId, reason: 'OTHER', note: '' },
    { project, pairId, questionId: null, baseVersion: 0, content },
    { project, pairId, questionId: null, baseVersion: 0, content, idempotencyKey: NOBODYS },
    { project, pairId, text: 'a remark' },
    { project, pairId, requestId: NOBODYS, place: 1 },
    { project, on: true, model: 'a-model', host: 'localhost' },
    { project, reviewsPerQuestion: 2, reviewOverlap: 50 },
    { project, userId: NOBODYS, team: null, maxQuestions: 1, maxOpen: 1 },
    { project, studyId },
    { project, studyId, studyRaterId: ids.studyRaterIds.at(-1) },
    {
      ...{ project, studyId, renew: true, maxRaters: null, expiresAt: null },
      ...{ participantsOnly: false, screenOutCode: null },
    },
    { project, jobId: NOBODYS },
    { project, encoderId: 'dinov2-small' },
    { project, version: 1 },
    { studyRaterId },
    { studyRaterId: ids.studyRaterIds.at(-1) },
    { studyRaterId, consent: true },
    { token: 'unknown-token' },
  ];
}

/** What a rater may do by an action, which the tour must leave to the rater. */
const OWN = ['withdrawFromStudyAction', 'signOutAction', 'startRatingAction'];

/** What somebody is told who may not act. A word about the input would mean that it was looked at first. */
const REFUSALS = ['forbidden', 'not-found', 'unauthenticated'];

/**
 * Calls every server action with every input; returns those outside a rater's scope that did
 * something, or that answered with anything but a refusal.
 */
export async function callActions(page: Page, origin: string, ids: TourIds): Promise<string[]> {
  const done: string[] = [];
  for (const action of allActions().filter(({ name }) => !OWN.includes(name))) {
    const [address = '/'] = addresses(action.page, ids);
    for (const input of inputs(ids)) {
      const response = await page.request.post(`${origin}${address}`, {
        maxRedirects: 0,
        headers: { origin, 'next-action': action.id, 'content-type': 'text/plain;charset=UTF-8' },
        data: JSON.stringify([input]),
      });
      const text = await response.text();
      const code = /"ok":false,"error":\{"code":"([a-z-]+)"/.exec(text)?.[1];
      const told = text.includes('"ok":true') ? 'done' : (code ?? `status ${response.status()}`);
      const refused = REFUSALS.includes(told) || (action.scope === 'public' && told !== 'done');
      if (!refused && action.scope !== 'self')
        done.push(`${action.name} ${JSON.stringify(input)}: ${told}`);
    }
  }
  return done;
}
