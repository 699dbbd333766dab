import { useTranslations } from 'next-intl';
import { Callout } from '@/lib/ui/primitives/callout';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import type { MeasureId, MeasureRow } from './measure-rows';

interface MeasuresTableProps {
  rows: MeasureRow[];
  ties: number;
  primary: MeasureId | null;
}

/** Each accuracy with its interval, what it counts over, and how the interval was made. */
export function MeasuresTable({ rows, ties, primary }: MeasuresTableProps) {
  const t = useTranslations('studies.results');
  return (
    <div className="grid gap-3">
      <DataTable
        caption={t('figure')}
        hideCaption
        narrow="stack"
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'measure',
            header: t('measure'),
            cell: (row) => (row.id === primary ? t('primary', { measure: t(row.id) }) : t(row.id)),
          },
          {
            key: 'estimate',
            header: t('estimateInterval'),
            numeric: true,
            cell: (row) => (
              <IntervalValue
                estimate={row.estimate}
                low={row.lower}
                high={row.upper}
                unit="%"
                n={
                  row.raters === null
                    ? t('nPairs', { pairs: row.pairs })
                    : t(row.fewRaters ? 'nFew' : 'n', { raters: row.raters, pairs: row.pairs })
                }
              />
            ),
          },
          {
            key: 'method',
            header: t('method'),
            cell: ({ method }) =>
              method.name === 'wilson'
                ? t(method.unit === 'pairs' ? 'methodWilsonPairs' : 'methodWilsonRaters', {
                    n: method.n,
                  })
                : t(method.name === 'crossed-logit-t' ? 'methodLogitT' : 'methodBootstrap', {
                    draws: method.draws,
                  }),
          },
        ]}
      />
      <p className="text-ink-2">{t('ties', { count: ties })}</p>
      {rows.some((row) => row.fewRaters) && <Callout tone="warning">{t('fewRaters')}</Callout>}
    </div>
  );
}
