'use client';

import { useMemo, useRef, type PointerEvent } from 'react';
import type { Density, Thresholds } from '@/lib/domain/mining/explore';
import { Plot } from '@/lib/ui/charts/plot';
import { scale } from '@/lib/ui/charts/scale';
import type { Geometry } from '@/lib/ui/charts/scatter-geometry';
import { ScatterAxes } from '@/lib/ui/charts/scatter-axes';
import { useWidth } from '@/lib/ui/charts/use-width';
import { STEP } from '../../slider-steps';

interface Props {
  label: string;
  /** For those who do not see the cells. */
  summary: string;
  density: Density;
  at: Thresholds;
  onMove: (at: Thresholds) => void;
  xLabel: string;
  yLabel: string;
}

const end = ({ from, step, cells }: Density['semantic']): number => from + step * cells;

function geometryOf(width: number, { semantic, visual }: Density): Geometry {
  const height = Math.round(Math.min(460, Math.max(280, width * 0.62)));
  const frame = { left: 48, top: 12, right: width - 12, bottom: height - 44 };
  const xDomain = [semantic.from, end(semantic)] as const;
  const yDomain = [visual.from, end(visual)] as const;
  return {
    width,
    height,
    ...frame,
    xDomain,
    yDomain,
    x: scale(xDomain, [frame.left, frame.right]),
    y: scale(yDomain, [frame.bottom, frame.top]),
  };
}

/** How many sampled pairs lie where: the darker, the more, in powers of ten. Both lines can be dragged. */
export function DensityPlot({ label, summary, density, at, onMove, xLabel, yLabel }: Props) {
  const [box, width] = useWidth();
  const g = useMemo(() => geometryOf(width, density), [width, density]);
  // Drawn anew for another width only, not while a line is dragged.
  const cells = useMemo(() => <Cells density={density} g={g} />, [density, g]);
  return (
    <Plot
      box={box}
      width={g.width}
      height={g.height}
      label={label}
      summary={summary}
      className="touch-pan-y num select-none"
    >
      <ScatterAxes
        g={g}
        semanticMin={at.minSemantic}
        visualMax={at.maxVisual}
        xLabel={xLabel}
        yLabel={yLabel}
      />
      {cells}
      <Handle
        g={g}
        axis="x"
        value={at.minSemantic}
        onMove={(minSemantic) => onMove({ ...at, minSemantic })}
      />
      <Handle
        g={g}
        axis="y"
        value={at.maxVisual}
        onMove={(maxVisual) => onMove({ ...at, maxVisual })}
      />
    </Plot>
  );
}

/** Of the fullest cell's logarithm; the emptiest cell is still seen. */
const FAINTEST = 0.12;

function Cells({ density: { semantic, visual, counts }, g }: { density: Density; g: Geometry }) {
  const most = Math.log1p(Math.max(1, ...counts));
  return (
    <g className="fill-ink-2">
      {counts.map((count, k) => {
        if (count === 0) return null;
        const x = semantic.from + (k % semantic.cells) * semantic.step;
        const y = visual.from + Math.floor(k / semantic.cells) * visual.step;
        const top = g.y(y + visual.step);
        return (
          <rect
            key={k}
            x={g.x(x)}
            y={top}
            width={Math.max(1, g.x(x + semantic.step) - g.x(x) - 0.5)}
            height={Math.max(1, g.y(y) - top - 0.5)}
            fillOpacity={FAINTEST + (1 - FAINTEST) * (Math.log1p(count) / most)}
          />
        );
      })}
    </g>
  );
}

/** Pixels on either side of a line that take hold of it. */
const GRIP = 8;

/** The sliders below do the same for the keyboard, with a name and a value. */
function Handle({
  g,
  axis,
  value,
  onMove,
}: {
  g: Geometry;
  axis: 'x' | 'y';
  value: number;
  onMove: (value: number) => void;
}) {
  const holding = useRef(false);
  function move(event: PointerEvent<SVGRectElement>): void {
    if (!holding.current) return;
    const svg = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    const back =
      axis === 'x'
        ? scale([g.left, g.right], g.xDomain)((event.clientX - svg.left) * (g.width / svg.width))
        : scale([g.bottom, g.top], g.yDomain)((event.clientY - svg.top) * (g.height / svg.height));
    const [low, high] = axis === 'x' ? g.xDomain : g.yDomain;
    const inside = Math.min(high, Math.max(low, back));
    onMove(Number((Math.round(inside / STEP) * STEP).toFixed(3)));
  }
  const place =
    axis === 'x'
      ? { x: g.x(value) - GRIP, y: g.top, width: 2 * GRIP, height: g.bottom - g.top }
      : { x: g.left, y: g.y(value) - GRIP, width: g.right - g.left, height: 2 * GRIP };
  return (
    <rect
      {...place}
      data-screen-only
      data-handle={axis}
      className={`fill-transparent ${axis === 'x' ? 'cursor-col-resize' : 'cursor-row-resize'}`}
      style={{ touchAction: 'none' }}
      onPointerDown={(event) => {
        holding.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={() => (holding.current = false)}
      onPointerCancel={() => (holding.current = false)}
    />
  );
}
