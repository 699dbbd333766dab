import { REVIEWED } from '@/lib/domain/item-lifecycle';
import { authorize, type Ctx } from '@/lib/infra/context';
import { can } from '@/lib/domain/permissions';
import type { KeyCounts } from '@/lib/domain/project-lint';
import { draftsInProgress } from '@/lib/infra/drafts';
import { countStuck } from '@/lib/infra/escalated';
import { keyCounts } from '@/lib/infra/key-counts';
import { countReviewable } from '@/lib/infra/reviewable';

/** Counts of the pipeline strip, derived at each read. A pair counts in every stage that it has passed. */
export interface PipelineCounts {
  images: number;
  pairs: number;
  drafts: number;
  inReview: number;
  approved: number;
  measured: number;
  checked: number;
  released: number;
}

export async function pipelineCounts(ctx: Ctx, projectId: string): Promise<PipelineCounts> {
  authorize(ctx, 'project:view', projectId);
  const [images, byStatus, drafts] = await Promise.all([
    ctx.db.image.count({ where: { projectId } }),
    ctx.db.pair.groupBy({ by: ['status'], where: { projectId }, _count: { _all: true } }),
    ctx.db.draft.count({ where: { pair: { projectId } } }),
  ]);
  const of = (...statuses: readonly string[]): number =>
    byStatus
      .filter((row) => statuses.includes(row.status))
      .reduce((sum, row) => sum + row._count._all, 0);
  return {
    images,
    pairs: byStatus.reduce((sum, row) => sum + row._count._all, 0),
    drafts,
    inReview: of('IN_REVIEW', 'IN_ADJUDICATION'),
    approved: of(...REVIEWED),
    measured: of('MEASURED', 'CHECKED', 'RELEASED'),
    checked: of('CHECKED', 'RELEASED'),
    released: of('RELEASED'),
  };
}

/**
 * How often each answer is right for image A among approved questions, for those who see a pair through its
 * checks and its release, where they read the keys; null for everybody else.
 */
export async function keyBalance(ctx: Ctx, projectId: string): Promise<KeyCounts | null> {
  authorize(ctx, 'project:view', projectId);
  return can(ctx.actor, 'checks:view', projectId)
    ? keyCounts(ctx.db, { projectId, now: ctx.clock.now() })
    : null;
}

/** The single most useful next thing for this person; the page shows it as one large button. */
export type NextWork =
  | { kind: 'add-images' }
  | { kind: 'mine' }
  | { kind: 'changes-requested'; count: number }
  | { kind: 'continue-draft'; count: number; pair: number }
  | { kind: 'write'; count: number }
  | { kind: 'review'; count: number }
  | { kind: 'skipped'; count: number }
  | { kind: 'study'; count: number }
  | { kind: 'check'; count: number }
  | { kind: 'release'; count: number }
  | { kind: 'results' }
  | { kind: 'nothing' };

export async function nextWork(ctx: Ctx, projectId: string): Promise<NextWork[]> {
  authorize(ctx, 'project:view', projectId);
  const { actor, db } = ctx;
  const userId = actor.kind === 'user' ? actor.userId : null;
  const holds = (scope: Parameters<typeof can>[1]): boolean => can(actor, scope, projectId);
  const work: NextWork[] = [];

  const [images, byStatus] = await Promise.all([
    db.image.count({ where: { projectId } }),
    db.pair.groupBy({ by: ['status'], where: { projectId }, _count: { _all: true } }),
  ]);
  const of = (status: string): number =>
    byStatus.find((row) => row.status === status)?._count._all ?? 0;

  if (images === 0 && holds('corpus:add')) work.push({ kind: 'add-images' });
  if (images > 0 && byStatus.length === 0 && holds('mining:run')) work.push({ kind: 'mine' });

  if (userId !== null && holds('authoring:write')) {
    const [drafts, changes] = await Promise.all([
      draftsInProgress(db, { projectId, userId, now: ctx.clock.now() }),
      db.pair.count({
        where: { projectId, status: 'CHANGES_REQUESTED', currentQuestion: { authorId: userId } },
      }),
    ]);
    if (changes > 0) work.push({ kind: 'changes-requested', count: changes });
    if (drafts) work.push({ kind: 'continue-draft', count: drafts.count, pair: drafts.newest });
  }
  if (userId !== null && holds('review:write')) {
    // What the review page would offer, by the same rule.
    const { forMe: count } = await countReviewable(db, { projectId, userId, now: ctx.clock.now() });
    if (count > 0) work.push({ kind: 'review', count });
    const skipped = await countStuck(db, { projectId, now: ctx.clock.now() });
    if (skipped > 0) work.push({ kind: 'skipped', count: skipped });
  }
  if (holds('release:make') && of('CHECKED') > 0)
    work.push({ kind: 'release', count: of('CHECKED') });
  if (holds('checks:run') && of('MEASURED') > 0)
    work.push({ kind: 'check', count: of('MEASURED') });
  if (holds('study:manage') && of('APPROVED') > 0)
    work.push({ kind: 'study', count: of('APPROVED') });
  if (holds('authoring:write') && of('MINED') > 0) work.push({ kind: 'write', count: of('MINED') });
  if (holds('results:view') && of('RELEASED') > 0) work.push({ kind: 'results' });
  return work.length > 0 ? work : [{ kind: 'nothing' }];
}
