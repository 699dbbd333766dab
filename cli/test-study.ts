/** How tests of whole studies open one and let people answer it. */
import { createStudy } from '@/lib/features/baseline/create-study';
import { openStudy } from '@/lib/features/baseline/open-study';
import { PLAIN_PROTOCOL, type StudyProtocol } from '@/lib/features/baseline/schemas';
import { startRating } from '@/lib/features/baseline/start-rating';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import type { Rater, World } from '@/lib/features/baseline/test-world';
import type { Side } from '@/lib/domain/statistics/pair-accuracy';

/** Of all approved pairs of the world, unless `fields` says otherwise. */
export async function open(
  world: World,
  more: Partial<StudyProtocol>,
  fields: object = {},
): Promise<string> {
  const { projectId, admin } = world;
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'Whole', ratersWanted: 12, trialDistance: 6, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, ...more },
    ...fields,
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  return studyId;
}

export interface Ways {
  /** Whether this rater is right on an item of the study; right where absent. */
  right?(pair: number, side: Side): boolean;
  attentive?: boolean;
  practised?: boolean;
  /** Answers to the study's items at most. */
  most?: number;
}

/** Answers like a person: practice, checks and items as they come. Returns the last view's state. */
export async function rate(
  world: World,
  { ctx, studyRaterId }: Rater,
  ways: Ways = {},
): Promise<string> {
  let view = await startRating(ctx, { studyRaterId, consent: true });
  let given = 0;
  while (view.state === 'answering' || view.state === 'feedback') {
    if (view.state === 'feedback') {
      view = view.next;
      continue;
    }
    const { trial } = view;
    if (trial.phase === 'study' && given++ === (ways.most ?? Infinity)) return 'left';
    // The key is option 1, Left, for A and Right for B.
    const [item] = await world.db.$queryRaw<{ pairId: string; side: Side }[]>`
      SELECT "pairId", "side"::text AS "side" FROM "Trial" WHERE "id" = ${trial.id}::uuid
      UNION ALL SELECT "pairId", "side"::text FROM "ProtocolTrial"
      WHERE "id" = ${trial.id}::uuid AND "pairId" IS NOT NULL`;
    const key = trial.check ?? (item?.side === 'A' ? 'Left' : 'Right');
    const right = {
      study: () => ways.right?.(world.pairIds.indexOf(item!.pairId) + 1, item!.side) ?? true,
      attention: () => ways.attentive ?? true,
      practice: () => ways.practised ?? true,
    }[trial.phase]();
    const place = trial.options.indexOf(key);
    world.clock.advance(4000);
    const sent = await submitResponse(ctx, {
      trialId: trial.id,
      choice: (right ? place : 1 - place) as 0 | 1,
      ...{ confidence: 2, activeMs: 3000, wallMs: 3500 },
    });
    view = sent.view;
  }
  return view.state;
}
