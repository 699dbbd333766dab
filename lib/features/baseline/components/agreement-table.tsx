import { useTranslations } from 'next-intl';
import type { Agreement } from '@/lib/domain/statistics/agreement';
import type { AgreementIntervals } from '@/lib/domain/statistics/agreement-interval';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import type { StudyAnalysis } from '../analysis';

const ROWS = [
  { id: 'percent', name: 'percent' },
  { id: 'krippendorffAlpha', name: 'alpha' },
  { id: 'gwetAc1', name: 'ac1' },
] as const;

/** The three agreements with intervals and definitions; what is undefined says why. */
export function AgreementTable({ analysis }: { analysis: StudyAnalysis }) {
  const t = useTranslations('analysis.agreement');
  const results = useTranslations('studies.results');
  const without = analysis.withoutExcluded;
  return (
    <DataTable
      caption={t('title')}
      hideCaption
      rows={ROWS}
      rowKey={(row) => row.id}
      narrow="stack"
      columns={[
        { key: 'measure', header: t('measure'), cell: (row) => results(row.name) },
        {
          key: 'value',
          header: t('value'),
          numeric: true,
          cell: ({ id }) => <Value id={id} of={analysis} />,
        },
        ...(without === null
          ? []
          : [
              {
                key: 'without',
                header: results('withoutExcluded', { measure: t('value') }),
                numeric: true,
                cell: ({ id }: (typeof ROWS)[number]) => <Value id={id} of={without} />,
              },
            ]),
        {
          key: 'meaning',
          header: t('meaning'),
          cell: (row) => <span className="text-ink-2">{results(`${row.name}Definition`)}</span>,
        },
      ]}
    />
  );
}

interface ValueProps {
  id: (typeof ROWS)[number]['id'];
  of: { agreement: Agreement; agreementIntervals: AgreementIntervals };
}

function Value({ id, of: { agreement, agreementIntervals } }: ValueProps) {
  const t = useTranslations('analysis.agreement');
  const results = useTranslations('studies.results');
  const value = agreement[id];
  const bounds = agreementIntervals[id];
  if (!value.defined) return results(`reason.${value.reason}`);
  return (
    <>
      <IntervalValue
        estimate={value.value}
        low={bounds.defined ? bounds.lower : null}
        high={bounds.defined ? bounds.upper : null}
        unit={id === 'percent' ? '%' : ''}
        digits={id === 'percent' ? 1 : 2}
        n={results('nItems', { count: agreement.pairableUnits })}
      />
      {!bounds.defined && <span className="block text-ink-2">{t(`reason.${bounds.reason}`)}</span>}
    </>
  );
}
