import { useTranslations } from 'next-intl';
import { ENCODER_ROLES } from '@/lib/domain/encoders';
import { Button } from '@/lib/ui/primitives/button';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { MODEL_STATES, type ModelListQuery } from '../schemas';

/** A plain GET form: its state is the address, and it works before any script is there. */
export function ModelFilter({ query }: { query: ModelListQuery }) {
  const t = useTranslations('models');
  return (
    <form className="mt-6 mb-4 flex flex-wrap items-end gap-3" role="search">
      <label className="grid gap-1 font-medium">
        {t('filter.text')}
        <Input type="search" name="q" defaultValue={query.q} placeholder={t('filter.hint')} />
      </label>
      <label className="grid gap-1 font-medium">
        {t('filter.role')}
        <Select name="role" defaultValue={query.role ?? ''}>
          <option value="">{t('filter.anyRole')}</option>
          {ENCODER_ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`roles.${role}`)}
            </option>
          ))}
        </Select>
      </label>
      <label className="grid gap-1 font-medium">
        {t('filter.state')}
        <Select name="state" defaultValue={query.state ?? ''}>
          <option value="">{t('filter.anyState')}</option>
          {MODEL_STATES.map((state) => (
            <option key={state} value={state}>
              {t(`state.${state}`)}
            </option>
          ))}
        </Select>
      </label>
      <Button type="submit">{t('filter.apply')}</Button>
    </form>
  );
}
