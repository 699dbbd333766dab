'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { MOST_RATERS } from '@/lib/domain/assignment';
import type { Recruiting } from '@/lib/domain/recruiting';
import { Button } from '@/lib/ui/primitives/button';
import { ErrorSummary } from '@/lib/ui/primitives/error-summary';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { createStudyAction, updateStudyAction } from '../actions';
import type { AvailablePairs } from '../available-pairs';
import { MAX_DISTANCE, type StudyProtocol } from '../schemas';
import { FoldedFields } from './folded-fields';
import { PresentationField } from './presentation-field';
import {
  PROTOCOL_FIELDS,
  ProtocolFields,
  ProtocolNumberField,
  saysMoreThanUsual,
} from './protocol-fields';
import {
  readScreens,
  readStudyForm,
  type PlannedScreens,
  type ProtocolNumber,
  type StudyFormErrors,
} from './read-study-form';
import {
  RECRUITING_FIELDS,
  RecruitingFields,
  saysRecruiting,
  statedPay,
} from './recruiting-fields';
import { StudyPairsField } from './study-pairs-field';
import { StudyPlanner } from './study-planner';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';

export interface StudyFormValues {
  name: string;
  ratersWanted: number;
  trialDistance: number;
  instructions: string;
  /** Written pair numbers; null for all approved pairs. */
  pairNumbers: string | null;
  protocol: StudyProtocol;
  recruiting: Recruiting;
}

interface StudyFormProps {
  project: string;
  /** Address of the list of studies. */
  base: string;
  available: AvailablePairs;
  values: StudyFormValues;
  /** Present when a draft is edited. */
  study?: { id: string; version: number };
}

/** Of the fields whose label has another key than they have. */
const NAMES: Record<
  string,
  | 'name'
  | 'raters'
  | 'distance'
  | 'numbers'
  | 'practiceNumbers'
  | 'completionCode'
  | 'recruiting.amount'
  | 'recruiting.currency'
> = {
  name: 'name',
  ratersWanted: 'raters',
  trialDistance: 'distance',
  pairNumbers: 'numbers',
  practiceNumbers: 'practiceNumbers',
  completionCode: 'completionCode',
  payAmount: 'recruiting.amount',
  payCurrency: 'recruiting.currency',
};

/** Settings of a study in draft: new, or changed until it opens. */
export function StudyForm({ project, base, available, values, study }: StudyFormProps) {
  const t = useTranslations('studies.form');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [errors, setErrors] = useState<StudyFormErrors>({});
  const [pending, startTransition] = useTransition();
  const [pairs, setPairs] = useState(0);
  const [raters, setRaters] = useState(values.ratersWanted);
  const [screens, setScreens] = useState<PlannedScreens>({
    presentation: values.protocol.presentation,
    practicePairs: values.protocol.practiceNumbers.length,
    attentionChecks: values.protocol.attentionChecks,
    pairsPerRater: values.protocol.pairsPerRater,
  });
  const [pay, setPay] = useState(() => statedPay(values.recruiting));

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readStudyForm(new FormData(event.currentTarget), t, pairs);
    if (!read.ok) return setErrors(read.errors);
    setErrors({});
    startTransition(async () => {
      const result = study
        ? await answered(
            updateStudyAction(
              { project, studyId: study.id, version: study.version, ...read.fields },
              as,
            ),
          )
        : await answered(createStudyAction({ project, ...read.fields }, as));
      if (!result.ok) return setErrors({ form: failureText(result.error) });
      const id = study?.id ?? ('studyId' in result.data ? result.data.studyId : '');
      router.push(`${base}/${id}`);
      router.refresh();
    });
  }

  const summary = Object.entries(errors).map(([field, message]) =>
    field === 'form'
      ? { message }
      : {
          fieldId: field,
          // In the list the field's name says what "this" is.
          message: t('problemOf', { field: t(NAMES[field] ?? (field as ProtocolNumber)), message }),
        },
  );
  const number = (
    name: 'ratersWanted' | 'trialDistance',
    label: string,
    hint: string,
    max: number,
  ) => (
    <Field id={name} label={label} hint={hint} error={errors[name]}>
      <Input
        id={name}
        name={name}
        type="number"
        min={1}
        max={max}
        width="number"
        defaultValue={values[name]}
        onChange={(event) => {
          if (name === 'ratersWanted') setRaters(Number(event.target.value));
        }}
        {...fieldAria({ id: name, hint, error: errors[name] })}
      />
    </Field>
  );
  return (
    <form
      onSubmit={save}
      // Whatever field it was: the planner counts with what the form says now.
      onChange={(event) => setScreens(readScreens(new FormData(event.currentTarget)))}
      noValidate
      // The planner stands beside what it counts with where there is room, and after it where there is none.
      className="grid measure items-start gap-5 xl:max-w-none xl:grid-cols-[minmax(0,1fr)_24rem] xl:gap-x-10"
    >
      <div className="grid gap-5">
        {summary.length > 0 && <ErrorSummary title={t('problems')} errors={summary} />}
        <Field id="name" label={t('name')} hint={t('nameHint')} error={errors.name}>
          <Input
            id="name"
            name="name"
            maxLength={120}
            defaultValue={values.name}
            {...fieldAria({ id: 'name', hint: t('nameHint'), error: errors.name })}
          />
        </Field>
        <StudyPairsField
          available={available}
          numbers={values.pairNumbers}
          error={errors.pairNumbers}
          onCount={setPairs}
        />
        {number('ratersWanted', t('raters'), t('ratersHint'), MOST_RATERS)}
        <ProtocolNumberField
          id="pairsPerRater"
          value={values.protocol.pairsPerRater}
          error={errors.pairsPerRater}
        />
      </div>
      <div className="xl:sticky xl:top-6 xl:col-start-2 xl:row-span-2 xl:row-start-1">
        <StudyPlanner pairs={pairs} raters={raters} pay={pay} screens={screens} />
      </div>
      <div className="grid gap-5">
        <PresentationField
          value={values.protocol.presentation}
          apart={
            <>
              {number('trialDistance', t('distance'), t('distanceHint'), MAX_DISTANCE)}
              <ProtocolNumberField
                id="sessionGapHours"
                value={values.protocol.sessionGapHours}
                error={errors.sessionGapHours}
              />
            </>
          }
        />
        <Field id="instructions" label={t('instructions')} hint={t('instructionsHint')}>
          <Textarea
            id="instructions"
            name="instructions"
            rows={5}
            maxLength={5000}
            defaultValue={values.instructions}
            {...fieldAria({ id: 'instructions', hint: t('instructionsHint'), error: undefined })}
          />
        </Field>
        <FoldedFields
          title={t('protocol')}
          hint={t('protocolHint')}
          filled={saysMoreThanUsual(values.protocol)}
          errors={errors}
          fields={PROTOCOL_FIELDS}
        >
          <ProtocolFields values={values.protocol} errors={errors} />
        </FoldedFields>
        <FoldedFields
          title={t('recruiting.title')}
          hint={t('recruiting.hint')}
          filled={saysRecruiting(values.recruiting)}
          errors={errors}
          fields={RECRUITING_FIELDS}
        >
          <RecruitingFields values={values.recruiting} errors={errors} pay={pay} onPay={setPay} />
        </FoldedFields>
        <div>
          <Button type="submit" variant="primary" loading={pending}>
            {study ? t('save') : t('create')}
          </Button>
        </div>
      </div>
    </form>
  );
}
