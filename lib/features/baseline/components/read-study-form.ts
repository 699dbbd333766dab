import { parsePairNumbers } from '../parse-pair-numbers';
import { MAX_DISTANCE, MAX_RATERS, type StudyFields } from '../schemas';

export type StudyFormErrors = Partial<
  Record<'name' | 'ratersWanted' | 'trialDistance' | 'pairNumbers' | 'form', string>
>;

type Words = (
  key: 'required' | 'number' | 'numbersInvalid',
  params?: Record<string, number>,
) => string;

/** The form's fields, or one sentence per field that cannot be used. The server checks again. */
export function readStudyForm(
  form: FormData,
  t: Words,
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
  const numbers = text('pairs') === 'chosen' ? parsePairNumbers(text('pairNumbers')) : undefined;
  if (numbers === null) errors.pairNumbers = t('numbersInvalid');
  const fields: StudyFields = {
    name: text('name'),
    ratersWanted: whole('ratersWanted', MAX_RATERS),
    trialDistance: whole('trialDistance', MAX_DISTANCE),
    instructions: text('instructions'),
    ...(numbers ? { pairNumbers: numbers } : {}),
  };
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, fields };
}
