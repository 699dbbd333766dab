import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import type { PersonFigures } from '../figures';
import { MedianTime, ShareOf } from './figure-values';

/** Everybody's figures by name. */
export function FiguresTable({ people }: { people: PersonFigures[] }) {
  const t = useTranslations('people.figures');
  const roles = useTranslations('common.roles');
  if (people.length === 0) return <EmptyState title={t('empty')} description={t('emptyText')} />;
  return (
    <DataTable
      caption={t('title')}
      hideCaption
      rows={people}
      rowKey={(row) => row.userId}
      columns={[
        {
          key: 'name',
          header: t('person'),
          cell: (row) => (
            <span className="grid">
              <span>{row.name}</span>
              <span className="text-xs text-ink-2">
                {[row.role === null ? t('left') : roles(row.role), row.team]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </span>
          ),
        },
        { key: 'questions', header: t('questions'), numeric: true, cell: (row) => row.submitted },
        {
          key: 'accepted',
          header: t('accepted'),
          numeric: true,
          cell: (row) => <ShareOf part={row.accepted} of={row.decided} />,
        },
        {
          key: 'writing',
          header: t('writing'),
          numeric: true,
          cell: (row) => <MedianTime median={row.writing} />,
        },
        { key: 'open', header: t('openChanges'), numeric: true, cell: (row) => row.openChanges },
        { key: 'reviews', header: t('reviews'), numeric: true, cell: (row) => row.reviews },
        {
          key: 'reviewing',
          header: t('reviewing'),
          numeric: true,
          cell: (row) => <MedianTime median={row.reviewing} />,
        },
        {
          key: 'agreed',
          header: t('agreed'),
          numeric: true,
          cell: (row) => <ShareOf part={row.agreed} of={row.compared} />,
        },
      ]}
    />
  );
}
