import { pairsEach } from '@/lib/domain/assignment';
import { AppError } from '@/lib/domain/errors';
import { presentationOf } from '@/lib/domain/presentation';
import { refuseHollowProtocol } from './hollow-rules';
import { PLAIN_PROTOCOL, protocolFields, type StudyProtocol } from './schemas';

type Columns = Omit<StudyProtocol, 'practiceNumbers'>;

/**
 * The columns of a protocol of a study with so many pairs; practice pairs are rows beside it. Throws
 * 'invalid' for a rule that could decide nothing, for more attention checks than have a place, where both images of a pair are on one screen, but in two
 * sessions, and where a rater should get more pairs than there are.
 */
export function protocolData(protocol: StudyProtocol = PLAIN_PROTOCOL, pairs: number): Columns {
  const { practiceNumbers, ...columns } = protocol;
  refuseHollowProtocol({
    ...columns,
    practicePairs: practiceNumbers.length,
    // A draft may wait for its pairs; what has none is not opened.
    pairs: pairs === 0 ? null : pairsEach(pairs, columns.pairsPerRater),
  });
  if (columns.presentation === 'side-by-side' && columns.sessionGapHours !== null) {
    throw new AppError(
      'invalid',
      'Both images of a pair are on one screen, so they cannot be in two sessions. Nothing was saved.',
      { key: 'sessionsSideBySide' },
    );
  }
  if (columns.pairsPerRater !== null && columns.pairsPerRater > pairs) {
    throw new AppError(
      'invalid',
      `Each rater should get ${columns.pairsPerRater} pairs, and the study has ${pairs}. Nothing was saved.`,
      { key: 'pairsPerRaterTooMany', params: { each: columns.pairsPerRater, pairs } },
    );
  }
  return columns;
}

/** The way back. */
export function protocolOf(
  study: Omit<Columns, 'primaryEstimand' | 'presentation'> & {
    primaryEstimand: string;
    presentation: string;
    practicePairs: { pair: { number: number } }[];
  },
): StudyProtocol {
  const { shape } = protocolFields;
  return {
    primaryEstimand: shape.primaryEstimand.parse(study.primaryEstimand),
    presentation: presentationOf(study.presentation),
    sessionGapHours: study.sessionGapHours,
    pairsPerRater: study.pairsPerRater,
    consentText: study.consentText,
    pilot: study.pilot,
    practiceNumbers: study.practicePairs.map(({ pair }) => pair.number),
    qualifyPercent: study.qualifyPercent,
    attentionChecks: study.attentionChecks,
    attentionMistakesAllowed: study.attentionMistakesAllowed,
    leastMedianMs: study.leastMedianMs,
    timeCapMinutes: study.timeCapMinutes,
    completionCode: study.completionCode,
  };
}
