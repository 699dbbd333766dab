import { authorize, type Ctx } from '@/lib/infra/context';
import type { Prisma } from '@/lib/infra/db/generated/client';
import { pairsYetToJudge } from '@/lib/infra/told-status';

export interface AuditRow {
  id: string;
  at: string;
  /** Verb-first, e.g. 'pair.claim'; the page has a sentence for each. */
  action: string;
  who: string;
  subjectType: string;
  subjectId: string;
  /** The simple values of what was recorded with it, for the sentence. */
  data: Record<string, string | number>;
}

const PAGE = 50;

export interface AuditFilter {
  action?: string | undefined;
  /** Id of the acting person. */
  person?: string | undefined;
  /** Id of the last event of the page before. */
  before?: string | undefined;
}

/**
 * Leaves out what reviewers did with pairs that the reader may still have to answer, and why these were dropped
 * or sent back: he is told after his own verdict. Few pairs have a verdict and wait for another at the same time.
 */
async function readable(ctx: Ctx, projectId: string): Promise<Prisma.AuditEventWhereInput> {
  const pairs = await pairsYetToJudge(ctx, projectId);
  if (pairs.length === 0) return { projectId };
  return {
    projectId,
    NOT: {
      subjectType: 'Pair',
      subjectId: { in: pairs },
      OR: [
        { action: { startsWith: 'review.' } },
        { action: { in: ['pair.reopen', 'pair.reject-approved'] } },
      ],
    },
  };
}

/** Events of a project, newest first (ids are time-ordered). */
export async function listAudit(
  ctx: Ctx,
  projectId: string,
  filter: AuditFilter,
): Promise<{ events: AuditRow[]; total: number; next: string | null }> {
  authorize(ctx, 'audit:view', projectId);
  const where = {
    ...(await readable(ctx, projectId)),
    ...(filter.action ? { action: filter.action } : {}),
    ...(filter.person ? { actorId: filter.person } : {}),
  };
  const [rows, total] = await Promise.all([
    ctx.db.auditEvent.findMany({
      where: { ...where, ...(filter.before ? { id: { lt: filter.before } } : {}) },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
      select: {
        id: true,
        at: true,
        action: true,
        actorLabel: true,
        subjectType: true,
        subjectId: true,
        data: true,
      },
    }),
    ctx.db.auditEvent.count({ where }),
  ]);
  const page = rows.slice(0, PAGE);
  const named = await subjectsOf(ctx, projectId, page);
  return {
    events: page.map(({ actorLabel, at, data, ...row }) => ({
      ...row,
      at: at.toISOString(),
      who: actorLabel,
      data: { ...named.get(row.subjectId), ...simpleValues(data) },
    })),
    total,
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

/** What the subjects are called now, for events that were recorded without it. */
async function subjectsOf(
  ctx: Ctx,
  projectId: string,
  events: readonly { subjectType: string; subjectId: string }[],
): Promise<Map<string, Record<string, string | number>>> {
  const idsOf = (type: string): string[] => [
    ...new Set(events.flatMap((one) => (one.subjectType === type ? [one.subjectId] : []))),
  ];
  const [studies, pairs] = await Promise.all([
    ctx.db.study.findMany({
      where: { projectId, id: { in: idsOf('Study') } },
      select: { id: true, name: true },
    }),
    ctx.db.pair.findMany({
      where: { projectId, id: { in: idsOf('Pair') } },
      select: { id: true, number: true },
    }),
  ]);
  return new Map<string, Record<string, string | number>>([
    ...studies.map(({ id, name }) => [id, { name }] as const),
    ...pairs.map(({ id, number }) => [id, { number }] as const),
  ]);
}

/** What the filter offers: the actions that happened and the people who acted. */
export async function auditChoices(
  ctx: Ctx,
  projectId: string,
): Promise<{ actions: string[]; people: { id: string; name: string }[] }> {
  authorize(ctx, 'audit:view', projectId);
  const where = await readable(ctx, projectId);
  const [actions, actors] = await Promise.all([
    ctx.db.auditEvent.findMany({
      where,
      distinct: ['action'],
      orderBy: { action: 'asc' },
      select: { action: true },
    }),
    ctx.db.auditEvent.findMany({
      where: { ...where, actorId: { not: null } },
      distinct: ['actorId'],
      select: { actorId: true },
    }),
  ]);
  const ids = actors.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]));
  const people = await ctx.db.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return { actions: actions.map((row) => row.action), people };
}

function simpleValues(data: unknown): Record<string, string | number> {
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(
    Object.entries(data).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}
