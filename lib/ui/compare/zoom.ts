/**
 * Zoom and pan, pure. Offsets are fractions of a pane's sides, from its centre: panes of different
 * sizes that share one view show the same part of their images.
 */
export interface View {
  /** 1 shows the whole image. */
  scale: number;
  x: number;
  y: number;
}

export interface Point {
  x: number;
  y: number;
}

export const FIT: View = { scale: 1, x: 0, y: 0 };
/** In a pane of 800 pixels, each pixel of a 12-megapixel photograph is then about five on the screen. */
export const MAX_SCALE = 24;
/** One press of + or one notch of a wheel. */
export const STEP = 1.25;
/** One press of an arrow key moves by this part of a pane. */
export const PAN = 0.1;

const clamped = (value: number, limit: number): number =>
  Math.min(limit, Math.max(-limit, value)) || 0;

const scaleWithin = (scale: number): number => Math.min(MAX_SCALE, Math.max(1, scale));

/** Keeps the image over the pane: it can be moved until its edge reaches the pane's edge. */
export function clampView({ scale, x, y }: View): View {
  const within = scaleWithin(scale);
  const limit = (within - 1) / 2;
  return { scale: within, x: clamped(x, limit), y: clamped(y, limit) };
}

/** Zooms so that what lies under the point stays under it. */
export function zoomAt(view: View, factor: number, point: Point): View {
  const scale = scaleWithin(view.scale * factor);
  const ratio = scale / view.scale;
  return clampView({
    scale,
    x: point.x - (point.x - view.x) * ratio,
    y: point.y - (point.y - view.y) * ratio,
  });
}

export const panBy = (view: View, by: Point): View =>
  clampView({ ...view, x: view.x + by.x, y: view.y + by.y });

/** Two fingers: what lay between them stays between them, and is as much larger as they are apart. */
export function pinch(view: View, before: readonly [Point, Point], now: readonly [Point, Point]) {
  const from = middle(before);
  const to = middle(now);
  const factor = apart(now) / Math.max(Number.EPSILON, apart(before));
  return panBy(zoomAt(view, factor, from), { x: to.x - from.x, y: to.y - from.y });
}

const middle = ([a, b]: readonly [Point, Point]): Point => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
});
const apart = ([a, b]: readonly [Point, Point]): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Lines and pages of a wheel in pixels, as browsers reckon them. */
const UNIT = [1, 16, 400] as const;

/** A notch of a usual wheel is 100 pixels and about one STEP; a trackpad's pinch comes with Control. */
export function wheelFactor(event: {
  deltaY: number;
  deltaMode: number;
  ctrlKey: boolean;
}): number {
  const pixels = event.deltaY * (UNIT[event.deltaMode as 0 | 1 | 2] ?? 1);
  const bounded = Math.min(300, Math.max(-300, pixels));
  return Math.exp(-bounded * (event.ctrlKey ? 0.01 : 0.0022));
}
