'use client';
import { useTranslations } from 'next-intl';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { LEAST_PERCENT_FOR_CODE, LEAST_PERCENT_FOR_PLACE } from '@/lib/domain/study-protocol';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { writePairNumbers } from '../parse-pair-numbers';
import { ESTIMANDS, USUAL_PROTOCOL, type StudyProtocol } from '../schemas';
import { PROTOCOL_NUMBERS, type ProtocolNumber, type StudyFormErrors } from './read-study-form';

interface ProtocolFieldsProps {
  values: StudyProtocol;
  errors: StudyFormErrors;
}

/** What is fixed before anybody answers: practice, checks, exclusions, estimand. */
export function ProtocolFields({ values, errors }: ProtocolFieldsProps) {
  const t = useTranslations('studies.form');
  // Pairs per rater stand beside the raters, the pause beside the presentation that allows it.
  const written: Record<
    Exclude<ProtocolNumber, 'sessionGapHours' | 'pairsPerRater'>,
    number | null
  > = {
    qualifyPercent: values.qualifyPercent,
    attentionChecks: values.attentionChecks,
    attentionMistakesAllowed: values.attentionMistakesAllowed,
    leastMedianSeconds: values.leastMedianMs === null ? null : values.leastMedianMs / 1000,
    timeCapMinutes: values.timeCapMinutes,
  };
  const text = (id: 'practiceNumbers' | 'completionCode', value: string) => (
    <Field id={id} label={t(id)} hint={t(`${id}Hint`)} error={errors[id]}>
      <Input
        id={id}
        name={id}
        defaultValue={value}
        maxLength={200}
        {...fieldAria({ id, hint: t(`${id}Hint`), error: errors[id] })}
      />
    </Field>
  );
  const number = (id: keyof typeof written) => (
    <ProtocolNumberField key={id} id={id} value={written[id]} error={errors[id]} />
  );
  return (
    <fieldset className="grid gap-5">
      <legend className="sr-only">{t('protocol')}</legend>
      <Checkbox
        id="pilot"
        name="pilot"
        label={t('pilot')}
        hint={t('pilotHint')}
        defaultChecked={values.pilot}
      />
      <Field id="primaryEstimand" label={t('estimand')} hint={t('estimandHint')}>
        <Select
          id="primaryEstimand"
          name="primaryEstimand"
          defaultValue={values.primaryEstimand}
          {...fieldAria({ id: 'primaryEstimand', hint: t('estimandHint'), error: undefined })}
        >
          {ESTIMANDS.map((id) => (
            <option key={id} value={id}>
              {t(`estimands.${id}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="consentText" label={t('consentText')} hint={t('consentTextHint')}>
        <Textarea
          id="consentText"
          name="consentText"
          rows={4}
          maxLength={5000}
          defaultValue={values.consentText}
          {...fieldAria({ id: 'consentText', hint: t('consentTextHint'), error: undefined })}
        />
      </Field>
      {text('practiceNumbers', writePairNumbers(values.practiceNumbers))}
      {(Object.keys(written) as (keyof typeof written)[]).map(number)}
      {text('completionCode', values.completionCode ?? '')}
    </fieldset>
  );
}

/** Those of `ProtocolFields` that can be wrong. */
export const PROTOCOL_FIELDS = [
  'practiceNumbers',
  'qualifyPercent',
  'attentionChecks',
  'attentionMistakesAllowed',
  'leastMedianSeconds',
  'timeCapMinutes',
  'completionCode',
] as const;

/** Whether one of them says more than a new study does. */
export function saysMoreThanUsual(values: StudyProtocol): boolean {
  // What stands elsewhere in the form tells nothing of these.
  const { presentation, sessionGapHours, pairsPerRater } = USUAL_PROTOCOL;
  const own = { ...values, presentation, sessionGapHours, pairsPerRater };
  return (Object.keys(USUAL_PROTOCOL) as (keyof StudyProtocol)[]).some(
    (key) => JSON.stringify(own[key]) !== JSON.stringify(USUAL_PROTOCOL[key]),
  );
}

/** One number of the protocol, empty where there is no rule. */
export function ProtocolNumberField({
  id,
  value,
  error,
}: {
  id: ProtocolNumber;
  value: number | null;
  error: string | undefined;
}) {
  const t = useTranslations('studies.form');
  const hint = t(`${id}Hint`, {
    percent: LEAST_PERCENT_FOR_CODE,
    pairPercent: LEAST_PERCENT_FOR_PLACE,
  });
  return (
    <Field id={id} label={t(id)} hint={hint} error={error}>
      <Input
        id={id}
        name={id}
        type="number"
        min={PROTOCOL_NUMBERS[id].min}
        max={PROTOCOL_NUMBERS[id].max}
        step={id === 'leastMedianSeconds' ? 0.1 : 1}
        width="number"
        defaultValue={value ?? ''}
        {...fieldAria({ id, hint, error })}
      />
    </Field>
  );
}
