'use client';

import { AxisLabels, Grid } from './axes';
import { Plot } from './plot';
import { scale, ticks } from './scale';
import { useWidth } from './use-width';

interface CurvePlotProps {
  label: string;
  /** Rising in x. */
  points: readonly { x: number; y: number }[];
  /** The point that is spoken about; drawn with its value. */
  mark?: { x: number; y: number; text: string };
  /** Drawn across: what no x gets below. */
  floor?: { y: number; text: string };
  xLabel: string;
  yLabel: string;
}

const HEIGHT = 180;
const PAD = { top: 24, right: 12, bottom: 40, left: 44 };

/** One falling or rising quantity over another; both axes begin at 0 or at the first point. */
export function CurvePlot({ label, points, mark, floor, xLabel, yLabel }: CurvePlotProps) {
  const [box, width] = useWidth(480);
  const xs: [number, number] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  const ys: [number, number] = [0, Math.max(...points.map(({ y }) => y), 1e-9)];
  const x = scale(xs, [PAD.left, width - PAD.right]);
  const y = scale(ys, [PAD.top + HEIGHT, PAD.top]);
  const path = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.x)} ${y(point.y)}`);
  const late = mark !== undefined && x(mark.x) > width * 0.6;
  return (
    <Plot
      box={box}
      width={width}
      height={PAD.top + HEIGHT + PAD.bottom}
      label={label}
      summary={`${xLabel}; ${yLabel}. ${mark?.text ?? ''} ${floor?.text ?? ''}`}
      className="num"
    >
      <Grid at={ticks(ys, 4)} y={y} left={PAD.left} right={width - PAD.right} />
      <AxisLabels
        at={ticks(xs, width < 420 ? 4 : 8)}
        x={x}
        bottom={PAD.top + HEIGHT}
        left={PAD.left}
        right={width - PAD.right}
        title={xLabel}
      />
      {floor && (
        <line
          x1={PAD.left}
          x2={width - PAD.right}
          y1={y(floor.y)}
          y2={y(floor.y)}
          strokeDasharray="4 3"
          className="stroke-ink-2"
        />
      )}
      <path d={path.join(' ')} fill="none" strokeWidth={1.5} className="stroke-ink" />
      {mark && (
        <g>
          <circle cx={x(mark.x)} cy={y(mark.y)} r={4} className="fill-ink" />
          <text
            x={x(mark.x) + (late ? -8 : 8)}
            y={y(mark.y) - 10}
            textAnchor={late ? 'end' : 'start'}
            className="fill-ink halo font-medium"
          >
            {mark.text}
          </text>
        </g>
      )}
      <text x={0} y={9} dominantBaseline="central" className="fill-ink-2">
        {yLabel}
      </text>
    </Plot>
  );
}
