import { useTranslations } from 'next-intl';
import { FEW_RATERS } from '@/lib/domain/statistics/crossed-bootstrap';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import type { Results, ScoredModel } from '../results';

/** Each model with what was missing or unread, and how far people are ahead on the same pairs. */
export function ModelTable({ results }: { results: Results }) {
  const t = useTranslations('results');
  const n = t('nPairs', { pairs: results.pairs });
  const without =
    results.withoutExcluded &&
    new Map(results.withoutExcluded.differences.map((one) => [one.id, one.difference.pair]));
  return (
    <DataTable
      caption={t('models')}
      hideCaption
      rows={results.models}
      rowKey={(model) => model.id}
      columns={[
        {
          key: 'model',
          header: t('columns.model'),
          cell: (model) => (
            <>
              {model.model}
              <span className="block text-sm text-ink-2">{model.fileName}</span>
            </>
          ),
        },
        {
          key: 'pair',
          header: t('columns.pair'),
          numeric: true,
          cell: ({ pair }) => (
            <IntervalValue estimate={pair.estimate} low={pair.lower} high={pair.upper} n={n} />
          ),
        },
        {
          key: 'item',
          header: t('columns.item'),
          numeric: true,
          cell: ({ item }) => (
            <IntervalValue estimate={item.estimate} low={item.lower} high={item.upper} />
          ),
        },
        {
          key: 'difference',
          header: t('columns.difference'),
          numeric: true,
          cell: ({ difference }) => (
            <Difference pair={difference.pair} raters={ratersOf(results)} />
          ),
        },
        ...(without === null
          ? []
          : [
              {
                key: 'difference-without',
                header: t('columns.differenceWithout'),
                numeric: true,
                cell: ({ id }: ScoredModel) => (
                  <Difference
                    pair={without.get(id) ?? null}
                    raters={results.withoutExcluded?.raters ?? null}
                  />
                ),
              },
            ]),
        {
          key: 'missing',
          header: t('columns.missing'),
          numeric: true,
          cell: (model) => model.missing,
        },
        {
          key: 'unparsed',
          header: t('columns.unparsed'),
          numeric: true,
          cell: (model) => model.unparsed,
        },
      ]}
    />
  );
}

const ratersOf = ({ people }: Results) => (people.pair.available ? people.pair.nRaters : null);

interface DifferenceProps {
  pair: ScoredModel['difference']['pair'];
  /** Of whom the interval is; null where nobody answered. */
  raters: number | null;
}

/** Of pair accuracy, in percentage points. */
function Difference({ pair, raters }: DifferenceProps) {
  const t = useTranslations('results');
  if (!pair) return <span className="text-ink-2">–</span>;
  const points = (share: number) => (share * 100).toFixed(1).replace('-', '\u2212');
  return (
    <span className="whitespace-nowrap num">
      {points(pair.estimate)}
      <span className="text-ink-2">
        {' '}
        [{points(pair.lower)}, {points(pair.upper)}]
      </span>
      {raters !== null && raters < FEW_RATERS && (
        <span className="block text-sm text-ink-2">{t('fewMark', { raters })}</span>
      )}
      {pair.method.name === 'newcombe-wilson' && (
        <span className="block text-sm text-ink-2">{t('newcombe', { pairs: pair.method.n })}</span>
      )}
    </span>
  );
}
