import { AppError } from '@/lib/domain/errors';
import { distanceOf } from '@/lib/domain/presentation';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { lockStudy } from './lock-study';
import { protocolData } from './protocol-data';
import { UNSTATED } from './recruiting';
import type { StudyFields } from './schemas';
import { selectPracticePairs, selectStudyPairs } from './study-pairs';

/**
 * Changes a study in draft. Once it is open its settings are frozen: raters must all have met the
 * same study. Throws 'conflict' when it is open or when somebody else changed it meanwhile.
 */
export async function updateStudy(
  ctx: Ctx,
  input: StudyFields & { projectId: string; studyId: string; version: number },
): Promise<{ version: number; pairs: number }> {
  authorize(ctx, 'study:manage', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const study = await lockStudy(tx, input.studyId, 'exclusive', input.projectId);
    if (study.status !== 'DRAFT') {
      throw new AppError(
        'conflict',
        'This study has been opened, so its settings are frozen. Make a new study to change them.',
        { key: 'studyFrozen' },
      );
    }
    if (study.version !== input.version) throw await staleStudy(tx, study.id, study.version);
    const pairs = await selectStudyPairs(tx, input.projectId, input);
    const practice = await selectPracticePairs(
      tx,
      input.projectId,
      input.protocol?.practiceNumbers ?? [],
      pairs,
    );
    await tx.studyPair.deleteMany({ where: { studyId: study.id } });
    await tx.studyPair.createMany({ data: pairs.map((pair) => ({ ...pair, studyId: study.id })) });
    await tx.studyPracticePair.deleteMany({ where: { studyId: study.id } });
    await tx.studyPracticePair.createMany({
      data: practice.map((pair) => ({ ...pair, studyId: study.id })),
    });
    const protocol = protocolData(input.protocol, pairs.length);
    const settings = {
      name: input.name,
      ratersWanted: input.ratersWanted,
      trialDistance: distanceOf(protocol.presentation, input.trialDistance),
      instructions: input.instructions,
      ...protocol,
      ...(input.recruiting ?? UNSTATED),
    };
    const { version } = await tx.study.update({
      where: { id: study.id },
      data: { ...settings, version: { increment: 1 } },
      select: { version: true },
    });
    await audit(tx, ctx, {
      projectId: study.projectId,
      action: 'study.update',
      subjectType: 'Study',
      subjectId: study.id,
      data: { ...settings, pairs: pairs.length },
    });
    return { version, pairs: pairs.length };
  });
}

async function staleStudy(tx: Tx, studyId: string, version: number): Promise<AppError> {
  const current = await tx.study.findUnique({
    where: { id: studyId },
    select: { name: true, ratersWanted: true, trialDistance: true, instructions: true },
  });
  return new AppError(
    'conflict',
    'Somebody else changed this study meanwhile. Nothing was overwritten; compare and save again.',
    { key: 'studyStale', current: { ...current, version } },
  );
}
