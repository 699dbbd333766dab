import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('app/globals.css', 'utf8');

/** The colour tokens of one theme block; dark falls back to light where it says nothing. */
function tokens(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('\n}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [
      m[1] as string,
      m[2] as string,
    ]),
  );
}

/** WCAG 2.2 relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const light = tokens(':root');
const themes = { light, dark: { ...light, ...tokens("[data-theme='dark']") } };
const grounds = ['bg', 'sunken', 'raised'];
const hues = ['semantic', 'visual', 'people', ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `model-${n}`)];
const states = ['danger', 'warning', 'ok', 'info', 'accent'];

/** [ink, ground, least ratio]: 4.5 for text (SC 1.4.3), 3 for marks and edges (SC 1.4.11). */
const needed: [string, string, number][] = [
  ...['ink', 'ink-2', 'accent', 'semantic', 'visual', 'chance', ...states].flatMap((ink) =>
    grounds.map((ground): [string, string, number] => [ink, ground, 4.5]),
  ),
  ...['ink', 'ink-2', 'accent'].flatMap((ink) =>
    ['hover', 'selected'].map((ground): [string, string, number] => [ink, ground, 4.5]),
  ),
  ...states.flatMap((state): [string, string, number][] => [
    [state, `${state}-soft`, 4.5],
    ['ink', `${state}-soft`, 4.5],
  ]),
  ['semantic', 'semantic-soft', 4.5],
  ['visual', 'visual-soft', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['on-surround', 'surround', 4.5],
  ...hues.flatMap((hue) => grounds.map((ground): [string, string, number] => [hue, ground, 3])),
  ...grounds.map((ground): [string, string, number] => ['line-strong', ground, 3]),
];

describe.each(Object.entries(themes))('colours of the %s theme', (_, theme) => {
  it.each(needed)('%s on %s keeps at least %d:1', (ink, ground, least) => {
    const [a, b] = [theme[ink], theme[ground]];
    if (a === undefined || b === undefined) throw new Error(`no token ${ink} or ${ground}`);
    expect(contrast(a, b)).toBeGreaterThanOrEqual(least);
  });
});

it('the surround of images is the same neutral grey in both themes', () => {
  expect(themes.dark.surround).toBe(themes.light.surround);
  expect(themes.light.surround).toMatch(/^#(..)\1\1$/);
});
