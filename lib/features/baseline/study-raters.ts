import { earnsCode, type ExclusionReason } from '@/lib/domain/study-protocol';
import { isBetween } from '@/lib/domain/study-sessions';
import type { Ctx } from '@/lib/infra/context';
import type { StudyStatus } from '@/lib/infra/db/generated/client';
import { excludedRaters } from '@/lib/infra/excluded-raters';
import { NO_FACTS, raterFacts, type RaterFacts } from '@/lib/infra/rater-time';

export interface RaterProgress {
  id: string;
  label: string;
  /** Only for who manages the study; a researcher sees pseudonyms. */
  name: string | null;
  /** Came in by the open link. */
  open: boolean;
  /** Who that is on a recruiting platform, for paying; only for who manages the study. */
  participant: string | null;
  /** 'timed-out' with the completion code, 'out-of-time' before enough was answered for it. */
  state:
    | 'invited'
    | 'started'
    | 'between'
    | 'cut-off'
    | 'done'
    | 'timed-out'
    | 'out-of-time'
    | 'disqualified'
    | 'withdrawn';
  /** Of whose time was up: 'kept' with enough whole pairs, else 'free' for somebody else. Null for all others. */
  place: 'kept' | 'free' | null;
  /** By a rule fixed before the study opened. */
  excluded: ExclusionReason | null;
  answered: number;
  total: number;
}

/** In order of invitation. */
export async function ratersOf(
  ctx: Ctx,
  studyId: string,
  names: boolean,
): Promise<RaterProgress[]> {
  const now = ctx.clock.now();
  const [rows, excluded, facts] = await Promise.all([
    ctx.db.studyRater.findMany({
      where: { studyId },
      orderBy: [{ invitedAt: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        label: true,
        ...ENDS,
        study: { select: { status: true } },
        user: { select: { name: true } },
        open: names
          ? { select: { studyRaterId: true, participantId: true } }
          : { select: { studyRaterId: true } },
      },
    }),
    excludedRaters(ctx.db, studyId),
    raterFacts(ctx.db, [studyId], now),
  ]);
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    excluded: excluded.get(row.label) ?? null,
    name: names ? row.user.name : null,
    open: row.open !== null,
    participant: row.open && 'participantId' in row.open ? row.open.participantId : null,
    ...progressOf(row, row.study.status, facts.get(row.id) ?? NO_FACTS, now),
  }));
}

/** The columns that say how far a rater's part is. */
export const ENDS = {
  ...{ startedAt: true, finishedAt: true, timedOutAt: true },
  ...{ withdrawnAt: true, disqualifiedAt: true, secondOpensAt: true },
} as const;

type Ends = Record<keyof typeof ENDS, Date | null>;

/** `status` is the study's. */
export function progressOf(
  row: Ends,
  status: StudyStatus,
  facts: RaterFacts,
  now: Date,
): Pick<RaterProgress, 'state' | 'place' | 'answered' | 'total'> {
  const { answered, items: total, keepsPlace } = facts;
  const place = keepsPlace === null ? null : keepsPlace ? 'kept' : 'free';
  return { state: stateOf(row, status, facts, now), place, answered, total };
}

function stateOf(
  row: Ends,
  status: StudyStatus,
  { late, answered, items }: RaterFacts,
  now: Date,
): RaterProgress['state'] {
  if (row.withdrawnAt) return 'withdrawn';
  if (row.disqualifiedAt) return 'disqualified';
  if (row.finishedAt) return row.timedOutAt ? 'timed-out' : 'done';
  if (row.timedOutAt) return 'out-of-time';
  if (!row.startedAt) return 'invited';
  // Whoever did not come back since: the code, where it is earned, waits for that.
  if (late) return earnsCode(answered, items) ? 'timed-out' : 'out-of-time';
  if (status === 'CLOSED') return 'cut-off';
  return isBetween(row, now) ? 'between' : 'started';
}
