/** What an administrator does with a study's open link. It is the study's, not its maker's. */
import { AppError, notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type DbOrTx, type Tx } from '@/lib/infra/db/client';
import { EARNED_CODE, timeIsUp } from '@/lib/infra/rater-time';
import { freePlaces, silent } from '@/lib/infra/study-places';
import type { JoinLinkSettings } from './join-schemas';
import { hashToken } from './tokens';

type Asked = JoinLinkSettings & { projectId: string };

/**
 * Switches the open link of an open study on, or changes it. A link that was off gets a new address, and
 * so does one that is renewed; otherwise the address stays. Returns the token where it is new: it is
 * shown once, and only its SHA-256 is stored.
 */
export async function setJoinLink(ctx: Ctx, input: Asked): Promise<{ token: string | null }> {
  authorize(ctx, 'study:manage', input.projectId);
  const createdById = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const study = await lockStudyOf(tx, input);
    if (study.status !== 'OPEN') {
      throw new AppError('conflict', 'Open the study first; then people can join it.', {
        key: 'joinStudyNotOpen',
      });
    }
    const before = await tx.joinLink.findUnique({
      where: { studyId: input.studyId },
      select: { switchedOffAt: true },
    });
    const fresh = input.renew || before === null || before.switchedOffAt !== null;
    const token = fresh ? ctx.rng.secret(32) : null;
    const { studyId, maxRaters, participantsOnly, screenOutCode } = input;
    const settings = {
      ...{ maxRaters, participantsOnly, screenOutCode, switchedOffAt: null },
      expiresAt: input.expiresAt === null ? null : new Date(input.expiresAt),
    };
    const address =
      token === null
        ? {}
        : { tokenHash: hashToken(token), createdById, createdAt: ctx.clock.now() };
    if (before) {
      await tx.joinLink.update({ where: { studyId }, data: { ...settings, ...address } });
    } else {
      const made = { tokenHash: hashToken(token ?? ''), createdById, createdAt: ctx.clock.now() };
      await tx.joinLink.create({ data: { studyId, ...settings, ...made } });
    }
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: fresh ? 'study.open-link' : 'study.change-link',
      subjectType: 'Study',
      subjectId: studyId,
      data: { maxRaters, participantsOnly, expiresAt: input.expiresAt },
    });
    return { token };
  });
}

/** Nobody comes in by it any more. Who came in goes on. */
export async function switchJoinLinkOff(
  ctx: Ctx,
  input: { projectId: string; studyId: string },
): Promise<void> {
  authorize(ctx, 'study:manage', input.projectId);
  await inTransaction(ctx.db, async (tx) => {
    await lockStudyOf(tx, input);
    const { count } = await tx.joinLink.updateMany({
      where: { studyId: input.studyId, switchedOffAt: null },
      data: { switchedOffAt: ctx.clock.now() },
    });
    if (count === 0) return;
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'study.close-link',
      subjectType: 'Study',
      subjectId: input.studyId,
    });
  });
}

/**
 * Deletes who raters are on recruiting platforms, once they are paid. Fingerprints stay, by which a
 * participant is recognised. Throws 'conflict' while the study is open: people still join it.
 */
export async function forgetParticipants(
  ctx: Ctx,
  input: { projectId: string; studyId: string },
): Promise<{ forgotten: number }> {
  authorize(ctx, 'study:manage', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const study = await lockStudyOf(tx, input);
    if (study.status !== 'CLOSED') {
      throw new AppError('conflict', 'Close the study first; participants still need their ids.', {
        key: 'joinStudyNotClosed',
      });
    }
    const { count } = await tx.openRater.updateMany({
      where: { studyId: input.studyId, participantId: { not: null } },
      data: { participantId: null, taskId: null, submissionId: null, submitTo: null },
    });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'study.forget-participants',
      subjectType: 'Study',
      subjectId: input.studyId,
      data: { count },
    });
    return { forgotten: count };
  });
}

export interface JoinLinkView {
  /** Never switched on, on, or off again. */
  state: 'none' | 'on' | 'off';
  maxRaters: number | null;
  expiresAt: string | null;
  expired: boolean;
  /** As the study is, or the link: who follows it is told so. */
  full: boolean;
  participantsOnly: boolean;
  screenOutCode: string | null;
  /** Who came in by it and holds room in it: joinedBy. */
  joined: number;
  /** Participant ids that are still stored. */
  participants: number;
  /** One for everybody, set with the study; null where each rater gets one. */
  completionCode: string | null;
}

/** The link as administrators see it; its token is not stored. */
export async function joinLinkOf(
  ctx: Ctx,
  input: { projectId: string; studyId: string },
): Promise<JoinLinkView> {
  authorize(ctx, 'study:manage', input.projectId);
  const study = await ctx.db.study.findFirst({
    where: { id: input.studyId, projectId: input.projectId },
    select: { completionCode: true, joinLink: true },
  });
  if (!study) throw notFound('The study');
  const { joinLink: link, completionCode } = study;
  const now = ctx.clock.now();
  const [joined, free, participants] = await Promise.all([
    joinedBy(ctx.db, input.studyId, now),
    freePlaces(ctx.db, input.studyId, now),
    ctx.db.openRater.count({ where: { studyId: input.studyId, participantId: { not: null } } }),
  ]);
  return {
    state: link === null ? 'none' : link.switchedOffAt === null ? 'on' : 'off',
    maxRaters: link?.maxRaters ?? null,
    expiresAt: link?.expiresAt?.toISOString() ?? null,
    expired: link?.expiresAt != null && link.expiresAt <= now,
    full: free === 0 || (link?.maxRaters != null && joined >= link.maxRaters),
    participantsOnly: link?.participantsOnly ?? false,
    screenOutCode: link?.screenOutCode ?? null,
    ...{ joined, participants, completionCode },
  };
}

/**
 * Who withdrew, did not qualify or ran out of time leaves room for somebody else, noted or not, and so does who
 * has answered nothing within the hour that the place is kept: else whoever only joins could shut the link. Not so
 * who has answered, for that may be paid.
 */
export async function joinedBy(db: DbOrTx, studyId: string, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ joined: number }[]>`
    SELECT count(*)::int AS "joined"
    FROM "OpenRater" o
    JOIN "StudyRater" r ON r."id" = o."studyRaterId"
    JOIN "Study" s ON s."id" = r."studyId"
    WHERE o."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL AND r."disqualifiedAt" IS NULL
      AND (r."timedOutAt" IS NULL OR r."finishedAt" IS NOT NULL)
      AND (NOT ${timeIsUp(now)} OR ${EARNED_CODE})
      AND NOT ${silent(now)}`;
  return row?.joined ?? 0;
}

async function lockStudyOf(
  tx: Tx,
  input: { projectId: string; studyId: string },
): Promise<{ status: string }> {
  const [study] = await tx.$queryRaw<{ status: string }[]>`
    SELECT "status"::text AS "status" FROM "Study"
    WHERE "id" = ${input.studyId}::uuid AND "projectId" = ${input.projectId}::uuid
    FOR NO KEY UPDATE`;
  if (!study) throw notFound('The study');
  return study;
}
