import { useTranslations } from 'next-intl';
import { PAIR_STATUSES } from '@/lib/domain/item-lifecycle';
import { PATTERNS } from '@/lib/domain/patterns';
import { Button } from '@/lib/ui/primitives/button';
import { Select } from '@/lib/ui/primitives/select';
import type { GuessWorth } from '../guess-worth';
import { PAIR_SORTS, type PairListQuery } from '../schemas';

/** A plain GET form: its state is the address, and it works before any script is there. */
export function PairFilter({
  query,
  worth,
}: {
  query: PairListQuery;
  /** Of the guesses; null where there are none, or for people who may not see them. */
  worth: GuessWorth | null;
}) {
  const t = useTranslations('mining');
  const patterns = useTranslations('patterns');
  const ts = useTranslations('common.pairStatus');
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3">
      {query.run ? <input type="hidden" name="run" value={query.run} /> : null}
      <label className="grid gap-1 font-medium">
        {t('filterStatus')}
        <Select name="status" defaultValue={query.status ?? ''}>
          <option value="">{t('anyStatus')}</option>
          {PAIR_STATUSES.map((status) => (
            <option key={status} value={status}>
              {ts(status)}
            </option>
          ))}
        </Select>
      </label>
      {worth ? (
        <label className="grid gap-1 font-medium">
          {t('guess.label')}
          <Select name="guess" defaultValue={query.guess ?? ''} aria-describedby="guess-worth">
            <option value="">{t('guess.any')}</option>
            {PATTERNS.map(({ id }) => (
              <option key={id} value={id}>
                {patterns(`${id}.name`)}
              </option>
            ))}
          </Select>
        </label>
      ) : null}
      <label className="grid gap-1 font-medium">
        {t('sortLabel')}
        <Select name="sort" defaultValue={query.sort}>
          {PAIR_SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sort.${sort}`)}
            </option>
          ))}
        </Select>
      </label>
      <Button type="submit">{t('apply')}</Button>
      {worth ? (
        <p id="guess-worth" className="measure basis-full text-sm text-ink-2">
          {t('guess.worth', { ...worth })}
        </p>
      ) : null}
    </form>
  );
}
