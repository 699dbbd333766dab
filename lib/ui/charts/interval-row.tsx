import { markColor, type IntervalRow, type PlotGroup } from './interval-rows';

/** In pixels; rows without an n need but one line. */
export const rowHeight = (narrow: boolean, hasN: boolean): number =>
  narrow ? (hasN ? 66 : 50) : hasN ? 38 : 28;

/** How far under the middle of the row its mark stands. */
export const markBelow = (narrow: boolean, hasN: boolean): number =>
  narrow ? (hasN ? 18 : 10) : 0;

interface IntervalRowViewProps {
  row: IntervalRow;
  /** Middle of the row's height. */
  y: number;
  x: (value: number) => number;
  width: number;
  narrow: boolean;
  groups: readonly PlotGroup[];
}

/** Wide: name and n, mark, value on one line. Narrow: the words above the mark. */
export function IntervalRowView({ row, y, x, width, narrow, groups }: IntervalRowViewProps) {
  const color = markColor(row);
  const hasN = row.n !== undefined;
  const at = y + markBelow(narrow, hasN);
  const nameAt = narrow ? y - (hasN ? 22 : 12) : hasN ? y - 8 : y;
  const valueAt = narrow ? y - (hasN ? 5 : 12) : y;
  return (
    <g>
      <text x={0} y={nameAt} dominantBaseline="central" className="fill-ink halo text-sm">
        {row.label}
      </text>
      {hasN && (
        <text
          x={0}
          y={narrow ? valueAt : y + 9}
          dominantBaseline="central"
          className="fill-ink-2 halo num"
        >
          {row.n}
        </text>
      )}
      {row.low !== null && row.high !== null && (
        <line x1={x(row.low)} x2={x(row.high)} y1={at} y2={at} stroke={color} strokeWidth={1.5} />
      )}
      <circle cx={x(row.value)} cy={at} r={4.5} fill={color} />
      <text
        x={width}
        y={valueAt}
        textAnchor="end"
        dominantBaseline="central"
        className="fill-ink halo text-sm num"
      >
        {percent(row.value, 1)}
        {row.low !== null && row.high !== null && (
          <tspan className="fill-ink-2">{` [${share(row.low)}–${share(row.high)}]`}</tspan>
        )}
      </text>
      <title>{sentence(row, groups)}</title>
    </g>
  );
}

const share = (value: number): string => (value * 100).toFixed(1);

export const percent = (value: number, digits: number): string =>
  `${(value * 100).toFixed(digits)} %`;

/** The row in words, for those who do not see the drawing. */
export function sentence(row: IntervalRow, groups: readonly PlotGroup[]): string {
  const { label, value, low, high, n } = row;
  const group = groups.find(({ id }) => id === row.group);
  const name = group === undefined ? label : `${group.label}, ${label}`;
  const interval = low === null || high === null ? '' : ` [${share(low)}–${share(high)}]`;
  return `${name}: ${percent(value, 1)}${interval}${n === undefined ? '' : `, ${n}`}.`;
}
