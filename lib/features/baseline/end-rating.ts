/** How a rater's first session and the whole part end by themselves. Withdrawing is another file. */
import { earnsCode } from '@/lib/domain/study-protocol';
import { opensAfter, sessionMs } from '@/lib/domain/study-sessions';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import type { OwnRating } from './own-rating';
import type { Screen } from './upcoming';

/** The item at `position`, the last of the first session, is answered: the second opens after the pause. */
export async function pauseIfHalf(
  tx: Tx,
  ctx: Ctx,
  rating: OwnRating,
  position: number,
): Promise<OwnRating> {
  const { sessionGapHours, secondFrom } = rating;
  if (sessionGapHours === null || secondFrom === null || position !== secondFrom - 1) return rating;
  const secondOpensAt = opensAfter(ctx.clock.now(), sessionGapHours);
  await tx.studyRater.update({ where: { id: rating.id }, data: { secondOpensAt } });
  return { ...rating, secondOpensAt };
}

/** All items of the study are answered. They are counted only where none is among the screens ahead. */
export async function finishIfLast(
  tx: Tx,
  ctx: Ctx,
  rating: OwnRating,
  ahead: readonly Screen[],
): Promise<OwnRating> {
  if (ahead.some(([item]) => item.phase === 'study')) return rating;
  const open = await tx.trial.count({ where: { studyRaterId: rating.id, response: null } });
  return open > 0 ? rating : finish(tx, ctx, rating, false);
}

/**
 * The study's time is up for this rater, now or before: what was answered stands, and no more is taken. Null
 * while there is time. Too little answered gives no completion code, nor keeps the place: else waiting would
 * be paid, and practice passed by sitting it out.
 */
export async function endIfLate(tx: Tx, ctx: Ctx, rating: OwnRating): Promise<OwnRating | null> {
  const { startedAt, finishedAt, withdrawnAt, disqualifiedAt, timedOutAt, timeCapMinutes } = rating;
  // Whose part has ended otherwise gets no completion code by waiting.
  if (!startedAt || withdrawnAt || disqualifiedAt) return null;
  if (timedOutAt) return rating;
  if (finishedAt || timeCapMinutes === null) return null;
  const passed = sessionMs({ ...rating, startedAt }, rating.sessionGapHours, ctx.clock.now());
  if (passed <= timeCapMinutes * 60_000) return null;
  return (await hasEarnedCode(tx, rating.id))
    ? finish(tx, ctx, rating, true)
    : runOut(tx, ctx, rating);
}

async function runOut(tx: Tx, ctx: Ctx, rating: OwnRating): Promise<OwnRating> {
  const timedOutAt = ctx.clock.now();
  await tx.studyRater.update({ where: { id: rating.id }, data: { timedOutAt } });
  await note(tx, ctx, rating, 'rating.out-of-time', {});
  return { ...rating, timedOutAt };
}

/**
 * The study was closed amid this rater's part: who had answered enough by then gets the completion code all the
 * same, when asking for it first.
 */
export async function codeIfClosed(tx: Tx, ctx: Ctx, rating: OwnRating): Promise<OwnRating> {
  const { startedAt, finishedAt, withdrawnAt, disqualifiedAt, timedOutAt } = rating;
  if (rating.studyStatus !== 'CLOSED' || !startedAt) return rating;
  if (finishedAt || withdrawnAt || disqualifiedAt || timedOutAt) return rating;
  if (rating.completionCode !== null || !(await hasEarnedCode(tx, rating.id))) return rating;
  const completionCode = codeOf(ctx, rating);
  await tx.studyRater.update({ where: { id: rating.id }, data: { completionCode } });
  await note(tx, ctx, rating, 'rating.code-at-closing', {});
  return { ...rating, completionCode };
}

async function hasEarnedCode(tx: Tx, studyRaterId: string): Promise<boolean> {
  const items = await tx.trial.count({ where: { studyRaterId } });
  return earnsCode(await tx.response.count({ where: { trial: { studyRaterId } } }), items);
}

/** Ten hexadecimal digits where each has an own one: read aloud or typed without mistakes, and not to be guessed. */
const codeOf = (ctx: Ctx, rating: OwnRating): string =>
  rating.studyCode ?? ctx.rng.uuid().replaceAll('-', '').slice(0, 10).toUpperCase();

async function finish(tx: Tx, ctx: Ctx, rating: OwnRating, late: boolean): Promise<OwnRating> {
  const finishedAt = ctx.clock.now();
  const completionCode = codeOf(ctx, rating);
  await tx.studyRater.update({
    where: { id: rating.id },
    data: { finishedAt, completionCode, ...(late ? { timedOutAt: finishedAt } : {}) },
  });
  await note(tx, ctx, rating, 'rating.finish', late ? { late } : {});
  return { ...rating, finishedAt, completionCode, ...(late ? { timedOutAt: finishedAt } : {}) };
}

/** After the last practice item: too few were right, so the study's items are never shown. */
export async function disqualifyIfShort(tx: Tx, ctx: Ctx, rating: OwnRating): Promise<OwnRating> {
  if (rating.qualifyPercent === 0) return rating;
  const rows = await tx.protocolTrial.findMany({
    where: { studyRaterId: rating.id, phase: 'PRACTICE' },
    select: { right: true, answeredAt: true },
  });
  if (rows.length === 0 || rows.some((row) => row.answeredAt === null)) return rating;
  const right = rows.filter((row) => row.right).length;
  if (100 * right >= rating.qualifyPercent * rows.length) return rating;
  const disqualifiedAt = ctx.clock.now();
  await tx.studyRater.update({ where: { id: rating.id }, data: { disqualifiedAt } });
  // Without the score: the log keeps what it was told, and a rater may withdraw and have answers deleted.
  await note(tx, ctx, rating, 'rating.disqualify', {});
  return { ...rating, disqualifiedAt };
}

const note = (
  tx: Tx,
  ctx: Ctx,
  rating: OwnRating,
  action: 'rating.finish' | 'rating.disqualify' | 'rating.out-of-time' | 'rating.code-at-closing',
  more: object,
) =>
  audit(tx, ctx, {
    projectId: rating.projectId,
    action,
    subjectType: 'StudyRater',
    subjectId: rating.id,
    data: { studyId: rating.studyId, ...more },
  });
