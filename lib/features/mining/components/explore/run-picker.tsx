import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Field } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';
import type { RunRow } from '../../run-queries';

interface Props {
  runs: readonly RunRow[];
  /** Names of the selects in the address, and what is chosen. */
  chosen: Readonly<Record<string, string | undefined>>;
  labels: Readonly<Record<string, string>>;
}

/** Chooses finished runs; works without scripts, and the choice stands in the address. */
export function RunPicker({ runs, chosen, labels }: Props) {
  const t = useTranslations('explore');
  const format = useFormatter();
  return (
    <form method="get" className="mb-6 flex flex-wrap items-end gap-3">
      {Object.entries(labels).map(([name, label]) => (
        <Field key={name} id={`run-${name}`} label={label}>
          <Select id={`run-${name}`} name={name} defaultValue={chosen[name]}>
            {runs.map((run) => (
              <option key={run.id} value={run.id}>
                {t('runOption', {
                  when: format.dateTime(new Date(run.createdAt), {
                    dateStyle: 'medium',
                    timeStyle: 'short',
                    hourCycle: 'h23',
                  }),
                  semantic: run.semantic.map(({ id }) => id).join(' + '),
                  visual: run.visual.map(({ id }) => id).join(' + '),
                  minSemantic: run.minSemantic,
                  maxVisual: run.maxVisual,
                  passing: run.pairsPassing ?? 0,
                })}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      <Button type="submit">{t('show')}</Button>
    </form>
  );
}
