'use client';

import { useId } from 'react';
import { markColor, stack, type IntervalRow, type PlotLine } from './interval-rows';
import { scale, ticks } from './scale';
import { useWidth } from './use-width';

interface IntervalPlotProps {
  label: string;
  rows: readonly IntervalRow[];
  groups?: readonly { id: string; label: string }[];
  /** Share from 0 to 1, drawn as a dashed line. */
  chance?: number;
  chanceLabel?: string;
  domain?: readonly [number, number];
  axisLabel: string;
}

const AXIS = 44;
const TOP = 18;

/** A dot and a thin interval per row, the value written at the right. Read without the text. */
export function IntervalPlot({
  label,
  rows,
  groups = [],
  chance,
  chanceLabel,
  domain = [0, 1],
  axisLabel,
}: IntervalPlotProps) {
  const id = useId();
  const [box, width] = useWidth();
  const { lines, height } = stack(rows, groups);
  const narrow = width < 520;
  const left = narrow ? 4 : Math.min(220, Math.round(width * 0.3));
  const right = width - (narrow ? 52 : 132);
  const bottom = TOP + height * (narrow ? 1.5 : 1);
  const x = scale(domain, [left + 6, right]);
  const y = (line: PlotLine): number => TOP + line.y * (narrow ? 1.5 : 1);
  return (
    <div ref={box}>
      <svg
        data-figure
        role="img"
        aria-labelledby={`${id}-t ${id}-d`}
        width={width}
        height={bottom + AXIS}
        viewBox={`0 0 ${width} ${bottom + AXIS}`}
        className="block h-auto max-w-full overflow-visible text-xs"
      >
        <title id={`${id}-t`}>{label}</title>
        <desc id={`${id}-d`}>{rows.map(sentence).join(' ')}</desc>
        {ticks(domain, narrow ? 4 : 5).map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={bottom} className="stroke-line" />
            <text x={x(tick)} y={bottom + 16} textAnchor="middle" className="fill-ink-2 num">
              {percent(tick, 0)}
            </text>
          </g>
        ))}
        <text x={(left + 6 + right) / 2} y={bottom + 36} textAnchor="middle" className="fill-ink-2">
          {axisLabel}
        </text>
        {chance !== undefined && (
          <g>
            <line
              x1={x(chance)}
              x2={x(chance)}
              y1={TOP - 2}
              y2={bottom}
              strokeDasharray="4 3"
              className="stroke-chance"
            />
            <text x={x(chance)} y={TOP - 7} textAnchor="middle" className="fill-chance">
              {chanceLabel}
            </text>
          </g>
        )}
        {lines.map((line) =>
          line.type === 'group' ? (
            <text
              key={`g-${line.id}`}
              x={0}
              y={y(line)}
              dominantBaseline="central"
              className="fill-ink-2"
            >
              {line.label}
            </text>
          ) : (
            <Row
              key={line.row.id}
              row={line.row}
              y={y(line)}
              x={x}
              width={width}
              narrow={narrow}
              left={left}
            />
          ),
        )}
      </svg>
    </div>
  );
}

interface RowProps {
  row: IntervalRow;
  y: number;
  x: (value: number) => number;
  width: number;
  narrow: boolean;
  left: number;
}

function Row({ row, y, x, width, narrow, left }: RowProps) {
  const color = markColor(row);
  const at = narrow ? y + 8 : y;
  return (
    <g>
      <text
        x={narrow ? 0 : left - 10}
        y={narrow ? y - 10 : y}
        textAnchor={narrow ? 'start' : 'end'}
        dominantBaseline="central"
        className="fill-ink text-sm"
      >
        {row.label}
      </text>
      {row.low !== null && row.high !== null && (
        <line x1={x(row.low)} x2={x(row.high)} y1={at} y2={at} stroke={color} strokeWidth={1.5} />
      )}
      <circle cx={x(row.value)} cy={at} r={4.5} fill={color} />
      <text
        x={width}
        y={at}
        textAnchor="end"
        dominantBaseline="central"
        className="fill-ink text-sm num"
      >
        {percent(row.value, 1)}
        {!narrow && row.low !== null && row.high !== null && (
          <tspan className="fill-ink-2">{` [${share(row.low)}–${share(row.high)}]`}</tspan>
        )}
      </text>
      <title>{sentence(row)}</title>
    </g>
  );
}

const share = (value: number): string => (value * 100).toFixed(1);
const percent = (value: number, digits: number): string => `${(value * 100).toFixed(digits)} %`;

function sentence({ label, value, low, high, n }: IntervalRow): string {
  const interval = low === null || high === null ? '' : ` [${share(low)}–${share(high)}]`;
  return `${label}: ${percent(value, 1)}${interval}${n === undefined ? '' : `, ${n}`}.`;
}
