import { describe, expect, it } from 'vitest';
import { textShare } from './text-share';

const [WIDTH, HEIGHT] = [300, 200];

/** A map with `likely` where `inside` says so, in rows of `stride` numbers. */
function share(inside: (x: number, y: number) => number, stride = WIDTH): number {
  const likely = new Float32Array(stride * HEIGHT).fill(1);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) likely[y * stride + x] = inside(x, y);
  }
  return textShare({ likely, stride, width: WIDTH, height: HEIGHT });
}

/** The core of a line, w long and h high, whose middle is the map's, turned by an angle. */
const core =
  (w: number, h: number, angle = 0, likely = 0.9) =>
  (x: number, y: number): number => {
    const [dx, dy] = [x + 0.5 - WIDTH / 2, y + 0.5 - HEIGHT / 2];
    const along = dx * Math.cos(angle) + dy * Math.sin(angle);
    const across = dy * Math.cos(angle) - dx * Math.sin(angle);
    return Math.abs(along) <= w / 2 && Math.abs(across) <= h / 2 ? likely : 0.01;
  };

describe('the share of text', () => {
  it('is that of the lines, each grown from its core as DB grows it', () => {
    // A rectangle of 80 x 8 has an area of 640 and an outline of 176: grown by 1.5 * 640 / 176 on all sides.
    const growth = (1.5 * 640) / 176;
    const grown = (80 + 2 * growth) * (8 + 2 * growth);
    expect(share(core(80, 8))).toBeCloseTo((100 * grown) / (WIDTH * HEIGHT), 3);
    expect(share(() => 0.01)).toBe(0);
  });

  it('is the same in any direction, though a slanting line has a large upright box', () => {
    const level = share(core(80, 8));
    for (const angle of [0.3, 0.7, Math.PI / 2]) {
      expect(Math.abs(share(core(80, 8, angle)) / level - 1)).toBeLessThan(0.04);
    }
  });

  it('adds up lines, and counts nothing that is doubtful or next to nothing', () => {
    const one = share((x, y) => core(80, 8)(x, y + 25));
    const two = share((x, y) => Math.max(core(80, 8)(x, y + 25), core(80, 8)(x, y - 25)));
    expect(two).toBeCloseTo(2 * one, 6);
    // Above 0.3, by which a line is found, but below 0.6, by which it is believed.
    expect(share(core(80, 8, 0, 0.5))).toBe(0);
    expect(share(core(80, 2))).toBe(0);
  });

  it('counts one line for 4 % of the picture at most', () => {
    expect(share((_, y) => (Math.abs(y - 100) < 4 ? 0.9 : 0.01))).toBeCloseTo(4, 6);
    expect(share((_, y) => (y % 50 < 8 ? 0.9 : 0.01))).toBeCloseTo(16, 6);
  });

  it('leaves out what is as high as a sixth of the picture: a thing, or a word on one', () => {
    // Of a core of 20 the line is 44 high, of 10 it is 23; a sixth of the shorter side is 33.
    expect(share(core(80, 20))).toBe(0);
    expect(share(core(80, 10))).toBeGreaterThan(0);
    expect(share(() => 0.9)).toBe(0);
  });

  it('is 100 at most, and sees nothing beyond the edge of the picture', () => {
    expect(share((_, y) => (y % 7 < 6 ? 0.9 : 0.01))).toBe(100);
    // What lies behind each row is all text.
    expect(share(() => 0.01, WIDTH + 24)).toBe(0);
    expect(share(core(80, 8), WIDTH + 24)).toBe(share(core(80, 8)));
  });
});
