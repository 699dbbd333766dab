import type { Prisma } from '@/lib/infra/db/generated/client';

/**
 * The pairs of a study that a person can rate blind: neither worked on nor shown to him in another
 * study. The database remembers both, the latter also after a withdrawal.
 */
export const unseenPairs = (rating: {
  studyId: string;
  userId: string;
}): Prisma.StudyPairWhereInput => ({
  studyId: rating.studyId,
  pair: { status: 'IN_STUDY', exposures: { none: { userId: rating.userId } } },
});
