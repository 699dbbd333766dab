import { notFound } from '@/lib/domain/errors';
import type { Tx } from '@/lib/infra/db/client';
import type { StudyStatus } from '@/lib/infra/db/generated/client';

export interface LockedStudy {
  id: string;
  projectId: string;
  status: StudyStatus;
  version: number;
  seed: string;
  trialDistance: number;
  pilot: boolean;
  attentionChecks: number;
  pairsPerRater: number | null;
}

/**
 * Locks a study's row until the transaction ends. 'exclusive' for whoever changes it; 'shared' for
 * whoever needs it to stay as it is, so that no answer can arrive while a study closes.
 */
export async function lockStudy(
  tx: Tx,
  studyId: string,
  mode: 'exclusive' | 'shared',
  projectId?: string,
): Promise<LockedStudy> {
  const rows =
    mode === 'exclusive'
      ? await tx.$queryRaw<LockedStudy[]>`
          SELECT "id", "projectId", "status"::text AS "status", "version", "seed", "trialDistance",
            "pilot", "attentionChecks", "pairsPerRater"
          FROM "Study" WHERE "id" = ${studyId}::uuid FOR UPDATE`
      : await tx.$queryRaw<LockedStudy[]>`
          SELECT "id", "projectId", "status"::text AS "status", "version", "seed", "trialDistance",
            "pilot", "attentionChecks", "pairsPerRater"
          FROM "Study" WHERE "id" = ${studyId}::uuid FOR SHARE`;
  const study = rows[0];
  if (!study || (projectId !== undefined && study.projectId !== projectId)) {
    throw notFound('The study');
  }
  return study;
}
