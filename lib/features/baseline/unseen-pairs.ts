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

/**
 * The practice pairs of a study that tell this person nothing: not met before, and not among the items of
 * another study of his, whose key practice would tell.
 */
export const newPractice = (rating: {
  studyId: string;
  userId: string;
}): Prisma.StudyPracticePairWhereInput => ({
  studyId: rating.studyId,
  pair: {
    exposures: { none: { userId: rating.userId } },
    trials: { none: { studyRater: { userId: rating.userId } } },
  },
});
