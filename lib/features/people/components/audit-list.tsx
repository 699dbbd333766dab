import { useTranslations } from 'next-intl';
import { DateTime } from '@/lib/ui/primitives/time';
import type { AuditRow } from '../audit-queries';

/** One sentence per event: who did what, and when. */
export function AuditList({ events }: { events: AuditRow[] }) {
  const t = useTranslations('audit');
  const roles = useTranslations('common.roles');
  return (
    <ol className="divide-y divide-line border-y border-line">
      {events.map((event) => (
        <li key={event.id} className="grid gap-x-4 py-2 sm:grid-cols-[11rem_1fr]">
          <span className="text-sm text-ink-2 num">
            <DateTime iso={event.at} />
          </span>
          <span className="min-w-0 break-words">
            <strong className="font-medium">{event.who}</strong> {sentence(t, roles, event)}
          </span>
        </li>
      ))}
    </ol>
  );
}

type Translate = ReturnType<typeof useTranslations<'audit'>>;
type TranslateRole = ReturnType<typeof useTranslations<'common.roles'>>;

/** What a sentence may name in words; numbers that it counts by are always recorded. */
const PLACEHOLDERS = [
  'name',
  'role',
  'from',
  'to',
  'number',
  'pair',
  'provider',
  'version',
  'model',
  'reason',
  'note',
];

/** 'pair.claim' has the key actions.pair-claim: a dot would nest. Unknown actions are named as they are. */
function sentence(
  t: Translate,
  roles: TranslateRole,
  { action, data, subjectType }: AuditRow,
): string {
  const key = `actions.${action.replaceAll('.', '-')}`;
  if (!t.has(key as never)) return t('other', { action, subject: subjectType });
  const named = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      ['role', 'from', 'to'].includes(name) && roles.has(value as never)
        ? roles(value as never)
        : value,
    ]),
  );
  // Values that an event does not carry read as a dash rather than as a fault.
  const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, '–']));
  return t(key as never, { ...values, ...named } as never);
}
