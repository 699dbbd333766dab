import { useTranslations } from 'next-intl';
import { PAIR_STATUSES } from '@/lib/domain/item-lifecycle';
import { Button } from '@/lib/ui/primitives/button';
import { Select } from '@/lib/ui/primitives/select';
import { PAIR_SORTS, type PairListQuery } from '../schemas';

/** A plain GET form: its state is the address, and it works before any script is there. */
export function PairFilter({ query }: { query: PairListQuery }) {
  const t = useTranslations('mining');
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
    </form>
  );
}
