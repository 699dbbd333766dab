/** Icons as SVG: their edits, colours and surfaces. Pictures of Fluent Emoji Flat, MIT, Microsoft. */
import { createRequire } from 'node:module';
import { COLOURS, type Rgb } from './things';

interface IconSet {
  icons: Record<string, { body: string }>;
  aliases?: Record<string, { parent: string }>;
}

// Read as data instead of imported: the type of a 5 MB JSON literal would slow every type check.
const icons = createRequire(import.meta.url)(
  '@iconify-json/fluent-emoji-flat/icons.json',
) as IconSet;

const withoutFill = (body: string, fill: string): string =>
  body.replace(new RegExp(`<(path|circle|rect|ellipse)[^>]*fill="${fill}"[^>]*/>`, 'g'), '');

/** The inside of the SVG, 32 x 32 units, of `icon!edit!edit` as described in class-table.ts. */
export function iconBody(picture: string): string {
  const [name = '', ...edits] = picture.split('!');
  const icon = icons.icons[name] ?? icons.icons[icons.aliases?.[name]?.parent ?? ''];
  if (!icon) throw new RangeError(`Fluent Emoji Flat has no icon "${name}".`);
  let { body } = icon;
  for (const edit of edits) {
    const [from = '', to] = edit.split('>');
    if (!body.includes(`fill="#${from}"`)) throw new RangeError(`"${name}" has no fill ${from}.`);
    body = to ? body.replaceAll(`fill="#${from}"`, `fill="#${to}"`) : withoutFill(body, `#${from}`);
  }
  return body;
}

const parseHex = (hex: string): Rgb => {
  const full = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join('') : hex.slice(1);
  const value = parseInt(full, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};
const toHex = (rgb: Rgb): string =>
  `#${rgb
    .map((v) =>
      Math.round(Math.max(0, Math.min(255, v)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
const luminance = ([r, g, b]: Rgb): number => (0.299 * r + 0.587 * g + 0.114 * b) / 255;

function hueAndChroma([r, g, b]: Rgb): { hue: number; chroma: number } {
  const max = Math.max(r, g, b);
  const chroma = max - Math.min(r, g, b);
  if (chroma === 0) return { hue: 0, chroma: 0 };
  const sector =
    max === r
      ? ((g - b) / chroma + 6) % 6
      : max === g
        ? (b - r) / chroma + 2
        : (r - g) / chroma + 4;
  return { hue: sector * 60, chroma: chroma / 255 };
}

/** Whether two paints belong to the same coat: the same hue, or both without one. */
function sameCoat(a: Rgb, b: Rgb): boolean {
  const [one, two] = [hueAndChroma(a), hueAndChroma(b)];
  const grey = (chroma: number) => chroma < 0.16;
  if (grey(one.chroma) || grey(two.chroma)) {
    return grey(one.chroma) && grey(two.chroma) && Math.abs(luminance(a) - luminance(b)) < 0.35;
  }
  const turn = Math.abs(one.hue - two.hue);
  return Math.min(turn, 360 - turn) < 28;
}

/** Fills of the main coat, given how many pixels each fill covers. */
export function coatOf(areas: ReadonlyMap<string, number>): string[] {
  let best: string[] = [];
  let most = -1;
  for (const seed of areas.keys()) {
    const coat = [...areas.keys()].filter((fill) => sameCoat(parseHex(seed), parseHex(fill)));
    // Grey is mostly metal or a shadow: a coloured coat wins unless it is small.
    const weight = hueAndChroma(parseHex(seed)).chroma < 0.16 ? 0.5 : 1;
    const area = weight * coat.reduce((sum, fill) => sum + (areas.get(fill) ?? 0), 0);
    if (area > most) [most, best] = [area, coat];
  }
  return best;
}

export const fillsOf = (body: string): string[] => [
  ...new Set([...body.matchAll(/fill="(#[0-9a-f]{3,6})"/g)].map((match) => match[1] as string)),
];

/** The fill that a pixel shows, or null on an edge between two. */
export function fillAt(fills: readonly string[], pixel: Rgb): string | null {
  return (
    fills.find((fill) => parseHex(fill).every((v, k) => Math.abs(v - (pixel[k] ?? 0)) <= 2)) ?? null
  );
}

/** Paints the coat anew; lighter and darker parts stay lighter and darker. */
export function tinted(
  body: string,
  coat: readonly string[],
  areas: ReadonlyMap<string, number>,
  colour: string,
): string {
  const target = COLOURS[colour];
  if (!target) throw new RangeError(`"${colour}" is not a colour of scenes.`);
  const main = [...coat].sort((a, b) => (areas.get(b) ?? 0) - (areas.get(a) ?? 0))[0];
  if (main === undefined) return body;
  const level = luminance(parseHex(main));
  return body.replace(/fill="(#[0-9a-f]{3,6})"/g, (whole, fill: string) => {
    if (!coat.includes(fill)) return whole;
    const step = luminance(parseHex(fill)) - level;
    const shade = target.map((v) =>
      step > 0 ? v + (255 - v) * Math.min(0.6, step * 1.4) : v * (1 + Math.max(-0.5, step * 1.5)),
    );
    return `fill="${toHex([shade[0] ?? 0, shade[1] ?? 0, shade[2] ?? 0])}"`;
  });
}

const MOTIFS: Readonly<Record<string, string>> = {
  striped:
    '<pattern id="motif" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="2.7" fill="INK"/></pattern>',
  dotted:
    '<pattern id="motif" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="1.5" cy="1.5" r="1.25" fill="INK"/><circle cx="4.5" cy="4.5" r="1.25" fill="INK"/></pattern>',
  checked:
    '<pattern id="motif" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="3.5" height="3.5" fill="INK"/><rect x="3.5" y="3.5" width="3.5" height="3.5" fill="INK"/></pattern>',
};

/** Prints a motif on the coat: every part painted with it is painted again with the motif. */
export function printed(body: string, coat: readonly string[], surface: string): string {
  const motif = MOTIFS[surface];
  if (!motif) return body;
  const level = coat[0] === undefined ? 0 : luminance(parseHex(coat[0]));
  const ink = level > 0.75 ? '#3b4a6b' : '#ffffff';
  const again = body.replace(
    /<(?:path|circle|rect|ellipse)[^>]*fill="(#[0-9a-f]{3,6})"[^>]*\/>/g,
    (part, fill) =>
      coat.includes(fill) ? part + part.replace(`fill="${fill}"`, 'fill="url(#motif)"') : part,
  );
  return `<defs>${motif.replaceAll('INK', ink)}</defs>${again}`;
}
