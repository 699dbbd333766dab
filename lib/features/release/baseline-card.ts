import {
  baselineCard as card,
  countsOf,
  type BaselineCard as Card,
} from '@/lib/domain/statistics/baseline-card';
import { auditTexts, type TextAudit } from '@/lib/domain/text-only';
import { inThread } from '@/lib/infra/statistics/statistics-thread';
import type { LoadedRelease } from './load-release';

/** How people did on exactly the pairs of a release, and how that was measured. */
export interface BaselineCard extends Card {
  /** Odd rows, of which so many have the key (a). */
  key: { odd: number; oddA: number };
  /** What the texts alone tell, and the keys per pattern. */
  texts: TextAudit;
}

/** Its numbers are computed on a thread beside the process's own. */
export async function baselineCard(release: LoadedRelease): Promise<BaselineCard> {
  const { study, pairs, answers, excluded, protocol, seed } = release;
  const numbers = await inThread('release-numbers', {
    seed,
    pairs: pairs.map(({ pairId, keyForA }) => ({ pairId, keyForA })),
    answers: answers.map(({ raterId, pairId, side, choice }) => ({
      raterId,
      pairId,
      side,
      choice,
    })),
    excluded: [...excluded.keys()],
  });
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
        excluded: countsOf(excluded, answers),
      },
      numbers,
      [study.presentation, ...answers.map((answer) => answer.presentation)],
    ),
    key: { odd: pairs.length, oddA: texts.keys[0]?.oddA.count ?? 0 },
    texts,
  };
}
