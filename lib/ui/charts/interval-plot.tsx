'use client';

import { useTranslations } from 'next-intl';
import { IntervalRowView, markBelow, rowHeight, percent, sentence } from './interval-row';
import { labelWidth, stack, type IntervalRow, type PlotGroup } from './interval-rows';
import { scale, ticks } from './scale';
import { Plot } from './plot';
import { useWidth } from './use-width';

interface IntervalPlotProps {
  label: string;
  rows: readonly IntervalRow[];
  /** With a chance of its own where the groups are different measures. */
  groups?: readonly PlotGroup[];
  /** Share from 0 to 1, drawn as a dashed line. */
  chance?: number;
  chanceLabel?: string;
  domain?: readonly [number, number];
  axisLabel: string;
}

const AXIS = 44;
const TOP = 18;
/** Room for "100.0 % [100.0–100.0]", and for a value alone. */
const VALUES = { interval: 148, alone: 64 } as const;
/** The least room in which marks can still be told apart, in pixels. */
const LEAST_PLOT = 180;

/** A dot and a thin interval per row, n under the name, the value written at the right. */
export function IntervalPlot({
  label,
  rows,
  groups = [],
  chance,
  chanceLabel,
  domain = [0, 1],
  axisLabel,
}: IntervalPlotProps) {
  const t = useTranslations('common.chart');
  const [box, width] = useWidth();
  const intervals = rows.some(({ low }) => low !== null);
  const values = intervals ? VALUES.interval : VALUES.alone;
  const labels = Math.max(0, ...rows.flatMap((row) => [row.label, row.n ?? '']).map(labelWidth));
  const narrow = width - labels - values < LEAST_PLOT;
  const left = narrow ? 6 : labels + 24;
  const right = width - (narrow ? 16 : values + 8);
  const { lines, height } = stack(
    rows,
    groups,
    rowHeight(
      narrow,
      rows.some(({ n }) => n !== undefined),
    ),
  );
  const bottom = TOP + height;
  const x = scale(domain, [left, right]);
  // Where words stand above the marks, a line through all of it would cross them.
  const spans = (from: number, to: number): [number, number][] =>
    !narrow
      ? [[from, to]]
      : lines.flatMap((line): [number, number][] => {
          if (line.type === 'group') return [];
          const at = TOP + line.y + markBelow(narrow, line.row.n !== undefined);
          return at > from && at < to ? [[at - 12, at + 12]] : [];
        });
  return (
    <Plot
      box={box}
      width={width}
      height={bottom + AXIS}
      label={label}
      summary={rows.map((row) => sentence(row, groups)).join(' ')}
      className="overflow-visible"
    >
      {ticks(domain, narrow ? 4 : 5).map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={bottom} className="stroke-line" />
          <text x={x(tick)} y={bottom + 16} textAnchor="middle" className="fill-ink-2 num">
            {percent(tick, 0)}
          </text>
        </g>
      ))}
      <text x={(left + right) / 2} y={bottom + 36} textAnchor="middle" className="fill-ink-2">
        {axisLabel}
      </text>
      {intervals && (
        <text x={width} y={TOP - 7} textAnchor="end" className="fill-ink-2">
          {t('interval')}
        </text>
      )}
      {chance !== undefined && (
        <ChanceLine
          x={x(chance)}
          from={TOP - 11}
          spans={spans(TOP - 2, bottom)}
          label={chanceLabel}
        />
      )}
      {lines.map((line) =>
        line.type === 'group' ? (
          <g key={`g-${line.group.id}`}>
            {line.group.chance !== undefined && (
              <ChanceLine
                x={x(line.group.chance)}
                from={TOP + line.y}
                spans={spans(TOP + line.y + 9, TOP + line.end)}
                label={t('chance', { share: percent(line.group.chance, 0) })}
                clear={labelWidth(line.group.label)}
              />
            )}
            <text
              x={0}
              y={TOP + line.y}
              dominantBaseline="central"
              className="fill-ink-2 halo font-medium"
            >
              {line.group.label}
            </text>
          </g>
        ) : (
          <IntervalRowView
            key={line.row.id}
            row={line.row}
            y={TOP + line.y}
            x={x}
            width={width}
            narrow={narrow}
            groups={groups}
          />
        ),
      )}
    </Plot>
  );
}

interface ChanceLineProps {
  x: number;
  /** Middle of the label. */
  from: number;
  /** Where the line is drawn. */
  spans: readonly (readonly [number, number])[];
  label: string | undefined;
  /** Pixels from the left that hold other words. */
  clear?: number;
}

function ChanceLine({ x, from, spans, label = '', clear = 0 }: ChanceLineProps) {
  const at = Math.max(x, clear + 12 + labelWidth(label) / 2);
  return (
    <g>
      {spans.map(([y1, y2]) => (
        <line
          key={y1}
          x1={x}
          x2={x}
          y1={y1}
          y2={y2}
          strokeDasharray="4 3"
          className="stroke-chance"
        />
      ))}
      <text
        x={at}
        y={from}
        textAnchor="middle"
        dominantBaseline="central"
        className="fill-chance halo"
      >
        {label}
      </text>
    </g>
  );
}
