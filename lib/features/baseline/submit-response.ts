import { AppError, notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { lockOwnRating, refuseUnlessRating, type OwnRating } from './own-rating';
import { ratingView, type RatingView } from './rating-view';
import type { ResponseBody } from './schemas';

export interface Submitted {
  /** The first answer to a trial stands; a retry is told so and goes on. */
  outcome: 'stored' | 'already-answered';
  view: RatingView;
}

/**
 * Stores the answer to the rater's current trial and says what comes next. The place of the option on
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
    const trial = await tx.trial.findFirst({
      where: { id: input.trialId, studyRater: { userId } },
      select: { id: true, studyRaterId: true, position: true, optionsSwapped: true },
    });
    if (!trial) throw notFound('The item');
    const rating = await lockOwnRating(tx, userId, trial.studyRaterId);
    if (await isAnswered(tx, trial.id)) {
      return { outcome: 'already-answered', view: await ratingView(tx, ctx.clock, rating) };
    }
    refuseUnlessRating(rating);
    const shown = await currentTrial(tx, trial.studyRaterId);
    if (shown?.id !== trial.id) {
      throw new AppError(
        'conflict',
        'Another item comes first. Nothing was lost; go on with that.',
        {
          key: 'trialNotCurrent',
        },
      );
    }
    const now = ctx.clock.now();
    await tx.response.create({
      data: {
        trialId: trial.id,
        choice: canonicalChoice(input.choice, trial.optionsSwapped),
        confidence: input.confidence,
        ...boundedTimes(input, shown.firstShownAt, now),
        guidelineVersion: rating.guidelineVersion,
        createdAt: now,
      },
    });
    const done = await finishIfLast(tx, ctx, rating);
    return { outcome: 'stored', view: await ratingView(tx, ctx.clock, done) };
  });
}

const isAnswered = async (tx: Tx, trialId: string): Promise<boolean> =>
  (await tx.response.count({ where: { trialId } })) > 0;

const currentTrial = (tx: Tx, studyRaterId: string) =>
  tx.trial.findFirst({
    where: { studyRaterId, response: null },
    orderBy: { position: 'asc' },
    select: { id: true, firstShownAt: true },
  });

/** Displayed place 0 or 1 to option 1 or 2. */
export function canonicalChoice(displayed: 0 | 1 | null, optionsSwapped: boolean): 1 | 2 | null {
  if (displayed === null) return null;
  return (displayed === 1) === optionsSwapped ? 1 : 2;
}

/** A browser's clock may be wrong; no time can be longer than what passed here since the first showing. */
function boundedTimes(input: ResponseBody, firstShownAt: Date | null, now: Date) {
  const passed = Math.max(0, now.getTime() - (firstShownAt ?? now).getTime());
  const wallMs = Math.min(input.wallMs, passed);
  return { wallMs, activeMs: Math.min(input.activeMs, wallMs) };
}

async function finishIfLast(tx: Tx, ctx: Ctx, rating: OwnRating): Promise<OwnRating> {
  if (await currentTrial(tx, rating.id)) return rating;
  const finishedAt = ctx.clock.now();
  // Ten hexadecimal digits: read aloud or typed without mistakes, and not to be guessed.
  const completionCode = ctx.rng.uuid().replaceAll('-', '').slice(0, 10).toUpperCase();
  await tx.studyRater.update({ where: { id: rating.id }, data: { finishedAt, completionCode } });
  await audit(tx, ctx, {
    projectId: rating.projectId,
    action: 'rating.finish',
    subjectType: 'StudyRater',
    subjectId: rating.id,
    data: { studyId: rating.studyId },
  });
  return { ...rating, finishedAt, completionCode };
}
