'use client';

import { Grid } from './axes';
import { Plot } from './plot';
import { scale, ticks } from './scale';
import { useWidth } from './use-width';

interface WeeklyBarsProps {
  label: string;
  /** Mondays as YYYY-MM-DD, rising. */
  weeks: readonly string[];
  /** One row of bars each, on one scale, with a count per week. */
  series: readonly { id: string; label: string; counts: readonly number[] }[];
}

const ROW = 72;
const GAP = 40;
const PAD = { top: 26, right: 8, bottom: 24, left: 36 };

/** Counts per week, a row of bars for each kind: small multiples on one scale. */
export function WeeklyBars({ label, weeks, series }: WeeklyBarsProps) {
  const [box, width] = useWidth();
  const most = Math.max(1, ...series.flatMap(({ counts }) => counts));
  const height = PAD.top + series.length * ROW + (series.length - 1) * GAP + PAD.bottom;
  const step = (width - PAD.left - PAD.right) / Math.max(1, weeks.length);
  const every = Math.ceil(56 / step);
  return (
    <Plot
      box={box}
      width={width}
      height={height}
      label={label}
      summary={series.map((row) => `${row.label}: ${row.counts.join(', ')}.`).join(' ')}
      className="num"
    >
      {series.map((row, at) => {
        const top = PAD.top + at * (ROW + GAP);
        const y = scale([0, most], [top + ROW, top]);
        return (
          <g key={row.id}>
            <text x={0} y={top - 17} dominantBaseline="central" className="fill-ink-2">
              {row.label}
            </text>
            <Grid
              at={ticks([0, most], 2).filter(Number.isInteger)}
              y={y}
              left={PAD.left}
              right={width - PAD.right}
              base={0}
            />
            {row.counts.map((count, week) => (
              <rect
                key={weeks[week]}
                x={PAD.left + week * step + 2}
                width={Math.max(1, step - 4)}
                y={y(count)}
                height={top + ROW - y(count)}
                className="fill-people"
              >
                <title>{`${weeks[week]}: ${count}`}</title>
              </rect>
            ))}
          </g>
        );
      })}
      {weeks.map((monday, week) =>
        // From the newest back, so that the present week always has its date.
        (weeks.length - 1 - week) % every === 0 ? (
          <text
            key={monday}
            x={PAD.left + (week + 0.5) * step}
            y={height - 8}
            textAnchor={week === weeks.length - 1 ? 'end' : 'middle'}
            dx={week === weeks.length - 1 ? step / 2 : 0}
            className="fill-ink-2"
          >
            {monday.slice(5)}
          </text>
        ) : null,
      )}
    </Plot>
  );
}
