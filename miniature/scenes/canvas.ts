/** The picture being made: sprites with bilinear sampling, shadows, light and grain, all our own. */
import type { Mipmap, Picture } from './raster';
import { sceneRng } from './rng';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface BlitOptions {
  mirrored?: boolean;
  /** Radians, clockwise on screen, about the middle of the box. */
  rotation?: number;
  /** Factors on red, green and blue: the light that falls on the object. */
  light?: readonly [number, number, number];
}

const DAYLIGHT = [1, 1, 1] as const;

export class Canvas {
  readonly data: Float32Array;

  /** Starts from a background of at least this size, shifted by whole pixels. */
  constructor(
    readonly size: number,
    background: Picture,
    shift: { x: number; y: number },
  ) {
    this.data = new Float32Array(size * size * 3);
    const left = Math.round((background.width - size) / 2 - shift.x);
    const top = Math.round((background.height - size) / 2 - shift.y);
    for (let y = 0, o = 0; y < size; y += 1) {
      let p = ((y + top) * background.width + left) * 4;
      for (let x = 0; x < size; x += 1, p += 4, o += 3) {
        this.data[o] = background.data[p] ?? 0;
        this.data[o + 1] = background.data[p + 1] ?? 0;
        this.data[o + 2] = background.data[p + 2] ?? 0;
      }
    }
  }

  private clamp(v: number): number {
    return Math.max(0, Math.min(this.size - 1, v));
  }

  /** Darkens an ellipse, softly towards its edge. */
  shadow(cx: number, cy: number, rx: number, ry: number, strength: number): void {
    const y1 = this.clamp(Math.ceil(cy + ry));
    const x1 = this.clamp(Math.ceil(cx + rx));
    for (let y = this.clamp(Math.floor(cy - ry)); y <= y1; y += 1) {
      for (let x = this.clamp(Math.floor(cx - rx)); x <= x1; x += 1) {
        const d = ((x + 0.5 - cx) / rx) ** 2 + ((y + 0.5 - cy) / ry) ** 2;
        if (d >= 1) continue;
        const keep = 1 - strength * (1 - d) * Math.sqrt(1 - d);
        const o = (y * this.size + x) * 3;
        this.data[o] = (this.data[o] ?? 0) * keep;
        this.data[o + 1] = (this.data[o + 1] ?? 0) * keep;
        this.data[o + 2] = (this.data[o + 2] ?? 0) * keep;
      }
    }
  }

  /** Composites a picture into a box, turned about its middle. */
  blit(mipmap: Mipmap, box: Box, options: BlitOptions = {}): void {
    const { mirrored = false, rotation = 0, light = DAYLIGHT } = options;
    let picture = mipmap[0];
    for (const smaller of mipmap) if (smaller.width >= box.width * 0.95) picture = smaller;
    const { width, height, data } = picture;
    const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
    const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
    const reachX = (Math.abs(cos) * box.width + Math.abs(sin) * box.height) / 2 + 1;
    const reachY = (Math.abs(sin) * box.width + Math.abs(cos) * box.height) / 2 + 1;
    const scaleX = (width / box.width) * (mirrored ? -1 : 1);
    const scaleY = height / box.height;
    const x1 = this.clamp(Math.ceil(cx + reachX));
    const y1 = this.clamp(Math.ceil(cy + reachY));
    const x0 = this.clamp(Math.floor(cx - reachX));
    const target = this.data;
    // One line per step and no temporaries: most of a scene's time is spent in these loops.
    for (let y = this.clamp(Math.floor(cy - reachY)); y <= y1; y += 1) {
      const dy = y + 0.5 - cy;
      let o = (y * this.size + x0) * 3;
      for (let x = x0; x <= x1; x += 1, o += 3) {
        const dx = x + 0.5 - cx;
        const u = (cos * dx + sin * dy) * scaleX + width / 2 - 0.5;
        const v = (cos * dy - sin * dx) * scaleY + height / 2 - 0.5;
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
          const px = iu + (corner & 1);
          const py = iv + (corner >> 1);
          if (px < 0 || py < 0 || px >= width || py >= height) continue;
          const p = (py * width + px) * 4;
          const opacity = data[p + 3]!;
          if (opacity === 0) continue;
          const a = opacity * (corner & 1 ? fu : 1 - fu) * (corner >> 1 ? fv : 1 - fv);
          alpha += a;
          red += data[p]! * a;
          green += data[p + 1]! * a;
          blue += data[p + 2]! * a;
        }
        if (alpha < 1) continue;
        const keep = 1 - alpha / 255;
        target[o] = target[o]! * keep + (red / 255) * light[0];
        target[o + 1] = target[o + 1]! * keep + (green / 255) * light[1];
        target[o + 2] = target[o + 2]! * keep + (blue / 255) * light[2];
      }
    }
  }

  /** An upright bar, its edges as sharp as a pixel allows. */
  bar({ x, y, width, height }: Box, colour: readonly [number, number, number]): void {
    const y1 = this.clamp(Math.ceil(y + height) - 1);
    const x1 = this.clamp(Math.ceil(x + width) - 1);
    for (let py = this.clamp(Math.floor(y)); py <= y1; py += 1) {
      const tall = Math.min(py + 1, y + height) - Math.max(py, y);
      for (let px = this.clamp(Math.floor(x)); px <= x1; px += 1) {
        const share = tall * (Math.min(px + 1, x + width) - Math.max(px, x));
        const o = (py * this.size + px) * 3;
        for (let k = 0; k < 3; k += 1) {
          this.data[o + k] = (this.data[o + k] ?? 0) * (1 - share) + (colour[k] ?? 0) * share;
        }
      }
    }
  }

  /** The photograph: brightness, warmth and grain of the camera, as RGB bytes. */
  expose(seed: number, brightness: number, warmth: number): Uint8Array {
    const rng = sceneRng(seed);
    // A strip of noise read from changing places: one draw per pixel would cost more than drawing.
    const grain = Float32Array.from({ length: 8191 }, () => (rng() + rng() - 1) * 4);
    const out = new Uint8ClampedArray(this.data.length);
    const red = brightness * (1 + warmth);
    const blue = brightness * (1 - warmth);
    const row = this.size * 3;
    let g = 0;
    // Uint8ClampedArray rounds and clamps by itself, and faster.
    for (let i = 0; i < out.length; i += 3) {
      g = i % row === 0 ? Math.floor(rng() * (grain.length - this.size)) : g + 1;
      const noise = grain[g]!;
      out[i] = this.data[i]! * red + noise;
      out[i + 1] = this.data[i + 1]! * brightness + noise;
      out[i + 2] = this.data[i + 2]! * blue + noise;
    }
    return new Uint8Array(out.buffer);
  }
}
