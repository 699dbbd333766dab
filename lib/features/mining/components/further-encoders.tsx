'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { Field, fieldAria, FieldSet } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';
import type { EncoderChoice } from '../run-queries';
import type { RoleStart } from '../start-like';

interface Props {
  /** Usable ones of the role, without the one that is chosen already. */
  choices: readonly EncoderChoice[];
  names: {
    further: 'furtherSemantic' | 'furtherVisual';
    agree: 'agreeSemantic' | 'agreeVisual';
  };
  errors: Record<string, string>;
  /** What is checked to begin with; nothing where absent. */
  start: RoleStart | undefined;
}

/** Encoders beside the first one of a role, and how many of all must agree on a pair. */
export function FurtherEncoders({ choices, names: { further, agree }, errors, start }: Props) {
  const t = useTranslations('mining.form');
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set(start?.further));
  const count = 1 + choices.filter(({ id }) => checked.has(id)).length;
  // Its place in the grid stays, so that the columns below are those of their roles.
  if (choices.length === 0) return <div className="hidden sm:block" />;
  const hint = t('furtherHint');
  const between = Array.from({ length: Math.max(0, count - 2) }, (_, k) => k + 2);
  return (
    <div className="grid content-start gap-4">
      <FieldSet id={further} legend={t(further)} hint={hint} error={errors[further]}>
        {choices.map(({ id, name }) => (
          <Checkbox
            key={id}
            id={`${further}-${id}`}
            name={further}
            value={id}
            label={name}
            checked={checked.has(id)}
            onChange={({ target }) => {
              const next = new Set(checked);
              if (target.checked) next.add(id);
              else next.delete(id);
              setChecked(next);
            }}
          />
        ))}
      </FieldSet>
      {count > 1 ? (
        <Field id={agree} label={t(agree)} error={errors[agree]}>
          <Select
            id={agree}
            name={agree}
            defaultValue={start?.agree ?? 'all'}
            {...fieldAria({ id: agree, hint: undefined, error: errors[agree] })}
          >
            <option value="all">{t('agreeAll', { count })}</option>
            {between.toReversed().map((least) => (
              <option key={least} value={least}>
                {t('agreeSome', { least, count })}
              </option>
            ))}
            <option value="any">{t('agreeAny')}</option>
          </Select>
        </Field>
      ) : null}
    </div>
  );
}
