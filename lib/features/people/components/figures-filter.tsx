import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Field } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';
import { PERIODS, type Period } from '../periods';

/** The choice lies in the address. */
export function FiguresFilter(props: {
  period: Period;
  team: string | undefined;
  teams: string[];
}) {
  const { period, team, teams } = props;
  const t = useTranslations('people.figures');
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3">
      <Field id="period" label={t('period')}>
        <Select id="period" name="period" defaultValue={period}>
          {PERIODS.map((value) => (
            <option key={value} value={value}>
              {t(`periods.${value}`)}
            </option>
          ))}
        </Select>
      </Field>
      {teams.length > 0 && (
        <Field id="team" label={t('team')}>
          <Select id="team" name="team" defaultValue={team ?? ''}>
            <option value="">{t('everybody')}</option>
            {teams.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Button type="submit">{t('show')}</Button>
    </form>
  );
}
