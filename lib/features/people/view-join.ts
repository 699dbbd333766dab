import { pairsEach } from '@/lib/domain/assignment';
import { itemsPerScreen, presentationOf } from '@/lib/domain/presentation';
import { handInOf, type Arrival, type HandIn } from '@/lib/domain/participant';
import type { Ctx } from '@/lib/infra/context';
import type { DbOrTx } from '@/lib/infra/db/client';
import { doorOf, participantHash, type Door, type Shut } from './join-door';
import { noteSubmission } from './resume-rater';

/** What a person reads before agreeing; of the items only how many they are. */
export interface ConsentFacts {
  studyName: string;
  instructions: string;
  consentText: string;
  /** Both images of a screen are answered together; `items` and `practice` then count screens. */
  sideBySide: boolean;
  items: number;
  practice: number;
  /** Whether practice decides who goes on. */
  qualify: boolean;
  attentionChecks: number;
  timeCapMinutes: number | null;
  /** Hours between two sessions; null where all is one. */
  sessionGapHours: number | null;
}

export interface ScreenOut {
  code: string;
  handIn: HandIn | null;
}

export type JoinView =
  /** `mayHaveBegun`: a participant, who may have come in before the study took nobody in any more. */
  | { state: Shut; screenOut: ScreenOut | null; mayHaveBegun: boolean }
  /** This browser is in the study already. */
  | { state: 'joined'; studyRaterId: string }
  | { state: 'participant-needed' }
  /** To be read only: not accepted on MTurk yet, or signed in with an account that has a name. */
  | { state: 'preview' | 'signed-in'; consent: ConsentFacts }
  | { state: 'open'; consent: ConsentFacts };

/** Who holds the session of the request. */
export interface Holder {
  id: string;
  anonymous: boolean;
}

/**
 * What the page of an open link says. The token is the authority; no scope is needed. Whether a
 * participant id is known is not said here: whoever only looks does not learn who takes part.
 */
export async function viewJoin(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  input: { token: string; arrival: Arrival; holder: Holder | null },
): Promise<JoinView> {
  const { arrival, holder } = input;
  const door = await doorOf(ctx.db, input.token, ctx.clock.now());
  if (!door) return { state: 'unknown', screenOut: null, mayHaveBegun: false };
  const own = holder?.anonymous ? await ownPlace(ctx.db, door, holder.id, arrival) : null;
  if (own) {
    if (arrival.kind === 'participant') await noteSubmission(ctx.db, own, arrival.participant);
    return { state: 'joined', studyRaterId: own };
  }
  if (door.shut) {
    const screenOut = door.shut === 'full' ? screenOutOf(door, arrival) : null;
    // Said to every participant alike: whether this one has, is not told by a page.
    const mayHaveBegun = arrival.kind === 'participant' && (holder?.anonymous ?? true);
    return { state: door.shut, screenOut, mayHaveBegun };
  }
  const consent = await consentFacts(ctx.db, door.studyId);
  if (holder && !holder.anonymous) return { state: 'signed-in', consent };
  if (arrival.kind === 'preview') return { state: 'preview', consent };
  if (door.participantsOnly && arrival.kind === 'plain') return { state: 'participant-needed' };
  return { state: 'open', consent };
}

export function screenOutOf(door: Door, arrival: Arrival): ScreenOut | null {
  const code = door.screenOutCode;
  if (code === null) return null;
  if (arrival.kind !== 'participant') return { code, handIn: null };
  const { platform, submission, submitTo } = arrival.participant;
  return { code, handIn: handInOf({ platform, submissionId: submission, submitTo }, code) };
}

/** The place in the study of this session, unless the address names another participant: people share machines. */
export async function ownPlace(
  db: DbOrTx,
  door: Pick<Door, 'studyId' | 'projectId'>,
  userId: string,
  arrival: Arrival,
): Promise<string | null> {
  const own = await db.openRater.findFirst({
    where: { studyId: door.studyId, studyRater: { userId } },
    select: { studyRaterId: true, participantHash: true },
  });
  if (!own) return null;
  const other =
    arrival.kind === 'participant' &&
    own.participantHash !== participantHash(door.projectId, arrival.participant);
  return other ? null : own.studyRaterId;
}

async function consentFacts(db: Ctx['db'], studyId: string): Promise<ConsentFacts> {
  const { name, presentation, qualifyPercent, pairsPerRater, _count, ...study } =
    await db.study.findUniqueOrThrow({
      where: { id: studyId },
      select: {
        name: true,
        instructions: true,
        consentText: true,
        attentionChecks: true,
        qualifyPercent: true,
        timeCapMinutes: true,
        sessionGapHours: true,
        pairsPerRater: true,
        presentation: true,
        _count: { select: { pairs: true, practicePairs: true } },
      },
    });
  // Both items of a pair are met, on one screen or on two.
  const perPair = 2 / itemsPerScreen(presentationOf(presentation));
  return {
    ...study,
    studyName: name,
    sideBySide: perPair === 1,
    items: perPair * pairsEach(_count.pairs, pairsPerRater),
    practice: _count.practicePairs,
    qualify: qualifyPercent > 0,
  };
}
