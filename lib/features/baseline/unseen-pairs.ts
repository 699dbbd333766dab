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
 * The practice pairs of a study that tell this person nothing and are told by nothing: not met before, neither
 * among the items nor to be practised in another study of his, where the one would tell the key to the other.
 */
export const newPractice = (rating: {
  studyId: string;
  userId: string;
}): Prisma.StudyPracticePairWhereInput => ({
  studyId: rating.studyId,
  pair: {
    exposures: { none: { userId: rating.userId } },
    trials: { none: { studyRater: { userId: rating.userId } } },
    // Laid out and never shown: once that study is closed it never will be.
    protocolTrials: { none: { studyRater: { userId: rating.userId, study: { status: 'OPEN' } } } },
  },
});
