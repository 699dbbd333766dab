import { useTranslations } from 'next-intl';
import type { CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import { PatternLabel } from '@/lib/ui/primitives/pattern-label';
import type { PatternScore } from '../analysis';

interface PatternTableProps {
  scores: readonly PatternScore[];
  /** The same without whom the study's rules leave out; null where they leave out nobody. */
  without: readonly PatternScore[] | null;
}

/** Accuracies by pattern in the paper's order, never sorted by score: so few pairs allow no ranking. */
export function PatternTable({ scores, without }: PatternTableProps) {
  const t = useTranslations('studies.results');
  const ruled = new Map(without?.map((score) => [score.pattern, score]));
  return (
    <DataTable
      caption={t('perPattern')}
      hideCaption
      rows={scores}
      rowKey={(score) => score.pattern}
      columns={[
        {
          key: 'pattern',
          header: t('pattern'),
          cell: (score) => <PatternLabel pattern={score.pattern} withDefinition />,
        },
        { key: 'pairs', header: t('pairs'), numeric: true, cell: (score) => score.pairs },
        {
          key: 'pair',
          header: t('pairAccuracy'),
          numeric: true,
          cell: (score) => <Accuracy result={score.pair} />,
        },
        {
          key: 'item',
          header: t('itemAccuracy'),
          numeric: true,
          cell: (score) => <Accuracy result={score.item} />,
        },
        ...(without === null
          ? []
          : (['pair', 'item'] as const).map((measure) => ({
              key: `${measure}-without`,
              header: t('withoutExcluded', { measure: t(`${measure}Accuracy`) }),
              numeric: true,
              cell: ({ pattern }: PatternScore) => {
                const score = ruled.get(pattern);
                return score && <Accuracy result={score[measure]} />;
              },
            }))),
      ]}
    />
  );
}

function Accuracy({ result }: { result: CrossedResult }) {
  const t = useTranslations('studies.results');
  if (!result.available) return <span className="text-ink-2">{t('none')}</span>;
  return (
    <IntervalValue
      estimate={result.estimate}
      low={result.lower}
      high={result.upper}
      unit="%"
      n={t(result.note === 'few-raters' ? 'nFew' : 'n', {
        raters: result.nRaters,
        pairs: result.nPairs,
      })}
    />
  );
}
