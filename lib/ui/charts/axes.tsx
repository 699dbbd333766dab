import { axisNumber } from './scale';

interface GridProps {
  /** Where lines are drawn, in data. */
  at: readonly number[];
  y: (value: number) => number;
  /** Pixels from and to which the lines go; their numbers stand left of them. */
  left: number;
  right: number;
  text?: (value: number) => string;
  /** Drawn as an axis, not as a grid line. */
  base?: number;
}

/** Level lines with their numbers. */
export function Grid({ at, y, left, right, text = axisNumber, base }: GridProps) {
  return at.map((value) => (
    <g key={value}>
      <line
        x1={left}
        x2={right}
        y1={y(value)}
        y2={y(value)}
        className={value === base ? 'stroke-ink' : 'stroke-line'}
      />
      <text
        x={left - 8}
        y={y(value)}
        textAnchor="end"
        dominantBaseline="central"
        className="fill-ink-2"
      >
        {text(value)}
      </text>
    </g>
  ));
}

interface AxisLabelsProps {
  at: readonly number[];
  x: (value: number) => number;
  /** The pixel under which the numbers stand. */
  bottom: number;
  left: number;
  right: number;
  /** What the numbers are. */
  title: string;
  titleClass?: string;
}

/** The numbers below a figure, and under them what they are. */
export function AxisLabels(props: AxisLabelsProps) {
  const { at, x, bottom, left, right, title, titleClass = 'fill-ink-2' } = props;
  return (
    <>
      {at.map((value) => (
        <text key={value} x={x(value)} y={bottom + 16} textAnchor="middle" className="fill-ink-2">
          {axisNumber(value)}
        </text>
      ))}
      <text x={(left + right) / 2} y={bottom + 34} textAnchor="middle" className={titleClass}>
        {title}
      </text>
    </>
  );
}
