'use client';
import { useTranslations } from 'next-intl';
import { PAY_BASES, RECRUITMENTS, type PayBasis, type Recruiting } from '@/lib/domain/recruiting';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import type { RecruitingErrors } from './read-recruiting';

/** Of pay, what planning counts with. */
export interface StatedPay {
  basis: PayBasis | null;
  amount: number | null;
  currency: string;
}

export const statedPay = (values: Recruiting): StatedPay => ({
  basis: values.payBasis,
  amount: values.payAmount,
  currency: values.payCurrency ?? '',
});

export const RECRUITING_FIELDS = ['payAmount', 'payCurrency'] as const;

export const saysRecruiting = (values: Recruiting): boolean =>
  values.recruitment !== null || values.recruitmentNote !== '' || values.payBasis !== null;

interface RecruitingFieldsProps {
  values: Recruiting;
  errors: RecruitingErrors;
  pay: StatedPay;
  onPay(pay: StatedPay): void;
}

/** How raters are found and what they get: a baseline card states both. */
export function RecruitingFields({ values, errors, pay, onPay }: RecruitingFieldsProps) {
  const t = useTranslations('studies.form.recruiting');
  const paid = pay.basis === 'hour' || pay.basis === 'study';
  return (
    <fieldset className="grid gap-5">
      <legend className="sr-only">{t('title')}</legend>
      <Field id="recruitment" label={t('recruitment')} hint={t('recruitmentHint')}>
        <Select
          id="recruitment"
          name="recruitment"
          defaultValue={values.recruitment ?? ''}
          {...fieldAria({ id: 'recruitment', hint: t('recruitmentHint'), error: undefined })}
        >
          <option value="">{t('unstated')}</option>
          {RECRUITMENTS.map((id) => (
            <option key={id} value={id}>
              {t(`from.${id}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="recruitmentNote" label={t('note')} hint={t('noteHint')}>
        <Input
          id="recruitmentNote"
          name="recruitmentNote"
          maxLength={500}
          defaultValue={values.recruitmentNote}
          {...fieldAria({ id: 'recruitmentNote', hint: t('noteHint'), error: undefined })}
        />
      </Field>
      <Field id="payBasis" label={t('pay')}>
        <Select
          id="payBasis"
          name="payBasis"
          value={pay.basis ?? ''}
          onChange={({ target }) =>
            onPay({ ...pay, basis: PAY_BASES.find((one) => one === target.value) ?? null })
          }
        >
          <option value="">{t('unstated')}</option>
          {PAY_BASES.map((id) => (
            <option key={id} value={id}>
              {t(`basis.${id}`)}
            </option>
          ))}
        </Select>
      </Field>
      {paid && (
        <div className="grid gap-5 sm:grid-cols-2">
          <Field id="payAmount" label={t('amount')} error={errors.payAmount}>
            <Input
              id="payAmount"
              name="payAmount"
              inputMode="decimal"
              width="number"
              defaultValue={pay.amount ?? ''}
              onChange={({ target }) => {
                const amount = Number(target.value.replace(',', '.'));
                onPay({ ...pay, amount: amount > 0 ? amount : null });
              }}
              {...fieldAria({ id: 'payAmount', hint: undefined, error: errors.payAmount })}
            />
          </Field>
          <Field
            id="payCurrency"
            label={t('currency')}
            hint={t('currencyHint')}
            error={errors.payCurrency}
          >
            <Input
              id="payCurrency"
              name="payCurrency"
              maxLength={3}
              autoCapitalize="characters"
              width="number"
              value={pay.currency}
              onChange={({ target }) => onPay({ ...pay, currency: target.value.toUpperCase() })}
              {...fieldAria({
                id: 'payCurrency',
                hint: t('currencyHint'),
                error: errors.payCurrency,
              })}
            />
          </Field>
        </div>
      )}
    </fieldset>
  );
}
