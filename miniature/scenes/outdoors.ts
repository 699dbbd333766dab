/** Places under the sky, each varied by a seed. */
import { SCENE_SIZE as S } from './frame';
import { BOTTOM, hsl, LEFT, shade, WIDE, type Painter } from './painter';
import type { PlaceId } from './places';

export interface Accent {
  colour: string;
  shape: string;
}
export type Paint = (p: Painter, accent: Accent) => void;

/** Nearer to night when it is night: for what stands above the horizon. */
const lit = (p: Painter, h: number, s: number, l: number): string =>
  p.night ? hsl(h * 0.4 + 230 * 0.6, s * 0.5, l * 0.42) : hsl(h, s, l);

/** A named colour as it looks at this time of day. */
const painted = (p: Painter, colour: string, by: number): string =>
  shade(colour, p.night ? by * 0.4 - 0.5 : by);

function house(p: Painter, x: number, width: number, height: number, colour: string): void {
  const base = p.horizon + 12;
  const top = base - height;
  const glass = p.night ? '#ffd873' : '#cfe8f7';
  p.rect(x, top, width, height, painted(p, colour, 0.18));
  p.path(
    `M${x - 6} ${top + 2}L${x + width / 2} ${top - width * 0.34}L${x + width + 6} ${top + 2}Z`,
    lit(p, 16, 30, 38),
  );
  const [w, h] = [width * 0.2, height * 0.26];
  for (const [fx, fy] of [
    [0.16, 0.14],
    [0.64, 0.14],
    [0.64, 0.58],
  ] as const) {
    p.rect(
      x + width * fx,
      top + height * fy,
      w,
      h,
      glass,
      'stroke="#fff" stroke-width="2" stroke-opacity=".8"',
    );
  }
  p.rect(x + width * 0.16, base - height * 0.42, w, height * 0.42, lit(p, 22, 35, 32));
}

function tree(p: Painter, x: number, base: number, size: number, hue: number): void {
  p.rect(x - size * 0.06, base - size * 0.5, size * 0.12, size * 0.5, lit(p, 25, 40, 32));
  p.ellipse(x, base - size * 0.75, size * 0.32, size * 0.36, lit(p, hue, 42, 36));
  p.ellipse(x - size * 0.1, base - size * 0.82, size * 0.2, size * 0.22, lit(p, hue, 42, 43));
}

export const OUTDOORS: Partial<Record<PlaceId, Paint>> = {
  meadow(p, { colour, shape }) {
    p.sky();
    p.haze(3);
    const hue = p.range(92, 118);
    p.hills(p.range(34, 52), lit(p, hue + 14, 34, 62));
    p.hills(p.range(14, 28), lit(p, hue + 6, 40, 52));
    p.ground(hsl(hue, 45, 56), hsl(hue + 8, 48, 40));
    p.tufts(26, hsl(hue + 10, 50, 34));
    p.specks(16, p.random() < 0.5 ? '#fff6d6' : '#ffe27a', 3, 2.4);
    p.rug(colour, shape);
    p.dusk();
  },
  beach(p, { colour, shape }) {
    p.sky();
    p.haze(2);
    const sea = p.range(192, 206);
    const top = p.horizon - 34;
    p.rect(
      LEFT,
      top,
      WIDE,
      40,
      p.night ? '#1a2c5e' : p.gradient(hsl(sea, 62, 46), hsl(sea - 8, 66, 62)),
    );
    p.ground('#f2dcae', '#e3c081');
    p.path(
      `M${LEFT} ${p.horizon}Q${S * 0.2} ${p.horizon + 12} ${S * 0.45} ${p.horizon + 2}T${S + 8} ${p.horizon + 6}V${p.horizon - 6}H${LEFT}Z`,
      p.night ? '#c3cbe0' : '#fdfdf6',
      'opacity=".9"',
    );
    p.specks(46, '#cfa566', 2.6, 1.4);
    p.rug(colour, shape);
    p.dusk();
  },
  snow(p, { colour }) {
    p.sky();
    p.hills(p.range(50, 70), lit(p, 212, 30, 84));
    p.hills(p.range(20, 34), lit(p, 212, 34, 90));
    const at = p.range(70, 200);
    house(p, at, 168, 84, colour);
    p.rect(at - 4, p.horizon + 4, 176, 10, '#f4f8fc');
    for (const x of [p.range(10, 50), p.range(390, 430)]) {
      p.path(`M${x} ${p.horizon - 62}l22 34h-12l18 34h-56l18 -34h-12Z`, lit(p, 150, 28, 38));
    }
    p.ground('#eef4fb', '#dbe6f2');
    p.specks(26, '#fff', 16, 4);
    p.dusk();
  },
  desert(p, { colour }) {
    p.sky();
    p.hills(p.range(46, 64), lit(p, 28, 52, 70));
    p.hills(p.range(20, 36), lit(p, 30, 58, 62));
    const [x, w, base] = [p.range(60, 180), 200, p.horizon + 12];
    p.path(
      `M${x} ${base}L${x + w * 0.2} ${base - 62}L${x + w * 0.5} ${base - 84}L${x + w * 0.8} ${base - 62}L${x + w} ${base}Z`,
      painted(p, colour, 0.1),
    );
    p.path(
      `M${x + w * 0.5} ${base - 84}L${x + w * 0.62} ${base}H${x + w * 0.38}Z`,
      painted(p, colour, -0.45),
    );
    p.ground(hsl(34, 62, 68), hsl(29, 58, 54));
    for (let i = 0; i < 5; i += 1) {
      const y = p.range(p.horizon + 20, S - 10);
      p.path(
        `M${LEFT} ${y}Q${S * 0.3} ${y - 14} ${S * 0.55} ${y}T${S + 8} ${y - 4}`,
        'none',
        'stroke="#c48d4e" stroke-width="2.4" opacity=".55"',
      );
    }
    p.specks(10, '#b98450', 4, 2.4);
    p.dusk();
  },
  street(p, { colour }) {
    p.sky();
    p.haze(2);
    let x = LEFT - p.range(0, 30);
    while (x < S) {
      const [width, height] = [p.range(84, 120), p.range(84, 128)];
      house(p, x, width, height, colour);
      x += width + 2;
    }
    p.rect(LEFT, p.horizon + 8, WIDE, 30, p.night ? '#5a5f70' : '#c9c6bf');
    p.rect(LEFT, p.horizon + 36, WIDE, 6, '#8d8a84');
    const top = p.horizon + 42;
    p.rect(LEFT, top, WIDE, BOTTOM - top, p.gradient('#6b6e77', '#565962'));
    const y = (top + S) / 2 + 30;
    const shift = p.range(0, 60);
    for (let i = -1; i < 6; i += 1)
      p.path(`M${i * 96 + shift} ${y}h52l4 9h-60Z`, '#e8e3cf', 'opacity=".75"');
    p.dusk();
  },
  farm(p, { colour }) {
    p.sky();
    p.haze(3);
    p.hills(p.range(26, 44), lit(p, 84, 40, 60));
    const [x, w, base] = [p.range(50, 150), 230, p.horizon + 10];
    const [wall, dark] = [painted(p, colour, 0.02), painted(p, colour, -0.3)];
    p.path(
      `M${x} ${base}V${base - 62}L${x + w * 0.16} ${base - 96}H${x + w * 0.84}L${x + w} ${base - 62}V${base}Z`,
      wall,
    );
    p.path(
      `M${x - 6} ${base - 60}L${x + w * 0.15} ${base - 100}H${x + w * 0.85}L${x + w + 6} ${base - 60}Z`,
      lit(p, 20, 12, 46),
    );
    for (let i = 1; i < 9; i += 1) p.rect(x + (w * i) / 9, base - 58, 1.4, 58, dark);
    p.rect(x + w * 0.4, base - 50, w * 0.2, 50, '#fff', 'opacity=".9"');
    p.rect(x + w * 0.415, base - 47, w * 0.17, 47, dark);
    p.ground(hsl(78, 44, 54), hsl(70, 42, 42));
    for (let i = 0; i < 6; i += 1) {
      const y = p.horizon + 22 + i * i * 7;
      p.path(
        `M${LEFT} ${y}Q${S / 2} ${y + 8} ${S + 8} ${y}`,
        'none',
        'stroke="#7f8a35" stroke-width="3" opacity=".4"',
      );
    }
    p.tufts(18, hsl(80, 46, 34));
    p.dusk();
  },
  mountains(p, { colour, shape }) {
    p.sky();
    const hz = p.horizon;
    for (const [x, height] of [
      [p.range(40, 120), p.range(80, 100)],
      [p.range(300, 400), p.range(70, 96)],
      [p.range(190, 250), p.range(56, 80)],
    ] as const) {
      p.path(
        `M${x - height * 1.5} ${hz + 2}L${x} ${hz - height}L${x + height * 1.5} ${hz + 2}Z`,
        lit(p, 222, 22, 62),
      );
      p.path(
        `M${x - height * 0.42} ${hz - height * 0.72}L${x} ${hz - height}L${x + height * 0.42} ${hz - height * 0.72}L${x + height * 0.16} ${hz - height * 0.66}L${x} ${hz - height * 0.76}L${x - height * 0.18} ${hz - height * 0.64}Z`,
        lit(p, 215, 30, 95),
      );
    }
    for (let x = LEFT; x < S + 20; x += p.range(22, 40)) {
      const h = p.range(24, 44);
      p.path(`M${x} ${hz - h}l${h * 0.34} ${h + 4}h-${h * 0.68}Z`, lit(p, 152, 30, 36));
    }
    p.ground(hsl(112, 34, 56), hsl(108, 36, 42));
    p.tufts(20, hsl(115, 40, 34));
    p.specks(10, '#9aa39a', 6, 3.4);
    p.rug(colour, shape);
    p.dusk();
  },
  garden(p, { colour }) {
    p.sky();
    p.haze(2);
    for (const x of [p.range(20, 90), p.range(180, 270), p.range(350, 430)]) {
      tree(p, x, p.horizon + 4, p.range(92, 122), p.range(96, 136));
    }
    const [top, base] = [p.horizon - 34, p.horizon + 18];
    const [board, rail] = [painted(p, colour, 0.12), painted(p, colour, -0.22)];
    p.rect(LEFT, top + 12, WIDE, 6, rail);
    p.rect(LEFT, base - 18, WIDE, 6, rail);
    for (let x = LEFT; x < S + 10; x += 24) {
      p.path(`M${x} ${base}V${top + 8}L${x + 9} ${top - 2}L${x + 18} ${top + 8}V${base}Z`, board);
    }
    p.ground(hsl(104, 42, 52), hsl(108, 46, 38));
    p.tufts(24, hsl(112, 48, 32));
    const petal = hsl(p.range(320, 360), 70, 72);
    for (let i = 0; i < 12; i += 1) {
      const [x, y] = [p.range(0, S), p.horizon + 16 + p.range(0, 26)];
      p.rect(x - 0.8, y - 4, 1.6, 12, hsl(115, 45, 30));
      p.ellipse(x, y - 6, 4.6, 4.6, petal);
      p.ellipse(x, y - 6, 1.7, 1.7, '#ffe17a');
    }
    p.dusk();
  },
};
