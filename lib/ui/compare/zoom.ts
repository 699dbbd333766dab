/** Zoom and pan of a pane, in CSS pixels from the pane's centre. Pure; both panes share one view. */
export interface View {
  /** 1 shows the whole image. */
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const FIT: View = { scale: 1, x: 0, y: 0 };
export const MAX_SCALE = 12;
/** One press of + or one notch of a wheel. */
export const STEP = 1.25;

/** Keeps the image over the pane: it can be moved until its edge reaches the pane's edge. */
export function clampView({ scale, x, y }: View, { width, height }: Size): View {
  const bounded = Math.min(MAX_SCALE, Math.max(1, scale));
  const maxX = ((bounded - 1) * width) / 2;
  const maxY = ((bounded - 1) * height) / 2;
  return {
    scale: bounded,
    x: Math.min(maxX, Math.max(-maxX, x)) || 0,
    y: Math.min(maxY, Math.max(-maxY, y)) || 0,
  };
}

/** Zooms so that what lies under the point (from the pane's centre) stays under it. */
export function zoomAt(
  view: View,
  factor: number,
  point: { x: number; y: number },
  size: Size,
): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return clampView(
    { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio },
    size,
  );
}
