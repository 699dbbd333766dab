import { useTranslations } from 'next-intl';
import { CHANCE_ITEM_ACCURACY } from '@/lib/domain/statistics/pair-accuracy';
import type { Interval } from '@/lib/domain/statistics/wilson';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';

interface SharesFigureProps {
  id: string;
  studyId: string;
  title: string;
  note: string;
  axis: string;
  /** Names of what a part is told by, for the downloaded table. */
  partHeader: readonly string[];
  parts: readonly {
    /** As many as `partHeader` has names. */
    part: readonly number[];
    label: string;
    n: number;
    right: number;
    interval: Interval;
  }[];
}

/** The share of items right in parts of the answers, with chance; downloads with the numbers. */
export function SharesFigure(props: SharesFigureProps) {
  const { id, studyId, title, note, axis, partHeader, parts } = props;
  const t = useTranslations('analysis');
  return (
    <Figure
      id={id}
      title={title}
      note={note}
      csv={{
        filename: `${id}-${studyId.slice(0, 8)}.csv`,
        header: [...partHeader, 'answers', 'right', 'lower', 'upper'],
        rows: parts.map(({ part, n, right, interval }) => [
          ...part,
          n,
          right,
          interval.lower,
          interval.upper,
        ]),
      }}
    >
      <IntervalPlot
        label={title}
        axisLabel={axis}
        chance={CHANCE_ITEM_ACCURACY}
        rows={parts.map(({ part, label, n, interval }) => ({
          id: part.join(' '),
          label,
          value: interval.estimate,
          low: interval.lower,
          high: interval.upper,
          n: t('n', { count: n }),
          kind: 'people' as const,
        }))}
      />
    </Figure>
  );
}
