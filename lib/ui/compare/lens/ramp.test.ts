import { describe, expect, it } from 'vitest';
import { rampColour, type Oklch } from './ramp';

/** Linear sRGB, with the matrices of Ottosson 2020, "A perceptual color space for image processing". */
function linear({ lightness: L, chroma, hue }: Oklch): [number, number, number] {
  const [a, b] = [
    chroma * Math.cos((hue * Math.PI) / 180),
    chroma * Math.sin((hue * Math.PI) / 180),
  ];
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const shares = Array.from({ length: 101 }, (_, k) => k / 100);
const luminance = (colour: Oklch): number => {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

describe.each(['semantic', 'visual'] as const)('the colours of the %s map', (role) => {
  it('can be shown by every screen', () => {
    for (const share of shares) {
      for (const part of linear(rampColour(role, share))) {
        expect(part, String(share)).toBeGreaterThanOrEqual(-0.001);
        expect(part, String(share)).toBeLessThanOrEqual(1.001);
      }
    }
  });

  it('become darker with every hundredth, from almost white to a contrast of more than 6', () => {
    const all = shares.map((share) => luminance(rampColour(role, share)));
    for (let k = 1; k < all.length; k += 1) expect(all[k]).toBeLessThan(all[k - 1]!);
    expect((all[0]! + 0.05) / (all.at(-1)! + 0.05)).toBeGreaterThan(6);
  });

  it('stay at the ends beyond them', () => {
    expect(rampColour(role, -1)).toEqual(rampColour(role, 0));
    expect(rampColour(role, 7)).toEqual(rampColour(role, 1));
  });
});

it('equal differences are about equally dark in both maps', () => {
  for (const share of shares) {
    const [one, two] = [
      luminance(rampColour('semantic', share)),
      luminance(rampColour('visual', share)),
    ];
    expect(Math.max(one, two) / Math.min(one, two), String(share)).toBeLessThan(1.15);
  }
});
