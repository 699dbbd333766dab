import { MOST_RATERS, pairsEach } from '@/lib/domain/assignment';
import { PATTERN_IDS } from '@/lib/domain/patterns';
import { hollowRule, mostChecks } from '@/lib/domain/study-protocol';
import { MAX_GAP_HOURS, MIN_GAP_HOURS } from '@/lib/domain/study-sessions';
import { PRESENTATIONS, type Presentation } from '@/lib/domain/presentation';
import { parsePairNumbers } from '../parse-pair-numbers';
import { readRecruiting } from './read-recruiting';
import {
  ESTIMANDS,
  MAX_CHECKS,
  MAX_DISTANCE,
  MAX_PAIRS,
  MAX_PRACTICE,
  type StudyFields,
  type StudyProtocol,
} from '../schemas';

/** Numbers of the protocol as they are written; those that may be left empty mean "no rule" then. */
export const PROTOCOL_NUMBERS = {
  qualifyPercent: { min: 0, max: 100, optional: false },
  attentionChecks: { min: 0, max: MAX_CHECKS, optional: false },
  attentionMistakesAllowed: { min: 0, max: MAX_CHECKS, optional: true },
  leastMedianSeconds: { min: 0.1, max: 60, optional: true },
  timeCapMinutes: { min: 1, max: 100_000, optional: true },
  pairsPerRater: { min: 1, max: MAX_PAIRS, optional: true },
  sessionGapHours: { min: MIN_GAP_HOURS, max: MAX_GAP_HOURS, optional: true },
} as const;
export type ProtocolNumber = keyof typeof PROTOCOL_NUMBERS;

export type StudyFormErrors = Partial<
  Record<
    | 'name'
    | 'ratersWanted'
    | 'trialDistance'
    | 'pairNumbers'
    | 'practiceNumbers'
    | 'completionCode'
    | 'payAmount'
    | 'payCurrency'
    | 'form'
    | ProtocolNumber,
    string
  >
>;

type Words = (
  key:
    | 'required'
    | 'number'
    | 'numbersInvalid'
    | 'codeInvalid'
    | 'qualifyWithoutPractice'
    | 'checksTooMany'
    | 'mistakesNeverTooMany'
    | 'recruiting.payAmountWrong'
    | 'recruiting.payCurrencyWrong',
  params?: Record<string, number>,
) => string;

/**
 * The form's fields, or one sentence per field that cannot be used. The server checks again. `pairs` is how
 * many the study would have, 0 where that is not known.
 */
export function readStudyForm(
  form: FormData,
  t: Words,
  pairs: number,
): { ok: true; fields: StudyFields } | { ok: false; errors: StudyFormErrors } {
  const errors: StudyFormErrors = {};
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const whole = (name: 'ratersWanted' | 'trialDistance', max: number): number => {
    const value = Number(text(name));
    if (!Number.isInteger(value) || value < 1 || value > max) {
      errors[name] = t('number', { min: 1, max });
    }
    return value;
  };
  if (text('name') === '') errors.name = t('required');
  const which = text('pairs');
  const numbers = which === 'chosen' ? parsePairNumbers(text('pairNumbers')) : undefined;
  if (numbers === null) errors.pairNumbers = t('numbersInvalid');
  const pattern = PATTERN_IDS.find((id) => which === `pattern:${id}`);
  const protocol = readProtocol(form, t, errors, pairs);
  const fields: StudyFields = {
    name: text('name'),
    ratersWanted: whole('ratersWanted', MOST_RATERS),
    // Both images on one screen have no distance to ask for.
    trialDistance:
      protocol.presentation === 'side-by-side' ? 1 : whole('trialDistance', MAX_DISTANCE),
    instructions: text('instructions'),
    ...(numbers ? { pairNumbers: numbers } : {}),
    ...(which === 'candidates' ? { candidates: true as const } : {}),
    ...(pattern ? { pattern } : {}),
    ...(which.startsWith('benchmark:') ? { benchmarkId: which.slice('benchmark:'.length) } : {}),
    protocol,
    recruiting: readRecruiting(form, (key) => t(`recruiting.${key}`), errors),
  };
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, fields };
}

/** What a rater's time goes into, for planning. */
export interface PlannedScreens {
  presentation: Presentation;
  practicePairs: number;
  attentionChecks: number;
  /** Null where everybody rates all pairs. */
  pairsPerRater: number | null;
}

/** While somebody still writes; what cannot be read counts as none, and is refused on saving. */
export function readScreens(form: FormData): PlannedScreens {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const checks = Number(text('attentionChecks'));
  const each = Number(text('pairsPerRater'));
  return {
    presentation: PRESENTATIONS.find((id) => id === text('presentation')) ?? PRESENTATIONS[0],
    practicePairs: parsePairNumbers(text('practiceNumbers'), MAX_PRACTICE)?.length ?? 0,
    attentionChecks: checks >= 0 && checks <= MAX_CHECKS ? Math.floor(checks) : 0,
    pairsPerRater: each >= 1 && each <= MAX_PAIRS ? Math.floor(each) : null,
  };
}

function readProtocol(
  form: FormData,
  t: Words,
  errors: StudyFormErrors,
  pairs: number,
): StudyProtocol {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const read = (name: ProtocolNumber): number | null => {
    const { min, optional, ...range } = PROTOCOL_NUMBERS[name];
    const max = name === 'pairsPerRater' && pairs > 0 ? pairs : range.max;
    const written = text(name);
    if (written === '') return optional ? null : 0;
    const value = Number(written);
    const whole = name === 'leastMedianSeconds' || Number.isInteger(value);
    if (!whole || !(value >= min && value <= max)) errors[name] = t('number', { min, max });
    return value;
  };
  const practice = text('practiceNumbers');
  const practiceNumbers = practice === '' ? [] : parsePairNumbers(practice, MAX_PRACTICE);
  if (practiceNumbers === null) errors.practiceNumbers = t('numbersInvalid');
  const completionCode = text('completionCode') || null;
  if (completionCode !== null && !/^[\w-]{1,40}$/.test(completionCode)) {
    errors.completionCode = t('codeInvalid');
  }
  const seconds = read('leastMedianSeconds');
  const presentation = PRESENTATIONS.find((id) => id === text('presentation')) ?? PRESENTATIONS[0];
  const protocol: StudyProtocol = {
    primaryEstimand: ESTIMANDS.find((id) => id === text('primaryEstimand')) ?? ESTIMANDS[0],
    presentation,
    // Both images on one screen are in one session.
    sessionGapHours: presentation === 'side-by-side' ? null : read('sessionGapHours'),
    pairsPerRater: read('pairsPerRater'),
    consentText: text('consentText'),
    pilot: form.get('pilot') !== null,
    practiceNumbers: practiceNumbers ?? [],
    qualifyPercent: read('qualifyPercent') ?? 0,
    attentionChecks: read('attentionChecks') ?? 0,
    // Without checks there is no mistake to count, whatever the field still says.
    attentionMistakesAllowed:
      read('attentionChecks') === 0 ? null : read('attentionMistakesAllowed'),
    leastMedianMs: seconds === null ? null : Math.round(1000 * seconds),
    timeCapMinutes: read('timeCapMinutes'),
    completionCode,
  };
  refuseHollow(protocol, t, errors, pairs);
  return protocol;
}

/** Beside the field; the server refuses it as well. */
function refuseHollow(
  protocol: StudyProtocol,
  t: Words,
  errors: StudyFormErrors,
  pairs: number,
): void {
  const each = pairsEach(pairs, protocol.pairsPerRater);
  const practicePairs = protocol.practiceNumbers.length;
  const rule = hollowRule({ ...protocol, practicePairs, pairs: each > 0 ? each : null });
  if (rule === 'qualifyWithoutPractice') errors.qualifyPercent ??= t(rule);
  if (rule === 'checksTooMany') {
    errors.attentionChecks ??= t(rule, { most: mostChecks(each, protocol.presentation) });
  }
  if (rule === 'mistakesNeverTooMany') errors.attentionMistakesAllowed ??= t(rule);
}
