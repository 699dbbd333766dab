import { distanceOf } from '@/lib/domain/presentation';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { protocolData } from './protocol-data';
import { UNSTATED } from './recruiting';
import type { StudyFields } from './schemas';
import { selectPracticePairs, selectStudyPairs } from './study-pairs';

/**
 * Makes a study in draft. Its seed decides every rater's order of items and options; it is drawn
 * here, stored, and never changes.
 */
export async function createStudy(
  ctx: Ctx,
  input: StudyFields & { projectId: string },
): Promise<{ studyId: string; pairs: number }> {
  authorize(ctx, 'study:manage', input.projectId);
  const createdById = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const pairs = await selectStudyPairs(tx, input.projectId, input);
    const protocol = protocolData(input.protocol, pairs.length);
    const numbers = input.protocol?.practiceNumbers ?? [];
    const practice = await selectPracticePairs(tx, input.projectId, numbers, pairs);
    const study = await tx.study.create({
      data: {
        projectId: input.projectId,
        name: input.name,
        ratersWanted: input.ratersWanted,
        trialDistance: distanceOf(protocol.presentation, input.trialDistance),
        instructions: input.instructions,
        ...protocol,
        ...(input.recruiting ?? UNSTATED),
        seed: ctx.rng.secret(16),
        createdById,
        createdAt: ctx.clock.now(),
        pairs: { createMany: { data: pairs } },
        practicePairs: { createMany: { data: practice } },
      },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'study.create',
      subjectType: 'Study',
      subjectId: study.id,
      data: { name: input.name, pairs: pairs.length, ratersWanted: input.ratersWanted },
    });
    return { studyId: study.id, pairs: pairs.length };
  });
}
