import type { Prisma } from './db/generated/client';
import type { Ctx } from './context';
import type { Tx } from './db/client';

export interface AuditEntry {
  projectId?: string | null;
  /** verb-first, e.g. 'pair.claim' */
  action: string;
  subjectType: string;
  subjectId: string;
  data?: Prisma.InputJsonObject;
}

/** Writes an audit event. Takes the transaction of the change: the two are stored together or not at all. */
export async function audit(
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  entry: AuditEntry,
): Promise<void> {
  const { actor } = ctx;
  await tx.auditEvent.create({
    data: {
      at: ctx.clock.now(),
      actorId: actor.kind === 'user' ? actor.userId : null,
      actorLabel:
        actor.kind === 'user' ? actor.name : actor.kind === 'system' ? actor.label : 'anonymous',
      projectId: entry.projectId ?? null,
      action: entry.action,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      data: entry.data ?? {},
    },
  });
}
