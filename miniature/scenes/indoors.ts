/** Rooms and tables, each varied by a seed. */
import { SCENE_SIZE as S } from './frame';
import { BOTTOM, hsl, LEFT, shade, WIDE, type Painter } from './painter';
import type { Paint } from './outdoors';
import type { PlaceId } from './places';

/** A wall that is lighter where light falls on it. */
function wall(p: Painter, hue: number, saturation: number, light: number): void {
  const fill = p.gradient(hsl(hue, saturation, light + 4), hsl(hue, saturation, light - 5));
  p.rect(LEFT, LEFT, WIDE, p.horizon - LEFT, fill);
}

function skirting(p: Painter): void {
  p.rect(LEFT, p.horizon - 13, WIDE, 13, '#fbf8f2');
  p.rect(LEFT, p.horizon - 2, WIDE, 4, '#00000022');
}

function boards(p: Painter): void {
  const [hue, light] = [p.range(24, 34), p.range(50, 60)];
  p.ground(hsl(hue, 38, light - 6), hsl(hue, 40, light + 4));
  p.perspective(9, hsl(hue, 40, light - 22), 0.5);
  for (let i = 0; i < 14; i += 1) {
    const depth = p.random() ** 1.4;
    const y = p.horizon + 6 + (S - p.horizon) * depth;
    p.rect(p.range(LEFT, S), y, 14 + 30 * depth, 1.4, hsl(hue, 40, light - 20), 'opacity=".4"');
  }
}

export const INDOORS: Partial<Record<PlaceId, Paint>> = {
  'living room'(p, { colour, shape }) {
    wall(p, p.range(24, 60), p.range(16, 30), p.range(84, 89));
    for (const x of [p.range(30, 120), p.range(320, 400)]) {
      p.ellipse(x, 30, 130, 150, '#fff', 'opacity=".16"');
    }
    skirting(p);
    boards(p);
    p.rug(colour, shape);
  },
  bedroom(p, { colour }) {
    p.rect(LEFT, LEFT, WIDE, p.horizon - LEFT, shade(colour, 0.55));
    const step = p.range(30, 44);
    for (let x = LEFT; x < S + 8; x += step) {
      p.rect(x, LEFT, step / 2, p.horizon - LEFT, shade(colour, 0.68));
    }
    skirting(p);
    boards(p);
    const rug = p.range(0, 360);
    p.ellipse(S / 2, 354, 196, p.horizon < 180 ? 72 : 50, hsl(rug, 12, 88));
    p.ellipse(S / 2, 353, 180, p.horizon < 180 ? 64 : 43, hsl(rug, 12, 92));
  },
  kitchen(p, { colour }) {
    const hue = p.range(190, 220);
    p.rect(LEFT, LEFT, WIDE, p.horizon - LEFT, hsl(hue, 14, 86));
    const side = 34;
    const shift = p.range(0, side);
    for (let row = 0, y = p.horizon - side; y > LEFT - side; y -= side, row += 1) {
      for (let x = LEFT - shift; x < S + 8; x += side) {
        const fill = row === 1 || row === 2 ? shade(colour, row === 1 ? 0.12 : 0.22) : '#fbfbf8';
        p.rect(x + 1.2, y + 1.2, side - 2.4, side - 2.4, fill, 'rx="2"');
      }
    }
    p.rect(LEFT, p.horizon - 8, WIDE, 10, hsl(30, 10, 52));
    const stone = p.range(28, 44);
    p.ground(hsl(stone, 14, 74), hsl(stone, 16, 84));
    p.specks(60, hsl(stone, 12, 62), 2.4, 1.2);
    p.specks(40, '#fff', 2.4, 1.2);
  },
  table(p, { colour }) {
    wall(p, p.range(20, 220), p.range(12, 24), p.range(76, 84));
    for (let i = 0; i < 7; i += 1) {
      p.ellipse(
        p.range(0, S),
        p.range(0, p.horizon),
        p.range(20, 48),
        p.range(20, 48),
        '#fff',
        'opacity=".13"',
      );
    }
    const [top, side] = [shade(colour, 0.22), shade(colour, -0.1)];
    p.rect(LEFT, p.horizon, WIDE, BOTTOM - p.horizon, p.gradient(shade(colour, 0.08), top));
    const [cx, cy] = [S / 2, p.horizon - 90];
    const farther = (x: number) => cx + ((x - cx) * (p.horizon - cy)) / (BOTTOM - cy);
    const stripe = p.range(96, 130);
    for (let x = cx - stripe * 6.5; x < cx + stripe * 6; x += stripe) {
      const end = x + stripe / 2;
      p.path(
        `M${farther(x)} ${p.horizon}H${farther(end)}L${end} ${BOTTOM}H${x}Z`,
        '#fff',
        'opacity=".24"',
      );
    }
    p.rect(LEFT, p.horizon, WIDE, 3, side);
  },
  studio(p, { colour, shape }) {
    const hue = p.range(0, 360);
    const [saturation, light] = [p.range(30, 52), p.range(82, 88)];
    const [wall, fold, floor] = [light, light - 8, light - 1].map((l) => hsl(hue, saturation, l));
    p.rect(LEFT, LEFT, WIDE, p.horizon + 10 - LEFT, p.gradient(wall ?? '', fold ?? ''));
    const below = p.gradient(fold ?? '', floor ?? '');
    p.rect(LEFT, p.horizon + 9, WIDE, BOTTOM - p.horizon - 9, below);
    p.rug(colour, shape);
  },
};
