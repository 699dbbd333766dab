/** Both images of a pair on one screen: what raters get, what is stored, and what the database refuses. */
import { expect, it } from 'vitest';
import { distanceOf } from '@/lib/domain/presentation';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { studyAnalysis } from './analysis';
import { createStudy } from './create-study';
import { nextTrial } from './next-trial';
import { openStudy } from './open-study';
import { getStudy } from './queries';
import { myRatings } from './rating-queries';
import type { RatingView } from './rating-view';
import { reportImage } from './report-image';
import { PLAIN_PROTOCOL, type StudyProtocol } from './schemas';
import { startRating } from './start-rating';
import { studyCard } from './study-card';
import { submitResponse } from './submit-response';
import { enterRater, makeApprovedWorld, SENTINEL, storeImageBytes, type World } from './test-world';
import { trialImage } from './trial-image';
import { updateStudy } from './update-study';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const SENT = { choice: 0, confidence: 3, activeMs: 2001, wallMs: 3001 } as const;
const RIGHT = { choice: 1, confidence: 1 } as const;

type Answering = Extract<RatingView, { state: 'answering' }>;

function answering(view: RatingView): Answering {
  if (view.state !== 'answering') throw new Error(`not answering but ${view.state}`);
  return view;
}

async function open(world: World, more: Partial<StudyProtocol> = {}, numbers?: number[]) {
  const { projectId, admin } = world;
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'Both', ratersWanted: 3, trialDistance: 20, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, presentation: 'side-by-side', ...more },
    ...(numbers ? { pairNumbers: numbers } : {}),
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  return studyId;
}

describeOnEachDatabase('a side-by-side study', (database) => {
  it('tells a rater no more than the screen: two images, one question, from practice to the end', async () => {
    const world = await makeApprovedWorld(database().db, 5);
    const more = { practiceNumbers: [5], attentionChecks: 2, qualifyPercent: 0 };
    const studyId = await open(world, more, [1, 2, 3, 4]);
    const { ctx, studyRaterId, user } = await enterRater(world, studyId, 'R1');
    const told: unknown[] = [];
    const consent = await nextTrial(ctx, { studyRaterId });
    expect(consent).toMatchObject({ sideBySide: true, items: 4, practice: 1 });
    let view = await startRating(ctx, { studyRaterId, consent: true });
    const phases: string[] = [];
    const ids = new Set<string>();
    while (view.state === 'answering' || view.state === 'feedback') {
      told.push(view, await myRatings(ctx));
      if (view.state === 'feedback') {
        expect(view.told).toHaveLength(2);
        // Free to differ or not; of a pair the same answer is right once.
        expect(view.told.filter(({ right }) => right)).toHaveLength(1);
        view = view.next;
        continue;
      }
      const { trial } = view;
      phases.push(`${trial.phase} ${trial.position}/${trial.total}`);
      expect(trial.second === undefined).toBe(trial.phase === 'attention');
      for (const id of JSON.stringify(trial).match(UUID) ?? []) ids.add(id);
      const answer = trial.second
        ? { ...SENT, second: { choice: 0, confidence: 2 } as const }
        : SENT;
      const sent = await submitResponse(ctx, { trialId: trial.id, ...answer });
      view = sent.view;
    }
    expect(phases.filter((phase) => !phase.startsWith('attention'))).toEqual([
      'practice 1/1',
      ...[1, 2, 3, 4].map((at) => `study ${at}/4`),
    ]);
    expect(phases.filter((phase) => phase.startsWith('attention'))).toHaveLength(2);
    expect(phases[1]).toBe('study 1/4');
    // Two of each screen with two images, one of each check; random ones, so that none sorts.
    expect(ids.size).toBe(2 * 5 + 2);
    for (const id of ids) expect(id[14]).toBe('4');
    const bytes = JSON.stringify(told);
    const images = await world.db.image.findMany({
      where: { projectId: world.projectId },
      select: { id: true, sha256: true, originalName: true },
    });
    const secrets = [
      ...[SENTINEL.slug, SENTINEL.statement, SENTINEL.note, SENTINEL.pattern],
      ...[String(SENTINEL.semantic), String(SENTINEL.visual)],
      ...[world.projectId, studyId, user.id, ...world.pairIds],
      ...images.flatMap((image) => Object.values(image)),
    ];
    for (const secret of secrets) expect(bytes).not.toContain(secret);
  });

  it('stores two answers at once, each with the presentation and half of the screen’s time', async () => {
    const world = await makeApprovedWorld(database().db, 3);
    await storeImageBytes(world);
    const studyId = await open(world);
    const { ctx, studyRaterId } = await enterRater(world, studyId, 'R1');
    const view = answering(await startRating(ctx, { studyRaterId, consent: true }));
    const { trial, preload } = view;
    const right = trial.second!.id;
    // Both of the next screen can be loaded ahead, and none after it.
    expect(preload).toHaveLength(2);
    const rows = await world.db.trial.findMany({
      where: { studyRaterId },
      orderBy: { position: 'asc' },
      select: { id: true, pairId: true, optionsSwapped: true, firstShownAt: true },
    });
    expect([trial.id, right, ...preload.map(({ trialId }) => trialId)]).toEqual(
      rows.slice(0, 4).map(({ id }) => id),
    );
    expect(rows.slice(0, 3).map(({ firstShownAt }) => firstShownAt === null)).toEqual([
      false,
      false,
      true,
    ]);
    const sizes = await Promise.all(
      rows.slice(0, 4).map(async ({ id }) => (await trialImage(ctx, { trialId: id })).toString()),
    );
    expect(new Set(sizes).size).toBe(4);
    await expect(trialImage(ctx, { trialId: rows[4]!.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    // Either image can be reported.
    for (const trialId of [trial.id, right]) await reportImage(ctx, { trialId });
    expect(await getStudy(world.admin, { projectId: world.projectId, studyId })).toMatchObject({
      imageReports: 2,
    });

    world.clock.advance(5000);
    for (const [trialId, second, key] of [
      [trial.id, undefined, 'answerEachImage'],
      [right, RIGHT, 'trialNotCurrent'],
      [rows[2]!.id, RIGHT, 'trialNotCurrent'],
    ] as const) {
      await expect(
        submitResponse(ctx, { trialId, ...SENT, ...(second ? { second } : {}) }),
      ).rejects.toMatchObject({ key });
    }
    const body = { trialId: trial.id, ...SENT, second: RIGHT };
    const sent = await Promise.all([submitResponse(ctx, body), submitResponse(ctx, body)]);
    expect(sent.map(({ outcome }) => outcome).sort()).toEqual(['already-answered', 'stored']);
    expect(answering(sent[0].view).trial).toMatchObject({ position: 2, total: 3 });
    const stored = await world.db.response.findMany({
      where: { trial: { studyRaterId } },
      orderBy: { trial: { position: 'asc' } },
      select: { choice: true, confidence: true, activeMs: true, wallMs: true, presentation: true },
    });
    const swapped = rows[0]!.optionsSwapped;
    expect(rows[1]!.optionsSwapped).toBe(swapped);
    expect(stored).toEqual(
      [
        { choice: swapped ? 2 : 1, confidence: 3, activeMs: 1000, wallMs: 1500 },
        { choice: swapped ? 1 : 2, confidence: 1, activeMs: 1001, wallMs: 1501 },
      ].map((row) => ({ ...row, presentation: 'side-by-side' })),
    );
    expect((await myRatings(ctx))[0]).toMatchObject({ answered: 1, total: 3 });
  });

  it('is analysed like others, by screens, and its card says what it is not', async () => {
    const world = await makeApprovedWorld(database().db, 4);
    const { projectId, admin } = world;
    const studyId = await open(world);
    for (const [rater, label] of ['R1', 'R2'].entries()) {
      const { ctx, studyRaterId } = await enterRater(world, studyId, label);
      let view = await startRating(ctx, { studyRaterId, consent: true });
      while (view.state === 'answering') {
        const { trial } = view;
        // R1 is right on all; R2 gives option 1 to both images: half of the items, no pair.
        const sides = await world.db.trial.findMany({
          where: { id: { in: [trial.id, trial.second!.id] } },
          orderBy: { position: 'asc' },
          select: { side: true },
        });
        const [first, second] = sides.map(({ side }) => {
          const text = rater === 1 || side === 'A' ? 'Left' : 'Right';
          return { choice: trial.options.indexOf(text) as 0 | 1, confidence: 2 as const };
        });
        world.clock.advance(4000);
        const times = { activeMs: 3000, wallMs: 4000 };
        const body = { trialId: trial.id, ...first!, second: second!, ...times };
        view = (await submitResponse(ctx, body)).view;
      }
      expect(view.state).toBe('done');
    }
    const analysis = await studyAnalysis(admin, { projectId, studyId });
    expect(analysis).toMatchObject({
      presentation: 'side-by-side',
      responses: 16,
      meanIndividual: { pair: { estimate: 1 / 2 }, item: { estimate: 3 / 4 } },
      medianActiveMs: 1500,
    });
    expect(analysis.learning.curve.at(-1)?.to).toBe(4);
    const card = await studyCard(admin, { projectId, studyId });
    expect(card).toMatchObject({ presentation: ['side-by-side'], trialDistance: 1, answers: 16 });
    expect(card.caveat).toMatch(/not comparable with a model/);
  });

  it('is frozen when it opens, in a draft it is not, and the database holds answers to it', async () => {
    const world = await makeApprovedWorld(database().db, 2);
    const { db, projectId, admin } = world;
    const fields = { projectId, name: 'S', ratersWanted: 1, trialDistance: 7, instructions: '' };
    const { studyId } = await createStudy(admin, fields);
    const protocol = { ...PLAIN_PROTOCOL, presentation: 'side-by-side' as const };
    const draft = await updateStudy(admin, { ...fields, studyId, version: 1, protocol });
    expect(await getStudy(admin, { projectId, studyId })).toMatchObject({
      trialDistance: distanceOf('side-by-side', 7),
      protocol: { presentation: 'side-by-side' },
    });
    await expect(
      db.study.update({ where: { id: studyId }, data: { presentation: 'one-by-one' } }),
    ).rejects.toThrow('Study_presentation');
    await expect(
      db.study.update({ where: { id: studyId }, data: { trialDistance: 2 } }),
    ).rejects.toThrow('Study_presentation');
    await openStudy(admin, { projectId, studyId, version: draft.version });
    expect(draft.version).toBe(2);
    await expect(
      db.study.update({ where: { id: studyId }, data: { presentation: 'single-image' } }),
    ).rejects.toThrow('frozen');

    const { ctx, studyRaterId } = await enterRater(world, studyId, 'R1');
    const { trial } = answering(await startRating(ctx, { studyRaterId, consent: true }));
    const answer = { trialId: trial.id, choice: 1, confidence: 1, activeMs: 0, wallMs: 0 };
    await expect(db.response.create({ data: answer })).rejects.toThrow(
      'shows its images otherwise',
    );
    const presentation = 'side-by-side';
    await expect(db.response.create({ data: { ...answer, presentation } })).rejects.toThrow(
      'answered together',
    );
    expect(await db.response.count({ where: { trial: { studyRaterId } } })).toBe(0);
    await db.response.createMany({
      data: [trial.id, trial.second!.id].map((trialId) => ({ ...answer, trialId, presentation })),
    });
  });
});
