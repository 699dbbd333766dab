'use client';
import { useTranslations } from 'next-intl';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { writePairNumbers } from '../parse-pair-numbers';
import { ESTIMANDS, type StudyProtocol } from '../schemas';
import { PROTOCOL_NUMBERS, type ProtocolNumber, type StudyFormErrors } from './read-study-form';

interface ProtocolFieldsProps {
  values: StudyProtocol;
  errors: StudyFormErrors;
}

/** What is fixed before anybody answers: practice, checks, exclusions, estimand. */
export function ProtocolFields({ values, errors }: ProtocolFieldsProps) {
  const t = useTranslations('studies.form');
  const written: Record<ProtocolNumber, number | null> = {
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
  const number = (id: ProtocolNumber) => (
    <Field key={id} id={id} label={t(id)} hint={t(`${id}Hint`)} error={errors[id]}>
      <Input
        id={id}
        name={id}
        type="number"
        min={PROTOCOL_NUMBERS[id].min}
        max={PROTOCOL_NUMBERS[id].max}
        step={id === 'leastMedianSeconds' ? 0.1 : 1}
        width="number"
        defaultValue={written[id] ?? ''}
        {...fieldAria({ id, hint: t(`${id}Hint`), error: errors[id] })}
      />
    </Field>
  );
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 font-semibold">{t('protocol')}</legend>
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
      {(Object.keys(PROTOCOL_NUMBERS) as ProtocolNumber[]).map(number)}
      {text('completionCode', values.completionCode ?? '')}
    </fieldset>
  );
}
