import { AppError } from '@/lib/domain/errors';
import type { Tx } from '@/lib/infra/db/client';
import { listed, PRACTISABLE } from './study-pairs';

/**
 * Practice tells the key. So when a study opens, what it practises on is no item of an open study, none of
 * its items is practised on in one, and practice asks the question that is current now. The pairs are
 * locked by the caller.
 */
export async function freezePractice(tx: Tx, studyId: string): Promise<void> {
  const practice = await tx.studyPracticePair.findMany({
    where: { studyId },
    select: { pair: { select: { number: true, status: true, currentQuestionId: true } } },
    orderBy: { pair: { number: 'asc' } },
  });
  const stale = practice
    .filter(({ pair }) => !PRACTISABLE.includes(pair.status) || pair.currentQuestionId === null)
    .map(({ pair }) => pair.number);
  if (stale.length > 0) {
    const list = listed(stale);
    throw new AppError(
      'conflict',
      `Practice pairs are in an open study or no longer approved: ${list}. Edit the study to practise on others; nothing was changed.`,
      { key: 'practicePairsTaken', params: { list } },
    );
  }
  const told = await tx.studyPair.findMany({
    where: {
      studyId,
      pair: { practiceIn: { some: { study: { status: 'OPEN' }, studyId: { not: studyId } } } },
    },
    select: { pair: { select: { number: true } } },
    orderBy: { pair: { number: 'asc' } },
  });
  if (told.length > 0) {
    const list = listed(told.map(({ pair }) => pair.number));
    throw new AppError(
      'conflict',
      `An open study practises on pairs of this one, and so tells their answers: ${list}. Edit the study to leave them out, or close the other one; nothing was changed.`,
      { key: 'studyPairsPractised', params: { list } },
    );
  }
  await tx.$executeRaw`
    UPDATE "StudyPracticePair" x SET "questionId" = p."currentQuestionId"
    FROM "Pair" p WHERE p."id" = x."pairId" AND x."studyId" = ${studyId}::uuid`;
}
