import { useTranslations } from 'next-intl';
import { PAPER_PAIRS, PAPER_PAIR_ACCURACY, PAPER_SOURCE } from '@/lib/domain/paper-figures';
import { DataTable } from '@/lib/ui/primitives/data-table';

/** What the paper printed, on its own items: beside one's results, never among them. */
export function PaperFigures() {
  const t = useTranslations('results.paper');
  return (
    <>
      <DataTable
        caption={t('title')}
        hideCaption
        rows={PAPER_PAIR_ACCURACY}
        rowKey={(row) => row.name}
        columns={[
          { key: 'name', header: t('name'), cell: (row) => row.name },
          {
            key: 'value',
            header: t('value'),
            numeric: true,
            cell: (row) => `${row.pairAccuracy.toFixed(1)} %`,
          },
        ]}
      />
      <p className="mt-2 measure text-sm text-ink-2">
        {t('note', { pairs: PAPER_PAIRS.mmvp, citation: PAPER_SOURCE.citation })}
      </p>
    </>
  );
}
