'use client';

import { AxisLabels, Grid } from './axes';
import { labelWidth } from './interval-rows';
import { Plot } from './plot';
import { scale, ticks } from './scale';
import { useWidth } from './use-width';

interface HistogramProps {
  label: string;
  /** Adjoining, rising. */
  bins: readonly { from: number; to: number; count: number }[];
  threshold?: number;
  thresholdLabel?: string;
  /** The side of the threshold that is kept, drawn in full colour. */
  side?: 'above' | 'below';
  kind: 'semantic' | 'visual' | 'neutral';
  axisLabel: string;
  countLabel: string;
  /** Counts in powers of ten: a few beside a million are seen. */
  logarithmic?: boolean;
}

const FILL = { semantic: 'fill-semantic', visual: 'fill-visual', neutral: 'fill-ink-2' } as const;
const HEIGHT = 140;
const PAD = { top: 32, right: 8, bottom: 40, left: 44 };

export function Histogram({
  label,
  bins,
  threshold,
  thresholdLabel,
  side = 'above',
  kind,
  axisLabel,
  countLabel,
  logarithmic = false,
}: HistogramProps) {
  const [box, width] = useWidth();
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const x = scale([bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1], [PAD.left, width - PAD.right]);
  const shown = (count: number): number => (logarithmic ? Math.log10(1 + count) : count);
  const linear = scale([0, shown(most)], [PAD.top + HEIGHT, PAD.top]);
  const y = (count: number): number => linear(shown(count));
  const kept = (from: number, to: number): boolean =>
    threshold === undefined ||
    (side === 'above' ? (from + to) / 2 > threshold : (from + to) / 2 < threshold);
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const atEnd = threshold !== undefined && x(threshold) > width * 0.6;
  return (
    <Plot
      box={box}
      width={width}
      height={PAD.top + HEIGHT + PAD.bottom}
      label={label}
      summary={`${axisLabel}; ${countLabel}: ${total}. ${thresholdLabel ?? ''}`}
      className="num"
    >
      <Grid
        at={logarithmic ? powersOfTen(most) : ticks([0, most], 3)}
        y={y}
        left={PAD.left}
        right={width - PAD.right}
        text={(tick) => tick.toLocaleString('en', logarithmic ? { notation: 'compact' } : {})}
      />
      {bins.map(({ from, to, count }) => (
        <rect
          key={from}
          x={x(from) + 0.5}
          width={Math.max(0.5, x(to) - x(from) - 1)}
          y={y(count)}
          height={PAD.top + HEIGHT - y(count)}
          fillOpacity={kept(from, to) ? 1 : 0.35}
          className={FILL[kind]}
        >
          <title>{`${from.toFixed(3)}–${to.toFixed(3)}: ${count}`}</title>
        </rect>
      ))}
      <line
        x1={PAD.left}
        x2={width - PAD.right}
        y1={PAD.top + HEIGHT}
        y2={PAD.top + HEIGHT}
        className="stroke-ink"
      />
      <AxisLabels
        at={ticks([bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1], width < 420 ? 4 : 8)}
        x={x}
        bottom={PAD.top + HEIGHT}
        left={PAD.left}
        right={width - PAD.right}
        title={axisLabel}
        titleClass={FILL[kind]}
      />
      {threshold !== undefined && (
        <g>
          <line
            x1={x(threshold)}
            x2={x(threshold)}
            y1={2}
            y2={PAD.top + HEIGHT}
            className="stroke-ink"
          />
          <text
            x={atEnd ? x(threshold) - 6 : Math.max(x(threshold) + 6, labelWidth(countLabel) + 14)}
            y={9}
            textAnchor={atEnd ? 'end' : 'start'}
            dominantBaseline="central"
            className="fill-ink"
          >
            {thresholdLabel}
          </text>
        </g>
      )}
      <text x={0} y={9} dominantBaseline="central" className="fill-ink-2">
        {countLabel}
      </text>
    </Plot>
  );
}

/** 0, and at most four powers of ten up to `most`; 1 would touch the 0 unless it is the only one. */
function powersOfTen(most: number): number[] {
  const powers = Math.floor(Math.log10(most));
  if (powers < 1) return [0, 1];
  const every = Math.ceil(powers / 4);
  const ticks = [0];
  for (let power = every; power <= powers; power += every) ticks.push(10 ** power);
  return ticks;
}
