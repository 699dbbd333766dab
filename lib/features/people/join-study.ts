import { AppError, isAppError } from '@/lib/domain/errors';
import type { Arrival } from '@/lib/domain/participant';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { enterStudy } from './enter-study';
import { doorOf, participantHash, type Door } from './join-door';
import { lockMembers } from './last-admin';
import { insertMember } from './add-member';
import { anonymousActor, submissionOf, takeUpAgain } from './resume-rater';
import type { SignedIn } from './sign-in-with-password';
import { countJoin } from './throttle';
import { hashToken } from './tokens';
import { ownPlace, screenOutOf, type Holder, type ScreenOut } from './view-join';

export type Joined =
  | {
      outcome: 'joined';
      studyRaterId: string;
      /** For the personal link, shown once; null where the session at hand was in the study already. */
      resumeToken: string | null;
      /** Null where the session at hand is the rater's. */
      session: SignedIn | null;
    }
  | { outcome: 'screened-out'; reason: string; screenOut: ScreenOut | null };

export interface Joining {
  token: string;
  arrival: Arrival;
  /** Whose session the request carries. */
  holder: Holder | null;
  /** The caller's address; null where it is not known. */
  address: string | null;
  /** Says to have begun before, and so to have agreed: takes up that part, and makes none. */
  begun?: boolean | undefined;
}

type Store = Pick<Ctx, 'db' | 'clock' | 'rng'>;

/** Records the consent, takes a place and lays out the items; throws where there is no place. */
export type Begin = (
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  rater: { userId: string; studyRaterId: string },
) => Promise<unknown>;

/**
 * Whoever holds the open link and agrees becomes a rater of this study, and of nothing else: a new account
 * without name and address, but for who is amid another study as the same participant. All of it happens or nothing. For everybody: the token lets in. A participant
 * id that is in the study already makes no second rater: before its first answer it may begin anew in
 * this browser, afterwards it needs the session or the personal link, since an id proves nothing.
 */
export async function joinStudy(ctx: Store, input: Joining, begin: Begin): Promise<Joined> {
  await countJoin(ctx, { address: input.address });
  if (input.holder && !input.holder.anonymous) throw signedIn();
  const door = await doorOf(ctx.db, input.token, ctx.clock.now());
  if (door) await countJoin(ctx, { address: null, studyId: door.studyId });
  try {
    return await inTransaction(ctx.db, (tx) => joinWithin(tx, ctx, input, begin));
  } catch (error) {
    if (!door || !isAppError(error) || !NO_PLACE.includes(error.key ?? '')) throw error;
    const screenOut = screenOutOf(door, input.arrival);
    return { outcome: 'screened-out', reason: error.key ?? '', screenOut };
  }
}

/** There is nothing for this person to do here, by no fault of theirs. */
const NO_PLACE = ['joinFull', 'studyFull', 'nothingToRate', 'practisedBefore'];

async function joinWithin(tx: Tx, ctx: Store, input: Joining, begin: Begin): Promise<Joined> {
  const { arrival, holder } = input;
  const known = await doorOf(tx, input.token, ctx.clock.now());
  if (!known) throw shut('unknown');
  // One after the other, so that neither the last place nor one participant id is taken twice.
  await lockMembers(tx, known.projectId);
  const door = await doorOf(tx, input.token, ctx.clock.now());
  if (!door) throw shut('unknown');
  const own = holder ? await ownPlace(tx, door, holder.id, arrival) : null;
  if (own) return { outcome: 'joined', studyRaterId: own, resumeToken: null, session: null };
  if (arrival.kind === 'preview') throw needsParticipant();
  if (arrival.kind === 'participant') {
    const again = await takeUpAgain(tx, ctx, door, arrival.participant);
    if (again) return { outcome: 'joined', ...again };
  }
  if (input.begun) throw notBegun();
  if (door.shut) throw shut(door.shut);
  if (door.participantsOnly && arrival.kind !== 'participant') throw needsParticipant();
  return enter(tx, ctx, door, input, begin);
}

async function enter(
  tx: Tx,
  ctx: Store,
  door: Door,
  { arrival, holder }: Joining,
  begin: Begin,
): Promise<Joined> {
  const { projectId, studyId } = door;
  const now = ctx.clock.now();
  const participant = arrival.kind === 'participant' ? arrival.participant : null;
  const hash = participant ? participantHash(projectId, participant) : null;
  const own = holder && hash !== null ? await busyAs(tx, projectId, holder.id, hash) : null;
  const userId = own?.id ?? (await newAccount(tx, ctx, projectId));
  const { studyRaterId, label } = await enterStudy(tx, ctx, { projectId, studyId, userId });
  const person =
    own ??
    (await tx.user.update({
      where: { id: userId },
      data: { name: label },
      select: { id: true, name: true, email: true },
    }));
  if (!own) {
    const earlier = hash !== null ? await namesOf(tx, hash) : holder ? [holder.id] : [];
    if (earlier.length > 0) await rememberSeen(tx, userId, earlier, now);
  }
  const resumeToken = ctx.rng.secret(32);
  await tx.openRater.create({
    data: {
      ...{ studyRaterId, studyId, resumeHash: hashToken(resumeToken), joinedAt: now },
      participantHash: hash,
      platform: participant?.platform ?? null,
      participantId: participant?.id ?? null,
      ...(participant ? submissionOf(participant) : {}),
    },
    select: { studyRaterId: true },
  });
  const acting = { ...ctx, actor: anonymousActor(person) };
  // Not the participant id: the log is never rewritten, and the id is deleted on request.
  await audit(tx, acting, {
    projectId,
    action: 'rating.join',
    subjectType: 'StudyRater',
    subjectId: studyRaterId,
    data: { studyId, ...(participant ? { platform: participant.platform } : {}) },
  });
  await begin(tx, acting, { userId, studyRaterId });
  const session = own ? null : { userId, sessionVersion: 1 };
  return { outcome: 'joined', studyRaterId, resumeToken, session };
}

/** A rater without name and address; named by the label once that is known. */
async function newAccount(tx: Tx, ctx: Store, projectId: string): Promise<string> {
  const userId = ctx.rng.uuid();
  // RFC 6761: no mail ever reaches .invalid, and nobody signs in by an address that nobody is told.
  const email = `${userId}@anonymous.invalid`;
  await tx.user.create({
    data: { id: userId, email, name: 'Rater', anonymous: true, createdAt: ctx.clock.now() },
    select: { id: true },
  });
  await insertMember(tx, ctx, { projectId, userId, role: 'RATER' });
  return userId;
}

/**
 * The session's own account, if it is the same participant's and amid another study, to which a new account would
 * lose the way: the browser keeps one session, and who comes from a platform keeps no personal link.
 */
const busyAs = (tx: Tx, projectId: string, userId: string, hash: string) =>
  tx.user.findFirst({
    where: {
      ...{ id: userId, anonymous: true, disabledAt: null, instanceAdmin: false },
      memberships: { some: { projectId, role: 'RATER', everHeldAccess: false } },
      studyRaters: {
        some: {
          open: { participantHash: hash },
          study: { projectId, status: 'OPEN' },
          ...{ finishedAt: null, withdrawnAt: null, disqualifiedAt: null, timedOutAt: null },
        },
      },
    },
    select: { id: true, name: true, email: true },
  });

/** The accounts under which the same participant was in earlier studies. */
async function namesOf(tx: Tx, hash: string): Promise<string[]> {
  const earlier = await tx.openRater.findMany({
    where: { participantHash: hash },
    select: { studyRater: { select: { userId: true } } },
  });
  return earlier.map(({ studyRater }) => studyRater.userId);
}

/**
 * One person under a new account: what the earlier ones saw, this one has seen; and what they are still to
 * practise in an open study, whose key this one must not bring along.
 */
const rememberSeen = (
  tx: Tx,
  userId: string,
  earlier: string[],
  now: Date,
): Promise<number> => tx.$executeRaw`
  INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
  SELECT e."pairId", ${userId}::uuid, min(e."reason"), min(e."at")
  FROM (
    SELECT "pairId", "userId", "reason", "at" FROM "PairExposure"
    UNION ALL
    SELECT x."pairId", r."userId", 'practised', ${now}::timestamp(3)
    FROM "ProtocolTrial" x
    JOIN "StudyRater" r ON r."id" = x."studyRaterId"
    JOIN "Study" s ON s."id" = r."studyId" AND s."status" = 'OPEN'
    WHERE x."pairId" IS NOT NULL
  ) e WHERE e."userId" = ANY(${earlier}::uuid[]) GROUP BY e."pairId"
  ON CONFLICT DO NOTHING`;

const SENTENCE = {
  unknown: 'This link leads to no study. Check that you copied all of it.',
  off: 'This link was switched off. The study takes nobody in by it.',
  expired: 'The time in which people could join this study is over.',
  closed: 'This study is closed. Thank you for your interest.',
  full: 'This study has all the raters that it needs. Thank you for your interest.',
} as const;
const KEY = {
  unknown: 'joinUnknown',
  off: 'joinOff',
  expired: 'joinExpired',
  closed: 'joinClosed',
  full: 'joinFull',
} as const;

const shut = (why: keyof typeof SENTENCE): AppError =>
  new AppError(why === 'unknown' ? 'not-found' : 'conflict', SENTENCE[why], { key: KEY[why] });

const needsParticipant = (): AppError =>
  new AppError(
    'forbidden',
    'Open this study from the platform on which you found it, so that your part can be told to it.',
    { key: 'joinNeedsParticipant' },
  );

const notBegun = (): AppError =>
  new AppError('not-found', 'With this participant id nobody has begun this study.', {
    key: 'joinNotBegun',
  });

const signedIn = (): AppError =>
  new AppError(
    'conflict',
    'You are signed in with an account. Sign out, or open the link in a private window.',
    { key: 'joinSignedIn' },
  );
