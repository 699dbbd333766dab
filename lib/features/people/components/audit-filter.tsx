import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Field } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';

interface AuditFilterProps {
  actions: string[];
  people: { id: string; name: string }[];
  action?: string | undefined;
  person?: string | undefined;
}

/** A plain form: the filter is in the address and works without a script. */
export function AuditFilter({ actions, people, action, person }: AuditFilterProps) {
  const t = useTranslations('audit');
  const common = useTranslations('common');
  return (
    <form className="flex flex-wrap items-end gap-4">
      <Field id="audit-action" label={t('what')}>
        <Select id="audit-action" name="action" defaultValue={action ?? ''}>
          <option value="">{common('all')}</option>
          {actions.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="audit-person" label={t('who')}>
        <Select id="audit-person" name="person" defaultValue={person ?? ''}>
          <option value="">{common('all')}</option>
          {people.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit">{common('filter')}</Button>
    </form>
  );
}
