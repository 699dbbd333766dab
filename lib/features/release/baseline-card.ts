import {
  baselineCard as card,
  countsOf,
  type BaselineCard as Card,
} from '@/lib/domain/statistics/baseline-card';
import { packAnswers, type Packed } from '@/lib/domain/statistics/packed-answers';
import { auditTexts, type TextAudit } from '@/lib/domain/text-only';
import type { Db } from '@/lib/infra/db/client';
import { inThread } from '@/lib/infra/statistics/statistics-thread';
import { answeredRaters, packedAnswers, type AnsweredRater } from '@/lib/infra/study-answers';
import type { LoadedRelease, ReleaseFacts } from './load-release';

/** How people did on exactly the pairs of a release, and how that was measured. */
export interface BaselineCard extends Card {
  /** Odd rows, of which so many have the key (a). */
  key: { odd: number; oddA: number };
  /** What the texts alone tell, and the keys per pattern. */
  texts: TextAudit;
}

/** The answers to a release's pairs, which need not be read where the numbers are kept. */
export interface AnswersOfRelease {
  answered: readonly Pick<AnsweredRater, 'raterId' | 'stamp' | 'presentations'>[];
  load: () => Promise<Packed[]>;
}

/** As the database has them now. */
export const answersNow = async (
  db: Db,
  { id, study }: Pick<ReleaseFacts, 'id' | 'study'>,
): Promise<AnswersOfRelease> => ({
  answered: await answeredRaters(db, study.id, id),
  load: () => packedAnswers(db, study.id, id),
});

/** As they were loaded with the release: an archive's card is of the answers in the archive. */
export function answersOf({ answers }: Pick<LoadedRelease, 'answers'>): AnswersOfRelease {
  const packed = packAnswers(answers);
  const shown = new Map<string, Set<string>>();
  for (const { raterId, presentation } of answers) {
    shown.set(raterId, (shown.get(raterId) ?? new Set()).add(presentation));
  }
  return {
    answered: packed.map(({ id, lines }) => ({
      ...{ raterId: id, stamp: lines, presentations: [...(shown.get(id) ?? [])] },
    })),
    load: async () => packed,
  };
}

/** Its numbers are computed on a thread beside the process's own. */
export async function baselineCard(
  release: ReleaseFacts,
  { answered, load }: AnswersOfRelease,
): Promise<BaselineCard> {
  const { id, study, pairs, excluded, protocol, seed } = release;
  const left = [...excluded.keys()];
  // The pairs of a release are never changed, so that its id stands for them.
  const numbers = await inThread('release-numbers', [id, answered, left], async () => ({
    seed,
    pairs: pairs.map(({ pairId, keyForA }) => ({ pairId, keyForA })),
    answers: await load(),
    excluded: left,
  }));
  const texts = auditTexts(pairs);
  const { primaryEstimand, instructions, guidelineVersion } = study;
  return {
    ...card(
      {
        primaryEstimand,
        instructions,
        guidelineVersion,
        openedAt: study.openedAt,
        closedAt: study.closedAt,
        ...protocol,
        excluded: countsOf(excluded, answered),
      },
      numbers,
      [study.presentation, ...answered.flatMap(({ presentations }) => presentations)],
    ),
    key: { odd: pairs.length, oddA: texts.keys[0]?.oddA.count ?? 0 },
    texts,
  };
}
