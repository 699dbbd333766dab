'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DEFAULT_ENCODERS, type EncoderRole } from '@/lib/domain/encoders';
import { RANK_SCORES } from '@/lib/domain/mining/rank';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import type { EncoderChoice } from '../run-queries';
import { DEFAULT_MINING } from '../schemas';
import type { MiningStart } from '../start-like';
import { FurtherEncoders } from './further-encoders';

interface Props {
  /** Usable ones only. */
  encoders: readonly EncoderChoice[];
  errors: Record<string, string>;
  /** Instead of the paper's values. */
  start: MiningStart;
}

/** The parameters of a run, with the paper's values filled in. */
export function MiningFieldset({ encoders, errors, start }: Props) {
  const t = useTranslations('mining.form');
  const tm = useTranslations('mining');
  const tc = useTranslations('common');

  const ofRole = (role: EncoderRole) => encoders.filter((encoder) => encoder.role === role);
  const usual = (role: EncoderRole, name: keyof typeof DEFAULT_ENCODERS) =>
    (ofRole(role).find(({ id }) => id === DEFAULT_ENCODERS[name]) ?? ofRole(role)[0])?.id;
  const [first, setFirst] = useState({
    semantic: start.semantic?.first ?? usual('semantic', 'semanticEncoder'),
    visual: start.visual?.first ?? usual('visual', 'visualEncoder'),
  });
  const others = (role: EncoderRole) => ofRole(role).filter(({ id }) => id !== first[role]);

  const encoderField = (role: EncoderRole, name: keyof typeof DEFAULT_ENCODERS) => {
    const choices = ofRole(role);
    const error = errors[name] ?? (choices.length === 0 ? t('none') : undefined);
    return (
      <Field id={name} label={t(role)} error={error} className="sm:col-span-2">
        <Select
          id={name}
          name={name}
          value={first[role]}
          onChange={({ target }) => setFirst({ ...first, [role]: target.value })}
          {...fieldAria({ id: name, hint: undefined, error })}
        >
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.miniature
                ? t('miniatureTag', { name: choice.name })
                : choice.imported
                  ? t('importedTag', { name: choice.name })
                  : choice.name}
            </option>
          ))}
        </Select>
      </Field>
    );
  };
  const threshold = (name: 'minSemantic' | 'maxVisual') => {
    const hint = t(`${name}Hint`);
    return (
      <Field id={name} label={t(name)} hint={hint} error={errors[name]}>
        <Input
          id={name}
          name={name}
          type="number"
          min={-1}
          max={1}
          step="any"
          required
          width="number"
          defaultValue={start[name] ?? DEFAULT_MINING[name]}
          {...fieldAria({ id: name, hint, error: errors[name] })}
        />
      </Field>
    );
  };
  const most = (
    name: 'perImage' | 'perCluster' | 'limit',
    { hint, paper, max = 1000 }: { hint?: string; paper?: number; max?: number },
  ) => (
    <Field
      id={name}
      label={t(name)}
      hint={hint}
      optional={paper === undefined ? tc('optional') : undefined}
      error={errors[name]}
    >
      <Input
        id={name}
        name={name}
        type="number"
        min={1}
        max={max}
        required={paper !== undefined}
        width="number"
        defaultValue={start[name] ?? paper}
        {...fieldAria({ id: name, hint, error: errors[name] })}
      />
    </Field>
  );
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {encoderField('semantic', 'semanticEncoder')}
        {encoderField('visual', 'visualEncoder')}
        {others('semantic').length + others('visual').length === 0 ? null : (
          <>
            <FurtherEncoders
              choices={others('semantic')}
              names={{ further: 'furtherSemantic', agree: 'agreeSemantic' }}
              start={start.semantic}
              errors={errors}
            />
            <FurtherEncoders
              choices={others('visual')}
              names={{ further: 'furtherVisual', agree: 'agreeVisual' }}
              start={start.visual}
              errors={errors}
            />
          </>
        )}
        {threshold('minSemantic')}
        {threshold('maxVisual')}
        <Field
          id="rankBy"
          label={t('rankBy')}
          hint={t('rankByHint')}
          error={errors.rankBy}
          className="sm:col-span-2"
        >
          <Select
            id="rankBy"
            name="rankBy"
            defaultValue={start.rankBy ?? DEFAULT_MINING.rankBy}
            {...fieldAria({ id: 'rankBy', hint: t('rankByHint'), error: errors.rankBy })}
          >
            {RANK_SCORES.map((score) => (
              <option key={score} value={score}>
                {tm(`rankBy.${score}`)}
              </option>
            ))}
          </Select>
        </Field>
        {most('perImage', { hint: t('perImageHint'), paper: DEFAULT_MINING.perImage })}
        {most('perCluster', { hint: t('perClusterHint') })}
        {most('limit', { max: 1_000_000 })}
      </div>
    </>
  );
}
