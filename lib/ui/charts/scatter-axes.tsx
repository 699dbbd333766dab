import { Grid } from './axes';
import { axisNumber, cosine, ticks } from './scale';
import type { Geometry } from './scatter-geometry';

interface ScatterAxesProps {
  g: Geometry;
  semanticMin: number;
  visualMax: number;
  xLabel: string;
  yLabel: string;
}

/** Grid, both thresholds in their encoder's colour, and the corner that they cut out. */
export function ScatterAxes({ g, semanticMin, visualMax, xLabel, yLabel }: ScatterAxesProps) {
  const [tx, ty] = [g.x(semanticMin), g.y(visualMax)];
  const middle = (g.top + g.bottom) / 2;
  return (
    <g>
      <rect
        x={tx}
        y={ty}
        width={Math.max(0, g.right - tx)}
        height={Math.max(0, g.bottom - ty)}
        className="fill-accent-soft"
      />
      {ticks(g.xDomain, g.width < 480 ? 4 : 8).map((tick) => (
        <g key={tick}>
          <line x1={g.x(tick)} x2={g.x(tick)} y1={g.top} y2={g.bottom} className="stroke-line" />
          <text x={g.x(tick)} y={g.bottom + 16} textAnchor="middle" className="fill-ink-2">
            {axisNumber(tick)}
          </text>
        </g>
      ))}
      <Grid at={ticks(g.yDomain, 5)} y={g.y} left={g.left} right={g.right} />
      <line
        x1={tx}
        x2={tx}
        y1={g.top}
        y2={g.bottom}
        strokeWidth={1.5}
        className="stroke-semantic"
      />
      <line x1={g.left} x2={g.right} y1={ty} y2={ty} strokeWidth={1.5} className="stroke-visual" />
      <text x={tx - 6} y={g.bottom - 8} textAnchor="end" className="fill-semantic halo">
        {`> ${cosine(semanticMin)}`}
      </text>
      <text x={g.left + 6} y={ty - 6} className="fill-visual halo">
        {`< ${cosine(visualMax)}`}
      </text>
      <text
        x={(g.left + g.right) / 2}
        y={g.height - 6}
        textAnchor="middle"
        className="fill-semantic"
      >
        {`${xLabel} →`}
      </text>
      <text
        x={12}
        y={middle}
        textAnchor="middle"
        transform={`rotate(-90 12 ${middle})`}
        className="fill-visual"
      >
        {`${yLabel} →`}
      </text>
    </g>
  );
}

/** Room in pixels that the label needs inside the corner; else it stands beside it. */
const LABEL_ROOM = 130;

export function CornerLabel({
  g,
  semanticMin,
  label,
}: {
  g: Geometry;
  semanticMin: number;
  label: string;
}) {
  const inside = g.right - g.x(semanticMin) > LABEL_ROOM;
  return (
    <text
      x={inside ? g.right - 6 : g.x(semanticMin) - 6}
      y={g.bottom - 10}
      textAnchor="end"
      className={inside ? 'fill-ink text-sm font-medium' : 'fill-ink halo text-sm font-medium'}
    >
      {inside ? label : `${label} →`}
    </text>
  );
}
