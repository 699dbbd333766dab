/** The twelve backgrounds, each varied by a seed. */
import { SCENE_SIZE as S } from './blit';
import type { BackgroundKind } from './ontology';
import { hsl, Painter } from './painter';
import { rasterise, type Picture } from './raster';
import { pick } from './rng';

const PAINT: Readonly<Record<BackgroundKind, (p: Painter) => void>> = {
  grass(p) {
    p.skyAndGround(p.sky, hsl(p.range(90, 130), p.range(40, 65), p.range(38, 52)));
    const hz = p.horizon;
    p.add(
      `<path d="M0 ${hz} Q${p.range(20, 90)} ${hz - p.range(10, 40)} ${S / 2} ${hz} T${S} ${hz}Z" fill="${hsl(p.range(95, 130), 45, 42)}"/>`,
    );
    p.clouds(Math.floor(3 * p.random()));
    p.specks(18, hsl(105, 50, 33), 2, 5);
  },
  beach(p) {
    p.fill(p.sky);
    p.rect(0, p.horizon - 35, S, S, hsl(p.range(195, 215), 70, 52));
    p.rect(0, p.horizon, S, S, hsl(p.range(38, 48), p.range(50, 75), p.range(70, 80)));
    p.specks(25, '#d9b26a', 2, 1.3);
  },
  snow(p) {
    p.skyAndGround(hsl(p.range(205, 225), p.range(20, 45), p.range(78, 88)), hsl(210, 25, 95));
    p.dots(35, S, '#fff', 1, 2.6);
  },
  night(p) {
    p.skyAndGround(
      hsl(p.range(225, 255), 50, p.range(12, 22)),
      hsl(p.range(215, 250), 30, p.range(18, 28)),
    );
    p.dots(40, p.horizon, '#ffe', 0.6, 1.7);
  },
  sea(p) {
    p.skyAndGround(p.sky, hsl(p.range(195, 220), p.range(55, 80), p.range(38, 50)));
    p.clouds(Math.floor(3 * p.random()));
    for (let i = 0; i < 14; i += 1) {
      p.add(
        `<path d="M${p.range(0, S)} ${p.range(p.horizon + 8, S)}q8 -6 16 0t16 0" stroke="#bfe6ff" fill="none" stroke-width="2"/>`,
      );
    }
  },
  road(p) {
    p.skyAndGround(p.sky, '#5d5f66');
    p.rect(0, p.horizon, S, 10, '#8d9470');
    for (let i = -1; i < 6; i += 1) {
      p.rect(i * 48 + p.range(0, 10), (p.horizon + S) / 2, 26, 6, '#f1e7b0');
    }
    for (let i = 0; i < 5; i += 1) {
      const width = p.range(18, 40);
      const height = p.range(25, 75);
      const left = p.range(-10, S);
      const colour = hsl(p.range(0, 360), 12, p.range(50, 72));
      p.rect(left, p.horizon - height, width, height, colour);
    }
  },
  desert(p) {
    p.skyAndGround(
      hsl(p.range(28, 45), 80, 82),
      hsl(p.range(25, 36), p.range(55, 70), p.range(52, 62)),
    );
    const hz = p.horizon;
    p.add(
      `<path d="M0 ${hz} Q${p.range(30, 80)} ${hz - 30} 130 ${hz} T${S} ${hz}Z" fill="${hsl(28, 55, 50)}"/>`,
    );
  },
  room(p) {
    p.skyAndGround(
      hsl(p.range(0, 360), p.range(15, 35), p.range(74, 86)),
      hsl(p.range(20, 36), p.range(25, 45), p.range(38, 55)),
    );
    p.rect(0, p.horizon - 5, S, 5, '#fff8');
    const x = p.range(10, 150);
    p.rect(x, 15, 56, 50, '#fff');
    p.rect(x + 4, 19, 22, 42, '#bfe3f7');
    p.rect(x + 30, 19, 22, 42, '#bfe3f7');
  },
  brick(p) {
    p.fill('#d8cfc5');
    const colour = hsl(p.range(5, 22), p.range(35, 55), p.range(42, 55));
    for (let y = 0; y < S; y += 18) {
      for (let x = -((y / 18) % 2) * 18; x < S; x += 36) p.rect(x + 1, y + 1, 34, 16, colour);
    }
  },
  wood(p) {
    p.fill(hsl(p.range(24, 36), p.range(35, 50), p.range(50, 62)));
    for (let i = 0; i < 7; i += 1) {
      p.rect(0, i * 32, S, 2, '#5b3b1c');
      p.add(
        `<path d="M0 ${i * 32 + p.range(8, 26)}q60 ${p.range(-8, 8)} 120 0t120 0" stroke="#6b4725" fill="none" opacity=".5"/>`,
      );
    }
  },
  checkered(p) {
    const hue = p.range(0, 360);
    const dark = hsl(hue, p.range(20, 55), p.range(62, 74));
    const side = pick(p.random, [28, 32, 37]);
    p.fill(hsl(hue, 20, 93));
    for (let y = 0; y < 8; y += 1) {
      for (let x = 0; x < 8; x += 1) {
        if ((x + y) % 2) p.rect(x * side, y * side, side, side, dark);
      }
    }
  },
  sunset(p) {
    p.add(
      `<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${hsl(p.range(255, 285), 45, 45)}"/><stop offset="1" stop-color="${hsl(p.range(15, 35), 90, 65)}"/></linearGradient></defs>`,
    );
    p.fill('url(#g)');
    p.add(`<circle cx="${p.range(20, 200)}" cy="${p.horizon - 6}" r="20" fill="#ffe08a"/>`);
    p.rect(0, p.horizon, S, S, hsl(p.range(255, 290), 25, 26));
  },
};

/** The background as RGBA, SCENE_SIZE x SCENE_SIZE; a pure function of kind and seed. */
export async function background(kind: BackgroundKind, seed: number): Promise<Picture> {
  const painter = new Painter(seed);
  PAINT[kind](painter);
  return rasterise(painter.svg(), S, S);
}
