import { AppError } from '@/lib/domain/errors';
import { presentationOf } from '@/lib/domain/presentation';
import { refuseHollowProtocol } from './hollow-rules';
import { PLAIN_PROTOCOL, protocolFields, type StudyProtocol } from './schemas';

type Columns = Omit<StudyProtocol, 'practiceNumbers'>;

/**
 * The study's own columns of a protocol; practice pairs are rows beside it. Throws 'invalid' for a
 * rule that could decide nothing, and where both
 * images of a pair are on one screen, but in two sessions.
 */
export function protocolData(protocol: StudyProtocol = PLAIN_PROTOCOL): Columns {
  const { practiceNumbers, ...columns } = protocol;
  refuseHollowProtocol({ ...columns, practicePairs: practiceNumbers.length });
  if (columns.presentation === 'side-by-side' && columns.sessionGapHours !== null) {
    throw new AppError(
      'invalid',
      'Both images of a pair are on one screen, so they cannot be in two sessions. Nothing was saved.',
      { key: 'sessionsSideBySide' },
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
