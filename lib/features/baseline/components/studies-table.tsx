import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { RelativeTime } from '@/lib/ui/primitives/time';
import type { StudySummary } from '../queries';
import { StudyStatusLabel } from './study-status';

/** All studies of a project with how far they are. `base` is the address of the list. */
export function StudiesTable({ studies, base }: { studies: StudySummary[]; base: string }) {
  const t = useTranslations('studies');
  return (
    <DataTable
      caption={t('title')}
      hideCaption
      rows={studies}
      rowKey={(study) => study.id}
      columns={[
        {
          key: 'name',
          header: t('columns.name'),
          cell: (study) => (
            <Link href={`${base}/${study.id}`} className="text-accent hover:underline">
              {study.name}
            </Link>
          ),
        },
        {
          key: 'status',
          header: t('columns.status'),
          cell: (study) => <StudyStatusLabel status={study.status} />,
        },
        { key: 'pairs', header: t('columns.pairs'), numeric: true, cell: (study) => study.pairs },
        {
          key: 'raters',
          header: t('columns.raters'),
          numeric: true,
          cell: (study) => t('ofWanted', { finished: study.finished, wanted: study.places }),
        },
        {
          key: 'answers',
          header: t('columns.answers'),
          numeric: true,
          cell: (study) => t('ofExpected', { answered: study.answered, expected: study.expected }),
        },
        {
          key: 'created',
          header: t('columns.created'),
          cell: (study) => <RelativeTime iso={study.createdAt} />,
        },
      ]}
    />
  );
}
