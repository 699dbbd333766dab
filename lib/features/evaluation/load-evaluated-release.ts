import { AppError, notFound } from '@/lib/domain/errors';
import { placedKey, placedOptions } from '@/lib/domain/formats/mmvp';
import type { OptionLetter } from '@/lib/domain/formats/read-option';
import type { PatternId } from '@/lib/domain/patterns';
import type { Choice, Side } from '@/lib/domain/statistics/pair-accuracy';
import type { Db } from '@/lib/infra/db/client';

/** One row of Questions.csv: what a model was asked, and where its answer belongs. */
export interface ReleaseRow {
  /** 1-based. */
  index: number;
  pairId: string;
  side: Side;
  /** As written, (a) first. */
  options: { a: string; b: string };
  optionsSwapped: boolean;
  key: OptionLetter;
}

/** A published release with its key. Throws 'not-found', or 'conflict' while it is not published. */
export async function loadEvaluatedRelease(
  db: Db,
  projectId: string,
  which: { releaseId: string } | { version: number },
) {
  const release = await db.release.findFirst({
    where: {
      projectId,
      ...('releaseId' in which ? { id: which.releaseId } : { version: which.version }),
    },
    select: {
      id: true,
      version: true,
      status: true,
      studyId: true,
      seed: true,
      study: { select: { presentation: true } },
      pairs: {
        orderBy: { position: 'asc' },
        select: {
          pairId: true,
          position: true,
          firstSide: true,
          optionsSwapped: true,
          question: {
            select: {
              optionOne: true,
              optionTwo: true,
              keyForA: true,
              statementA: true,
              statementB: true,
              pattern: true,
            },
          },
          pair: {
            select: {
              number: true,
              imageA: { select: { sha256: true } },
              imageB: { select: { sha256: true } },
            },
          },
        },
      },
    },
  });
  if (!release) throw notFound('The release');
  if (release.status !== 'PUBLISHED') {
    throw new AppError('conflict', `Release ${release.version} is not published yet.`, {
      key: 'releaseNotPublished',
      params: { version: release.version },
    });
  }
  const pairs = release.pairs.map(({ pair, question, ...placement }) => ({
    ...placement,
    number: pair.number,
    hashes: { A: pair.imageA.sha256, B: pair.imageB.sha256 },
    options: [question.optionOne, question.optionTwo] as [string, string],
    keyForA: question.keyForA as Choice,
    statements: { A: question.statementA, B: question.statementB },
    pattern: question.pattern as PatternId,
  }));
  const rows = pairs.flatMap((pair): ReleaseRow[] => {
    const [a, b] = placedOptions(pair.options, pair.optionsSwapped);
    const sides: readonly Side[] = pair.firstSide === 'A' ? ['A', 'B'] : ['B', 'A'];
    return sides.map((side, k) => ({
      index: 2 * pair.position - 1 + k,
      pairId: pair.pairId,
      side,
      options: { a, b },
      optionsSwapped: pair.optionsSwapped,
      key: placedKey(pair.keyForA, side, pair.optionsSwapped) === '(a)' ? 'a' : 'b',
    }));
  });
  return { ...release, pairs, rows };
}

export type EvaluatedRelease = Awaited<ReturnType<typeof loadEvaluatedRelease>>;
