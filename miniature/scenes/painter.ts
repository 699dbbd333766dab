/** A small SVG writer for places; every draw from the seed happens in the order of the calls. */
import { SCENE_SIZE as S } from './frame';
import { between, sceneRng, type SceneRng } from './rng';
import { COLOURS } from './things';

/** Painted beyond each edge of the frame, for the camera's shake. */
export const BLEED = 8;
export const LEFT = -BLEED;
export const WIDE = S + 2 * BLEED;
export const BOTTOM = S + BLEED;

export const hsl = (h: number, s: number, l: number): string =>
  `hsl(${h.toFixed(0)},${s.toFixed(0)}%,${l.toFixed(0)}%)`;

/** A named colour, moved towards white (positive) or black (negative). */
export function shade(name: string, by: number): string {
  const rgb = COLOURS[name] ?? [200, 200, 200];
  const to = by > 0 ? 255 : 0;
  return `rgb(${rgb.map((v) => Math.round(v + (to - v) * Math.abs(by))).join(',')})`;
}

export class Painter {
  private body = '';
  private defs = 0;
  readonly random: SceneRng;

  constructor(
    seed: number,
    readonly horizon: number,
    readonly night: boolean,
  ) {
    this.random = sceneRng(seed ^ 0x7f4a7c15);
  }

  range(low: number, high: number): number {
    return between(this.random, low, high);
  }

  add(svg: string): void {
    this.body += svg;
  }

  rect(x: number, y: number, width: number, height: number, fill: string, more = ''): void {
    this.add(
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`,
    );
  }

  path(d: string, fill: string, more = ''): void {
    this.add(`<path d="${d}" fill="${fill}" ${more}/>`);
  }

  ellipse(cx: number, cy: number, rx: number, ry: number, fill: string, more = ''): void {
    this.add(`<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`);
  }

  /** The id of a vertical gradient as a fill. */
  gradient(...stops: string[]): string {
    const id = `g${(this.defs += 1)}`;
    const marks = stops.map(
      (colour, i) => `<stop offset="${i / Math.max(1, stops.length - 1)}" stop-color="${colour}"/>`,
    );
    this.add(
      `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${marks.join('')}</linearGradient></defs>`,
    );
    return `url(#${id})`;
  }

  sky(): void {
    const hue = this.range(198, 216);
    const light = this.range(66, 76);
    const fill = this.night
      ? this.gradient('#0b1030', '#1d2a5c')
      : this.gradient(hsl(hue, 72, light), hsl(hue, 70, 92));
    this.rect(LEFT, LEFT, WIDE, this.horizon + BLEED + 2, fill);
    for (let i = 0; i < 34; i += 1) {
      const [x, y, r] = [this.range(0, S), this.range(0, this.horizon - 14), this.range(0.7, 1.8)];
      if (this.night) this.add(`<circle cx="${x}" cy="${y}" r="${r}" fill="#fff8dc"/>`);
    }
  }

  /** Faint clouds low in the sky. */
  haze(count: number): void {
    for (let i = 0; i < count; i += 1) {
      const [x, y, w] = [this.range(0, S), this.range(20, this.horizon - 24), this.range(28, 58)];
      const opacity = this.night ? 0.12 : 0.55;
      this.add(
        `<g fill="#fff" opacity="${opacity}"><ellipse cx="${x}" cy="${y}" rx="${w}" ry="${w * 0.2}"/><ellipse cx="${x - w * 0.2}" cy="${y - w * 0.12}" rx="${w * 0.45}" ry="${w * 0.22}"/></g>`,
      );
    }
  }

  /** A rolling line of hills above the horizon. */
  hills(height: number, fill: string): void {
    const hz = this.horizon + 2;
    const [a, b, c] = [this.range(0.5, 1), this.range(0.3, 0.9), this.range(0.5, 1)];
    this.path(
      `M${LEFT} ${hz}V${hz - height * a}Q${S * 0.2} ${hz - height * 1.3} ${S * 0.42} ${hz - height * b}T${S * 0.75} ${hz - height * c}T${S + BLEED} ${hz - height * b}V${hz}Z`,
      fill,
    );
  }

  ground(far: string, near: string): void {
    const fill = this.gradient(far, near);
    this.rect(LEFT, this.horizon, WIDE, BOTTOM - this.horizon, fill);
  }

  /** Small flat ellipses on the ground, larger when nearer. */
  specks(count: number, fill: string, rx: number, ry: number): void {
    for (let i = 0; i < count; i += 1) {
      const depth = this.random();
      const y = this.horizon + 8 + (BOTTOM - this.horizon - 8) * depth;
      const size = 0.4 + 0.8 * depth;
      this.ellipse(this.range(LEFT, S), y, rx * size, ry * size, fill);
    }
  }

  /** Tufts of grass, larger when nearer. */
  tufts(count: number, fill: string): void {
    for (let i = 0; i < count; i += 1) {
      const depth = this.random();
      const y = this.horizon + 10 + (S - this.horizon - 10) * depth;
      const [x, h] = [this.range(0, S), 4 + 8 * depth];
      this.path(
        `M${x - h * 0.6} ${y}Q${x - h * 0.5} ${y - h * 0.6} ${x - h * 0.8} ${y - h}Q${x - h * 0.2} ${y - h * 0.7} ${x} ${y - h * 1.2}Q${x + h * 0.1} ${y - h * 0.6} ${x + h * 0.7} ${y - h}Q${x + h * 0.4} ${y - h * 0.5} ${x + h * 0.6} ${y}Z`,
        fill,
      );
    }
  }

  /** Boards or joints that run away from the viewer. */
  perspective(count: number, stroke: string, opacity: number): void {
    const [cx, cy] = [S / 2, this.horizon - 90];
    for (let i = -count; i <= count; i += 1) {
      const x = cx + i * 62;
      const at = cx + ((x - cx) * (this.horizon - cy)) / (BOTTOM - cy);
      this.add(
        `<path d="M${at} ${this.horizon}L${x} ${BOTTOM}" stroke="${stroke}" stroke-width="1.6" opacity="${opacity}"/>`,
      );
    }
  }

  /** A flat cloth or carpet under the objects. */
  rug(colour: string, shape: string): void {
    const [cx, cy, rx] = [S / 2, 352, 204];
    const ry = this.horizon < 180 ? 78 : 54;
    const [main, edge] = [shade(colour, 0.12), shade(colour, -0.2)];
    if (shape === 'round') {
      this.ellipse(cx, cy, rx, ry, edge);
      this.ellipse(cx, cy - 1, rx - 9, ry - 5, main);
      this.ellipse(
        cx,
        cy - 1,
        rx - 24,
        ry - 12,
        'none',
        `stroke="${shade(colour, 0.55)}" stroke-width="3"`,
      );
      return;
    }
    const sheet = (inset: number) => {
      const [top, bottom] = [cy - ry + inset * 0.5, cy + ry - inset * 0.5];
      return `M${cx - rx * 0.86 + inset} ${top}H${cx + rx * 0.86 - inset}L${cx + rx - inset} ${bottom}H${cx - rx + inset}Z`;
    };
    this.path(sheet(0), edge);
    this.path(sheet(7), main);
    this.path(sheet(20), 'none', `stroke="${shade(colour, 0.55)}" stroke-width="3"`);
  }

  /** Night lies over everything that was painted so far, and leaves the lights on top. */
  dusk(): void {
    if (this.night) {
      this.rect(LEFT, this.horizon, WIDE, BOTTOM - this.horizon, '#0a1136', 'opacity="0.46"');
    }
  }

  svg(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${WIDE}" viewBox="${LEFT} ${LEFT} ${WIDE} ${WIDE}">${this.body}</svg>`;
  }
}
