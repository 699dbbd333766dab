import { scale, type Domain } from './scale';

export interface CosinePoint {
  id: string;
  semantic: number;
  visual: number;
  mined?: boolean;
  href?: string;
  label?: string;
}

export interface Geometry {
  width: number;
  height: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  xDomain: Domain;
  yDomain: Domain;
  x: (semantic: number) => number;
  y: (visual: number) => number;
}

/** Frame of the plot in pixels; both domains hold every point and both thresholds. */
export function geometry(
  width: number,
  points: readonly CosinePoint[],
  semanticMin: number,
  visualMax: number,
): Geometry {
  const height = Math.round(Math.min(460, Math.max(280, width * 0.62)));
  const frame = { left: 48, top: 12, right: width - 12, bottom: height - 44 };
  const xDomain = extent([...points.map((p) => p.semantic), semanticMin], 0.01);
  const yDomain = extent([...points.map((p) => p.visual), visualMax], 0.02);
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

function extent(values: readonly number[], margin: number): Domain {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low - margin, Math.min(1, high + margin)];
}

/** All points as one path of dots (lines of no length with round caps): 5,000 cost one element. */
export function dots(points: readonly CosinePoint[], { x, y }: Geometry): string {
  return points.map((p) => `M${x(p.semantic).toFixed(1)} ${y(p.visual).toFixed(1)}h0`).join('');
}

/** The point nearest to a place, if within `reach` pixels. */
export function nearest(
  points: readonly CosinePoint[],
  { x, y }: Geometry,
  at: { x: number; y: number },
  reach = 16,
): CosinePoint | null {
  let best: CosinePoint | null = null;
  let least = reach ** 2;
  for (const point of points) {
    const distance = (x(point.semantic) - at.x) ** 2 + (y(point.visual) - at.y) ** 2;
    if (distance <= least) [best, least] = [point, distance];
  }
  return best;
}
