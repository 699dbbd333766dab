'use client';
import { useTranslations } from 'next-intl';
import { REVIEW_FIELDS, isReviewField, type ReviewField } from '@/lib/domain/review-rules';
import { Field } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';

/** What a comment is about. */
export function FieldSelect(props: {
  id: string;
  value: ReviewField | undefined;
  onChange: (value: ReviewField | undefined) => void;
}) {
  const t = useTranslations('review');
  const fields = useTranslations('review.reviewField');
  return (
    <Field id={props.id} label={t('about')}>
      <Select
        id={props.id}
        value={props.value ?? ''}
        onChange={({ target: { value } }) =>
          props.onChange(isReviewField(value) ? value : undefined)
        }
      >
        <option value="">{t('aboutWhole')}</option>
        {REVIEW_FIELDS.map((field) => (
          <option key={field} value={field}>
            {fields(field)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
