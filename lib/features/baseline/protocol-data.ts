import { presentationOf } from '@/lib/domain/presentation';
import { PLAIN_PROTOCOL, protocolFields, type StudyProtocol } from './schemas';

type Columns = Omit<StudyProtocol, 'practiceNumbers'>;

/** The study's own columns of a protocol; practice pairs are rows beside it. */
export function protocolData(protocol: StudyProtocol = PLAIN_PROTOCOL): Columns {
  const { practiceNumbers: _, ...columns } = protocol;
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
