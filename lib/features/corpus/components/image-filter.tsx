import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { IMAGE_SORTS, type ImageListQuery } from '../schemas';

/** A plain GET form: its state is the address, and it works before any script is there. */
export function ImageFilter({ query }: { query: ImageListQuery }) {
  const t = useTranslations('corpus');
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3" role="search">
      {query.batch ? <input type="hidden" name="batch" value={query.batch} /> : null}
      <label className="grid gap-1 font-medium">
        {t('searchLabel')}
        <Input type="search" name="q" defaultValue={query.q} placeholder={t('searchHint')} />
      </label>
      <label className="grid gap-1 font-medium">
        {t('sortLabel')}
        <Select name="sort" defaultValue={query.sort}>
          {IMAGE_SORTS.map((sort) => (
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
