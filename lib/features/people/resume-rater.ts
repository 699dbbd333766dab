/** How a rater without a name goes on in another browser. */
import { AppError, notFound } from '@/lib/domain/errors';
import type { Participant } from '@/lib/domain/participant';
import type { Actor } from '@/lib/domain/permissions';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type DbOrTx, type Tx } from '@/lib/infra/db/client';
import { participantHash, type Door } from './join-door';
import type { SignedIn } from './sign-in-with-password';
import { countJoin } from './throttle';
import { hashToken } from './tokens';

type Store = Pick<Ctx, 'db' | 'clock' | 'rng'>;

export interface Resumed {
  studyRaterId: string;
  session: SignedIn;
}

/**
 * The same participant id comes again without its session. Nobody checks that the address speaks the
 * truth, so an id alone opens nothing that holds an answer: null where it is new, the same place under a
 * new session (the old one and its personal link end) before the first answer. Throws 'conflict' later.
 */
export async function takeUpAgain(
  tx: Tx,
  ctx: Store,
  door: Door,
  participant: Participant,
): Promise<(Resumed & { resumeToken: string }) | null> {
  const found = await tx.openRater.findUnique({
    where: {
      studyId_participantHash: {
        studyId: door.studyId,
        participantHash: participantHash(door.projectId, participant),
      },
    },
    select: { studyRaterId: true },
  });
  if (!found) return null;
  const { studyRaterId } = found;
  // An answer that is being stored holds its row, here or of another study: it comes before, and then counts.
  await tx.$queryRaw`
    SELECT "id" FROM "StudyRater"
    WHERE "userId" = (SELECT r."userId" FROM "StudyRater" r WHERE r."id" = ${studyRaterId}::uuid)
    ORDER BY "id" FOR UPDATE`;
  const rater = await tx.studyRater.findUniqueOrThrow({
    where: { id: studyRaterId },
    select: {
      ...{
        userId: true,
        finishedAt: true,
        withdrawnAt: true,
        disqualifiedAt: true,
        timedOutAt: true,
      },
      user: {
        select: {
          disabledAt: true,
          // The account may be amid another study as well, whose answers an id must not open either.
          studyRaters: {
            select: {
              _count: {
                select: {
                  trials: { where: { response: { isNot: null } } },
                  protocolTrials: { where: { answeredAt: { not: null } } },
                },
              },
            },
          },
        },
      },
    },
  });
  if (rater.withdrawnAt) {
    throw new AppError(
      'conflict',
      'You have withdrawn from this study. Your answers are deleted.',
      {
        key: 'raterWithdrawn',
      },
    );
  }
  const answered = rater.user.studyRaters.some(
    ({ _count }) => _count.trials + _count.protocolTrials > 0,
  );
  const ended = rater.finishedAt ?? rater.disqualifiedAt ?? rater.timedOutAt;
  if (answered || ended || rater.user.disabledAt) {
    // One sentence for all: an id, which proves nothing, does not tell how far its owner came.
    throw new AppError(
      'conflict',
      'You have begun this study in another browser. Open it there, or by your personal link: you go on where you were, or see how it ended.',
      { key: 'joinedElsewhere' },
    );
  }
  const resumeToken = ctx.rng.secret(32);
  await tx.openRater.update({
    where: { studyRaterId },
    data: { resumeHash: hashToken(resumeToken) },
    select: { studyRaterId: true },
  });
  await noteSubmission(tx, studyRaterId, participant);
  const user = await tx.user.update({
    where: { id: rater.userId },
    data: { sessionVersion: { increment: 1 } },
    select: { id: true, name: true, email: true, sessionVersion: true },
  });
  await note(tx, ctx, door, studyRaterId, user);
  const session = { userId: user.id, sessionVersion: user.sessionVersion };
  return { studyRaterId, session, resumeToken };
}

/** What a platform calls a participant's try at a task, and where that is handed in. */
export const submissionOf = ({ task, submission, submitTo }: Participant) => ({
  ...{ taskId: task, submissionId: submission, submitTo },
});

/**
 * A task that was given back on the platform and taken again has another submission: the code is handed in for
 * the latest. Not where the participant's ids were deleted.
 */
export async function noteSubmission(
  db: DbOrTx,
  studyRaterId: string,
  participant: Participant,
): Promise<void> {
  if (participant.submission === null) return;
  await db.openRater.updateMany({
    where: { studyRaterId, participantId: { not: null } },
    data: submissionOf(participant),
  });
}

/** Whether a personal link leads anywhere. Its token is the authority. */
export async function knowsResume(ctx: Pick<Ctx, 'db'>, token: string): Promise<boolean> {
  return (await ctx.db.openRater.count({ where: whose(token) })) > 0;
}

/** Opens the place of a personal link in this browser. For everybody: the token lets in. */
export async function resumeRater(
  ctx: Store,
  input: { token: string; address: string | null },
): Promise<Resumed> {
  await countJoin(ctx, { address: input.address });
  return inTransaction(ctx.db, async (tx) => {
    const open = await tx.openRater.findFirst({
      where: whose(input.token),
      select: {
        studyId: true,
        studyRaterId: true,
        studyRater: {
          select: {
            user: { select: { id: true, name: true, email: true, sessionVersion: true } },
            study: { select: { projectId: true } },
          },
        },
      },
    });
    if (!open) {
      throw new AppError(
        'not-found',
        'This personal link leads nowhere; a newer one replaced it.',
        {
          key: 'resumeUnknown',
        },
      );
    }
    const { studyRaterId, studyId, studyRater } = open;
    const { user, study } = studyRater;
    await note(tx, ctx, { studyId, projectId: study.projectId }, studyRaterId, user);
    return { studyRaterId, session: { userId: user.id, sessionVersion: user.sessionVersion } };
  });
}

/** A new personal link; the one before leads nowhere then. Only for the rater whose place it is. */
export async function newResumeLink(
  ctx: Ctx,
  input: { studyRaterId: string },
): Promise<{ token: string }> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  const token = ctx.rng.secret(32);
  const { count } = await ctx.db.openRater.updateMany({
    where: { studyRaterId: input.studyRaterId, studyRater: { userId } },
    data: { resumeHash: hashToken(token) },
  });
  if (count === 0) throw notFound('The study');
  return { token };
}

const whose = (token: string) => ({
  resumeHash: hashToken(token),
  studyRater: { user: { disabledAt: null, anonymous: true } },
});

interface Person {
  id: string;
  name: string;
  email: string;
}

export const anonymousActor = ({ id, name, email }: Person): Actor => ({
  kind: 'user',
  userId: id,
  name,
  email,
  instanceAdmin: false,
  projectId: null,
  role: null,
});

const note = (
  tx: Tx,
  ctx: Store,
  study: { studyId: string; projectId: string },
  studyRaterId: string,
  person: Person,
): Promise<void> =>
  audit(
    tx,
    { ...ctx, actor: anonymousActor(person) },
    {
      projectId: study.projectId,
      action: 'rating.resume',
      subjectType: 'StudyRater',
      subjectId: studyRaterId,
      data: { studyId: study.studyId },
    },
  );
