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
  // A sentence that names something is no name of a kind of event; such kinds have one of their own.
  const nameOf = (option: string): string => {
    const action = option.replaceAll('.', '-');
    const key = [`kinds.${action}`, `actions.${action}`].find((one) => t.has(one as never));
    return key ? t(key as never) : option;
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
