/** A tiny SVG writer for backgrounds; every draw from the seed happens in the order of the calls. */
import { SCENE_SIZE } from './blit';
import { between, sceneRng } from './rng';

/** Degrees and percentages, rounded to whole numbers. */
export const hsl = (h: number, s: number, l: number): string =>
  `hsl(${h.toFixed(0)},${s.toFixed(0)}%,${l.toFixed(0)}%)`;

export class Painter {
  body = '';
  readonly random: () => number;
  /** Height of the horizon, pixels from the top. */
  readonly horizon: number;
  readonly sky: string;

  constructor(seed: number) {
    this.random = sceneRng(seed * 7919 + 13);
    this.horizon = this.range(95, 150);
    this.sky = hsl(this.range(195, 215), this.range(50, 85), this.range(70, 88));
  }

  range(low: number, high: number): number {
    return between(this.random, low, high);
  }

  add(svg: string): void {
    this.body += svg;
  }

  rect(x: number, y: number, width: number, height: number, fill: string): void {
    this.add(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`);
  }

  fill(colour: string): void {
    this.rect(0, 0, SCENE_SIZE, SCENE_SIZE, colour);
  }

  /** Sky above the horizon, ground below it. */
  skyAndGround(sky: string, ground: string): void {
    this.fill(sky);
    this.rect(0, this.horizon, SCENE_SIZE, SCENE_SIZE - this.horizon, ground);
  }

  clouds(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.add(
        `<ellipse cx="${this.range(0, SCENE_SIZE)}" cy="${this.range(8, this.horizon - 30)}" rx="${this.range(14, 36)}" ry="${this.range(6, 12)}" fill="#fff" opacity="0.85"/>`,
      );
    }
  }

  /** Small ellipses below the horizon: tufts, stones. */
  specks(count: number, fill: string, rx: number, ry: number): void {
    for (let i = 0; i < count; i += 1) {
      this.add(
        `<ellipse cx="${this.range(0, SCENE_SIZE)}" cy="${this.range(this.horizon, SCENE_SIZE)}" rx="${rx * this.range(0.5, 1.5)}" ry="${ry * this.range(0.5, 1.5)}" fill="${fill}"/>`,
      );
    }
  }

  /** Round dots between the top and `bottom`: stars, snow flakes. */
  dots(count: number, bottom: number, fill: string, low: number, high: number): void {
    for (let i = 0; i < count; i += 1) {
      this.add(
        `<circle cx="${this.range(0, SCENE_SIZE)}" cy="${this.range(0, bottom)}" r="${this.range(low, high)}" fill="${fill}"/>`,
      );
    }
  }

  svg(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${SCENE_SIZE}" height="${SCENE_SIZE}" viewBox="0 0 ${SCENE_SIZE} ${SCENE_SIZE}">${this.body}</svg>`;
  }
}
