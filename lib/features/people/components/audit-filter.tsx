import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Field } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';
import { AUDIT_PLACEHOLDERS } from './audit-list';

interface AuditFilterProps {
  actions: string[];
  people: { id: string; name: string }[];
  action?: string | undefined;
  person?: string | undefined;
}

/** In the list of kinds of event stands an ellipsis for what differs from one to the next. */
const ANY = Object.fromEntries(AUDIT_PLACEHOLDERS.map((name) => [name, '…']));

/** A plain form: the filter is in the address and works without a script. */
export function AuditFilter({ actions, people, action, person }: AuditFilterProps) {
  const t = useTranslations('audit');
  const common = useTranslations('common');
  const nameOf = (option: string): string => {
    const key = `actions.${option.replaceAll('.', '-')}`;
    return t.has(key as never) ? t(key as never, ANY as never) : option;
  };
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3">
      <Field id="audit-action" label={t('what')}>
        <Select id="audit-action" name="action" defaultValue={action ?? ''}>
          <option value="">{common('all')}</option>
          {actions.map((option) => (
            <option key={option} value={option}>
              {nameOf(option)}
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
