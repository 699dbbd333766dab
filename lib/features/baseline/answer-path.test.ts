/** What one answer costs the database, and that what is spared changes nothing that it says or stores. */
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import type { Db } from '@/lib/infra/db/client';
import { describeOnEachDatabase, type TestDatabase } from '@/lib/testing/database';
import { createStudy } from './create-study';
import { openStudy } from './open-study';
import { PLAIN_PROTOCOL, type StudyProtocol } from './schemas';
import { startRating } from './start-rating';
import { submitResponse } from './submit-response';
import { enterRater, makeApprovedWorld, makeOpenStudy } from './test-world';
import { withdrawFromStudy } from './withdraw-rater';

const ANSWER = { choice: 0, confidence: 3, activeMs: 10, wallMs: 20 } as const;
/**
 * With BEGIN and COMMIT: whose trial it is, what comes next, the answer, when the next was first shown. Practice
 * looks up what was right and stores each image; with the last answer a part ends, noted, with a code.
 */
const MOST = { study: 6, attention: 6, practice: 8, last: 9 };

describeOnEachDatabase('one answer', (database) => {
  it.each(['single-image', 'side-by-side'] as const)(
    'costs few round trips, and tells what a second look tells (%s)',
    async (presentation) => {
      const { ctx, studyRaterId } = await enter(database(), presentation);
      let view = await startRating(ctx, { studyRaterId, consent: true });
      const query = vi.spyOn(pg.Client.prototype, 'query');
      const met: string[] = [];
      while (view.state === 'answering') {
        const { id, phase, second } = view.trial;
        const body = { trialId: id, ...ANSWER, ...(second ? { second: ANSWER } : {}) };
        query.mockClear();
        const { outcome, view: told } = await submitResponse(ctx, body);
        const trips = query.mock.calls.length;
        expect(outcome).toBe('stored');
        view = told.state === 'feedback' ? told.next : told;
        expect(trips).toBeLessThanOrEqual(MOST[view.state === 'done' ? 'last' : phase]);
        // A retry, and the second tab of a screen with two images, read all of it anew: of practice also what
        // was right, as the first reply may have been lost.
        for (const trialId of [id, ...(second ? [second.id] : [])]) {
          expect(await submitResponse(ctx, { ...body, trialId })).toEqual({
            ...{ outcome: 'already-answered', view: told },
          });
        }
        met.push(phase);
      }
      query.mockRestore();
      expect(view.state).toBe('done');
      expect(new Set(met)).toEqual(new Set(['practice', 'attention', 'study']));
    },
  );

  it('that waits while its rater withdraws is refused and leaves nothing', async () => {
    const { db, kind } = database();
    const world = await makeApprovedWorld(db, 1);
    const { ctx, studyRaterId } = await enterRater(world, await makeOpenStudy(world), 'R1');
    const view = await startRating(ctx, { studyRaterId, consent: true });
    if (view.state !== 'answering') throw new Error('not answering');
    const body = { trialId: view.trial.id, ...ANSWER };
    const holder = new pg.Client({ connectionString: database().url });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(`SELECT 1 FROM "StudyRater" WHERE "id" = '${studyRaterId}' FOR UPDATE`);
      // In this order, both wait: on a server for the row, on the embedded database for their turn.
      const withdrawn = withdrawFromStudy(ctx, { studyRaterId });
      if (kind === 'postgres') await untilWaiting(db, 1);
      const answered = submitResponse(ctx, body);
      const refused = expect(answered).rejects.toMatchObject(
        kind === 'postgres' ? { key: 'raterWithdrawn' } : { code: 'not-found' },
      );
      if (kind === 'postgres') await untilWaiting(db, 2);
      await holder.query('COMMIT');
      expect(await withdrawn).toEqual({ answersDeleted: 0 });
      await refused;
    } finally {
      await holder.end();
    }
    expect(await db.response.count({ where: { trial: { studyRaterId } } })).toBe(0);
  });
});

async function enter({ db }: TestDatabase, presentation: StudyProtocol['presentation']) {
  const world = await makeApprovedWorld(db, 3);
  const { projectId, admin } = world;
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'S', ratersWanted: 1, trialDistance: 1, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, presentation, practiceNumbers: [3], attentionChecks: 1 },
    pairNumbers: [1, 2],
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  return enterRater(world, studyId, 'R1');
}

/** Until so many sessions of this database wait for a lock. */
async function untilWaiting(db: Db, sessions: number): Promise<void> {
  for (let waiting = 0; waiting < sessions;) {
    const rows = await db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    waiting = rows[0]?.n ?? 0;
  }
}
