import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';
import type { QualitySummary } from '../queries';
import type { QualityQuery } from '../schemas';

interface Props {
  summary: QualitySummary;
  query: QualityQuery;
  href: (state: Partial<QualityQuery>) => string;
}

/** Left out or kept, and for what: both stand in the address. */
export function ReasonFilter({ summary, query, href }: Props) {
  const t = useTranslations('hygiene');
  const count = (row: QualitySummary['reasons'][number]): number =>
    query.state === 'out' ? row.out : row.kept;
  const shown = summary.reasons.filter((row) => count(row) > 0 || row.reason === query.reason);
  return (
    <div className="mb-4 grid grid-cols-1 gap-2">
      <LinkTabs
        label={t('views')}
        items={[
          { href: href({ state: 'out' }), label: t('stateOut'), current: query.state === 'out' },
          { href: href({ state: 'kept' }), label: t('stateKept'), current: query.state === 'kept' },
        ]}
      />
      <LinkTabs
        label={t('reasons')}
        items={[
          {
            href: href({ state: query.state }),
            label: t('anyReason'),
            current: query.reason === undefined,
          },
          ...shown.map((row) => ({
            href: href({ state: query.state, reason: row.reason }),
            label: t(`reason.${row.reason}`),
            count: count(row),
            current: query.reason === row.reason,
          })),
        ]}
      />
    </div>
  );
}
