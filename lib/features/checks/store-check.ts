import { overallStatus, type Finding } from '@/lib/domain/check-rules';
import { sources, transition, type PairStatus } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { inTransaction } from '@/lib/infra/db/client';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';

export interface CheckedPair {
  pairId: string;
  questionId: string;
  findings: Finding[];
  semantic: number | null;
  visual: number | null;
}

/**
 * Stores the results of a chunk and moves the pairs, all or nothing. A pair that was released stays
 * released; a failed result keeps it out of the next release. A result of a version that has been
 * replaced is stored for the report, and the pair stays where its newer version has brought it.
 */
export async function storeChecks(
  ctx: WorkerCtx,
  run: { id: string; projectId: string },
  checked: readonly CheckedPair[],
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    for (const pair of checked) {
      const status = overallStatus(pair.findings);
      // A worker that was thought dead may have stored it meanwhile: the first result stands.
      const { count } = await tx.checkResult.createMany({
        data: {
          checkRunId: run.id,
          pairId: pair.pairId,
          questionId: pair.questionId,
          status,
          findings: pair.findings,
          semantic: pair.semantic,
          visual: pair.visual,
        },
        skipDuplicates: true,
      });
      if (count === 0) continue;
      const event = status === 'PASSED' ? 'check' : 'uncheck';
      for (const from of sources(event).filter((source) => source !== to(source, event))) {
        const moved = await tx.pair.updateMany({
          where: { id: pair.pairId, status: from, currentQuestionId: pair.questionId },
          data: { status: to(from, event), version: { increment: 1 } },
        });
        if (moved.count === 0) continue;
        await audit(tx, ctx, {
          projectId: run.projectId,
          action: `pair.${event}`,
          subjectType: 'Pair',
          subjectId: pair.pairId,
          data: { checkRunId: run.id, status },
        });
      }
    }
  });
}

const to = (from: PairStatus, event: 'check' | 'uncheck'): PairStatus => transition(from, event);
