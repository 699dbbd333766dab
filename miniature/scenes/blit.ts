/** Draws a picture onto a scene with bilinear sampling, in our own code so that it is exact. */
import type { Mipmap } from './sprites';

/** Side of a scene in pixels. */
export const SCENE_SIZE = 224;

export interface Placement {
  /** Centre, pixels. */
  x: number;
  y: number;
  /** Width, pixels; the height follows the picture's shape. */
  size: number;
  mirrored?: boolean;
  /** Radians, clockwise on screen. */
  rotation?: number;
}

const clampToScene = (v: number) => Math.max(0, Math.min(SCENE_SIZE - 1, v));

/** Composites over `canvas` (SCENE_SIZE^2 x RGB, float 0..255). Parts outside are dropped. */
export function blit(canvas: Float32Array, mipmap: Mipmap, at: Placement): void {
  const { x: cx, y: cy, size, mirrored = false, rotation = 0 } = at;
  let picture = mipmap[0];
  for (const smaller of mipmap) if (smaller.width >= size * 0.9) picture = smaller;
  const { width, height, data } = picture;
  const scale = width / size;
  const halfWidth = size / 2;
  const halfHeight = (size * (height / width)) / 2;
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const reach =
    Math.abs(rotation) > 0.01 ? Math.hypot(halfWidth, halfHeight) : Math.max(halfWidth, halfHeight);
  const x1 = clampToScene(Math.ceil(cx + reach));
  const y1 = clampToScene(Math.ceil(cy + reach));
  for (let y = clampToScene(Math.floor(cy - reach)); y <= y1; y += 1) {
    for (let x = clampToScene(Math.floor(cx - reach)); x <= x1; x += 1) {
      const dx = x + 0.5 - cx;
      const dy = y + 0.5 - cy;
      let u = cos * dx + sin * dy;
      if (mirrored) u = -u;
      u = (u + halfWidth) * scale - 0.5;
      const v = (-sin * dx + cos * dy + halfHeight) * scale - 0.5;
      if (u <= -1 || v <= -1 || u >= width || v >= height) continue;
      const iu = Math.floor(u);
      const iv = Math.floor(v);
      const fu = u - iu;
      const fv = v - iv;
      let alpha = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const i = corner & 1;
        const j = corner >> 1;
        const px = iu + i;
        const py = iv + j;
        if (px < 0 || py < 0 || px >= width || py >= height) continue;
        const p = (py * width + px) * 4;
        const a = data[p + 3]! * ((i ? fu : 1 - fu) * (j ? fv : 1 - fv));
        alpha += a;
        red += data[p]! * a;
        green += data[p + 1]! * a;
        blue += data[p + 2]! * a;
      }
      if (alpha < 1) continue;
      const share = alpha / 255;
      const o = (y * SCENE_SIZE + x) * 3;
      canvas[o] = canvas[o]! * (1 - share) + (red / alpha) * share;
      canvas[o + 1] = canvas[o + 1]! * (1 - share) + (green / alpha) * share;
      canvas[o + 2] = canvas[o + 2]! * (1 - share) + (blue / alpha) * share;
    }
  }
}
