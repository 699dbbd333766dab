import type { ExclusionReason } from '@/lib/domain/study-protocol';
import { isBetween } from '@/lib/domain/study-sessions';
import type { Ctx } from '@/lib/infra/context';
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
  state: 'invited' | 'started' | 'between' | 'done' | 'timed-out' | 'disqualified' | 'withdrawn';
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
  const [rows, excluded, answered] = await Promise.all([
    ctx.db.studyRater.findMany({
      where: { studyId },
      orderBy: [{ invitedAt: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        label: true,
        startedAt: true,
        finishedAt: true,
        timedOutAt: true,
        secondOpensAt: true,
        withdrawnAt: true,
        disqualifiedAt: true,
        user: { select: { name: true } },
        open: names
          ? { select: { studyRaterId: true, participantId: true } }
          : { select: { studyRaterId: true } },
        _count: { select: { trials: true } },
      },
    }),
    excludedRaters(ctx.db, studyId),
    ctx.db.$queryRaw<{ id: string; answered: number }[]>`
      SELECT t."studyRaterId" AS "id", count(*)::int AS "answered"
      FROM "Response" a JOIN "Trial" t ON t."id" = a."trialId"
      JOIN "StudyRater" r ON r."id" = t."studyRaterId"
      WHERE r."studyId" = ${studyId}::uuid GROUP BY t."studyRaterId"`,
  ]);
  const counts = new Map(answered.map((row) => [row.id, row.answered]));
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
    state: row.withdrawnAt
      ? 'withdrawn'
      : row.disqualifiedAt
        ? 'disqualified'
        : row.finishedAt
          ? row.timedOutAt
            ? 'timed-out'
            : 'done'
          : !row.startedAt
            ? 'invited'
            : isBetween(row, now)
              ? 'between'
              : 'started',
  }));
}
