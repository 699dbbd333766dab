import { AppError, notFound } from '@/lib/domain/errors';
import type { Choice } from '@/lib/domain/statistics/pair-accuracy';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { disqualifyIfShort, endIfLate, finishIfLast, pauseIfHalf } from './end-rating';
import { standing } from './next-trial';
import { lockRatingOfTrial, refuseUnlessRating } from './own-rating';
import { practiceScreen, tell, toldAgain } from './practice-feedback';
import { ratingView, type RatingView, type Told } from './rating-view';
import type { ResponseBody } from './schemas';
import { upcoming, type Screen, type Upcoming } from './upcoming';

export interface Submitted {
  /** The first answer to a trial stands; a retry is told so, as the first was told, and goes on. */
  outcome: 'stored' | 'already-answered' | 'time-is-up';
  view: RatingView;
}

/**
 * Stores the answer to the rater's current trial, or both answers to a screen with two images, and says what comes next. The place of the option on
 * the screen is mapped to its canonical number here, never in the browser. Throws 'conflict' when
 * the trial is not the current one or the study takes no answers.
 */
export async function submitResponse(
  ctx: Ctx,
  input: ResponseBody & { trialId: string },
): Promise<Submitted> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const rating = await lockRatingOfTrial(tx, userId, input.trialId);
    // Read under the lock, as another tab may have answered before; only what is open comes next.
    const [screen, ...ahead] = await upcoming(tx, rating, ctx.clock.now());
    const current = screen?.[0].id === input.trialId;
    if (!current && (await isAnswered(tx, input.trialId))) {
      const next = await standing(tx, ctx, rating);
      const view = await toldAgain(tx, rating.id, input.trialId, next);
      return { outcome: 'already-answered', view };
    }
    refuseUnlessRating(rating);
    const late = await endIfLate(tx, ctx, rating);
    if (late) return { outcome: 'time-is-up', view: await ratingView(tx, ctx.clock, late) };
    if (!screen || !current) {
      throw new AppError(
        'conflict',
        'Another item comes first. Nothing was lost; go on with that.',
        {
          key: 'trialNotCurrent',
        },
      );
    }
    const given = givenFor(screen, input);
    const now = ctx.clock.now();
    const [first] = screen;
    if (first.phase === 'attention') {
      const { choice } = given[0]!;
      const right = choice === first.shape;
      await storeProtocolAnswer(tx, first.id, { choice, right, answeredAt: now });
      return { outcome: 'stored', view: await ratingView(tx, ctx.clock, rating, ahead) };
    }
    if (first.phase === 'practice') {
      const told = await storePractice(tx, rating.id, given, now);
      const judged = await disqualifyIfShort(tx, ctx, rating);
      const next = await ratingView(tx, ctx.clock, judged, ahead);
      return {
        outcome: 'stored',
        view: { state: 'feedback', told: told as [Told, ...Told[]], next },
      };
    }
    const times = timesOfEach(boundedTimes(input, first.firstShownAt, now), given.length);
    await tx.response.createMany({
      data: given.map(({ shown, choice, confidence }, at) => ({
        ...{ trialId: shown.id, choice, confidence, ...times[at]! },
        presentation: rating.presentation,
        guidelineVersion: rating.guidelineVersion,
        createdAt: now,
      })),
    });
    const paused = await pauseIfHalf(tx, ctx, rating, first.position);
    const done = await finishIfLast(tx, ctx, paused, ahead);
    return { outcome: 'stored', view: await ratingView(tx, ctx.clock, done, ahead) };
  });
}

interface Given {
  shown: Upcoming;
  choice: Choice | null;
  confidence: ResponseBody['confidence'];
}

/** The canonical answer to each item of the screen. Throws 'invalid' unless there is one for each. */
function givenFor(screen: Screen, { second, ...first }: ResponseBody): Given[] {
  const answers = second ? [first, second] : [first];
  if (answers.length !== screen.length) {
    throw new AppError('invalid', 'Each image on the screen takes one answer.', {
      key: 'answerEachImage',
    });
  }
  return screen.map((shown, at) => {
    const { choice, confidence } = answers[at]!;
    return { shown, choice: canonicalChoice(choice, shown.optionsSwapped), confidence };
  });
}

const isAnswered = async (tx: Tx, trialId: string): Promise<boolean> =>
  (await tx.response.count({ where: { trialId } })) > 0 ||
  (await tx.protocolTrial.count({ where: { id: trialId, answeredAt: { not: null } } })) > 0;

/** Kept apart from the study's answers. */
const storeProtocolAnswer = (
  tx: Tx,
  id: string,
  answer: { choice: Choice | null; right: boolean; answeredAt: Date },
): Promise<unknown> =>
  tx.protocolTrial.update({ where: { id }, data: answer, select: { id: true } });

/** Says what was right, of each image of the screen. */
async function storePractice(
  tx: Tx,
  studyRaterId: string,
  given: readonly Given[],
  answeredAt: Date,
): Promise<Told[]> {
  const items = await practiceScreen(tx, studyRaterId, given[0]!.shown.id);
  const told: Told[] = [];
  for (const { shown, choice } of given) {
    const item = items.find(({ id }) => id === shown.id);
    if (!item) throw notFound('The item');
    const now = tell(item, choice);
    await storeProtocolAnswer(tx, shown.id, { choice, right: now.right, answeredAt });
    told.push(now);
  }
  return told;
}

/** Displayed place 0 or 1 to option 1 or 2. */
export function canonicalChoice(displayed: 0 | 1 | null, optionsSwapped: boolean): 1 | 2 | null {
  if (displayed === null) return null;
  return (displayed === 1) === optionsSwapped ? 1 : 2;
}

type Times = Pick<ResponseBody, 'activeMs' | 'wallMs'>;

/**
 * Nobody knows on which of two images a screen's time was spent: each takes half, so that sums, medians
 * per item and the rule on fast raters mean the same in both presentations. The odd one goes to the last.
 */
function timesOfEach({ activeMs, wallMs }: Times, items: number): Times[] {
  const share = (ms: number, at: number) => Math.floor((ms + at) / items);
  return Array.from({ length: items }, (_, at) => ({
    activeMs: share(activeMs, at),
    wallMs: share(wallMs, at),
  }));
}

/** A browser's clock may be wrong; no time can be longer than what passed here since the first showing. */
function boundedTimes(input: Times, firstShownAt: Date | null, now: Date): Times {
  const passed = Math.max(0, now.getTime() - (firstShownAt ?? now).getTime());
  const wallMs = Math.min(input.wallMs, passed);
  return { wallMs, activeMs: Math.min(input.activeMs, wallMs) };
}
