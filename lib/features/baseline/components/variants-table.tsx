import { useTranslations } from 'next-intl';
import { FEW_RATERS, type CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import type { Interval } from '@/lib/domain/statistics/wilson';
import { Callout } from '@/lib/ui/primitives/callout';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import type { Variant } from '../analysis';

/** The estimands on all answers and on parts of them, so that no exclusion hides. */
export function VariantsTable({
  variants,
  finished,
}: {
  variants: readonly Variant[];
  /** Raters who answered everything; null where there are several variants, which say it. */
  finished: number | null;
}) {
  const t = useTranslations('analysis.variants');
  const results = useTranslations('studies.results');
  const interval = (value: Interval | null) => (
    <IntervalValue
      estimate={value?.estimate ?? null}
      low={value?.lower ?? null}
      high={value?.upper ?? null}
    />
  );
  const mean = (result: CrossedResult) => interval(result.available ? result : null);
  return (
    <div className="grid gap-3">
      <DataTable
        caption={t('title')}
        hideCaption
        rows={variants}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'which',
            header: t('which'),
            cell: (row) => (
              <>
                {t(row.id)}{' '}
                <span className="text-ink-2 num">
                  {results(row.raters < FEW_RATERS ? 'nFew' : 'n', {
                    raters: row.raters,
                    pairs: row.pairs,
                  })}
                </span>
              </>
            ),
          },
          { key: 'pair', header: t('meanPair'), numeric: true, cell: (row) => mean(row.mean.pair) },
          { key: 'item', header: t('meanItem'), numeric: true, cell: (row) => mean(row.mean.item) },
          {
            key: 'majority',
            header: t('majorityPair'),
            numeric: true,
            cell: (row) => interval(row.majority.pair),
          },
        ]}
      />
      {variants.slice(1).some(({ raters }) => raters > 0 && raters < FEW_RATERS) && (
        <Callout tone="warning">{t('fewRaters')}</Callout>
      )}
      {variants.length === 1 && finished !== null && (
        <p className="text-ink-2">{t(finished > 0 ? 'none' : 'noneFinished')}</p>
      )}
    </div>
  );
}
