import type { ExclusionReason } from '@/lib/domain/study-protocol';
import { isBetween } from '@/lib/domain/study-sessions';
import type { Ctx } from '@/lib/infra/context';
import type { StudyStatus } from '@/lib/infra/db/generated/client';
import { excludedRaters } from '@/lib/infra/excluded-raters';

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
  const [rows, excluded, counts] = await Promise.all([
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
        _count: { select: { trials: true } },
      },
    }),
    excludedRaters(ctx.db, studyId),
    answersByRater(ctx, [studyId]),
  ]);
  const now = ctx.clock.now();
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    excluded: excluded.get(row.label) ?? null,
    name: names ? row.user.name : null,
    open: row.open !== null,
    participant: row.open && 'participantId' in row.open ? row.open.participantId : null,
    answered: counts.get(row.id) ?? 0,
    total: row._count.trials,
    state: stateOf(row, row.study.status, now),
  }));
}

/** Answers to items of these studies, by the id of the rater's part. */
export async function answersByRater(
  ctx: Ctx,
  studyIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.$queryRaw<{ id: string; answered: number }[]>`
    SELECT r."id", count(*)::int AS "answered"
    FROM "Response" a JOIN "Trial" t ON t."id" = a."trialId"
    JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    WHERE r."studyId" = ANY(${studyIds}::uuid[]) GROUP BY r."id"`;
  return new Map(rows.map((row) => [row.id, row.answered]));
}

/** The columns that say how far a rater's part is. */
export const ENDS = {
  ...{ startedAt: true, finishedAt: true, timedOutAt: true },
  ...{ withdrawnAt: true, disqualifiedAt: true, secondOpensAt: true },
} as const;

/** `status` is the study's. */
export function stateOf(
  row: Record<keyof typeof ENDS, Date | null>,
  status: StudyStatus,
  now: Date,
): RaterProgress['state'] {
  if (row.withdrawnAt) return 'withdrawn';
  if (row.disqualifiedAt) return 'disqualified';
  if (row.finishedAt) return row.timedOutAt ? 'timed-out' : 'done';
  if (row.timedOutAt) return 'out-of-time';
  if (!row.startedAt) return 'invited';
  if (status === 'CLOSED') return 'cut-off';
  return isBetween(row, now) ? 'between' : 'started';
}
