/** Pictures of objects and signs, rasterised once each and kept for the life of one renderer. */
import { createRequire } from 'node:module';
import { glyph, GLYPH_HEIGHT, GLYPH_WIDTH } from './font';
import { COLOURS, type Rgb } from './ontology';
import { halved, rasterise, type Picture } from './raster';

interface IconSet {
  icons: Record<string, { body: string }>;
  aliases?: Record<string, { parent: string }>;
}

// Read as data instead of imported: the type of a 5 MB JSON literal would slow every type check.
const icons = createRequire(import.meta.url)(
  '@iconify-json/fluent-emoji-flat/icons.json',
) as IconSet;

const SIZE = 128;
/** Largest first; each about half of the one before. */
export type Mipmap = readonly [Picture, ...Picture[]];

function iconSvg(name: string): string {
  const icon = icons.icons[name] ?? icons.icons[icons.aliases?.[name]?.parent ?? ''];
  if (!icon) throw new RangeError(`Fluent Emoji Flat has no icon "${name}".`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="${SIZE}" height="${SIZE}">${icon.body}</svg>`;
}

/** Recolours by luminance (Rec. 601 weights, rounded) and keeps 12 % of the original colour. */
function tint(data: Uint8Array, colour: Rgb): void {
  for (let p = 0; p < data.length; p += 4) {
    if (!data[p + 3]) continue;
    const luminance = (0.3 * data[p]! + 0.59 * data[p + 1]! + 0.11 * data[p + 2]!) / 255;
    const tone = Math.min(1, luminance * 1.15 + 0.08);
    for (let k = 0; k < 3; k += 1) {
      const c = colour[k]!;
      const value = tone < 0.6 ? (c * tone) / 0.6 : c + (((255 - c) * (tone - 0.6)) / 0.4) * 0.7;
      data[p + k] = Math.round(0.88 * value + 0.12 * data[p + k]!);
    }
  }
}

function isCut(kind: string, x: number, y: number): boolean {
  if (kind === 'half') return x > 64 + 8 * (Math.floor(y / 9) % 2 ? 1 : -1);
  if (kind === 'bitten') {
    return (x - 104) ** 2 + (y - 44) ** 2 < 30 ** 2 || (x - 84) ** 2 + (y - 22) ** 2 < 20 ** 2;
  }
  const zigzag = 64 + 18 * Math.abs(((y / 22) % 2) - 1) - 9;
  return Math.abs(x - zigzag) < 6;
}

function cut(data: Uint8Array, kind: string): void {
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) if (isCut(kind, x, y)) data[(y * SIZE + x) * 4 + 3] = 0;
  }
}

function signSvg(word: string, unit: number, width: number, height: number): string {
  let body = `<rect x="1" y="1" width="${width - 2}" height="${height - 2}" rx="5" fill="#fffbe8" stroke="#333" stroke-width="2"/>`;
  [...word].forEach((character, i) => {
    const bits = glyph(character);
    for (let y = 0; y < GLYPH_HEIGHT; y += 1) {
      for (let x = 0; x < GLYPH_WIDTH; x += 1) {
        if (bits[y * GLYPH_WIDTH + x] !== '1') continue;
        const left = (1.5 + i * (GLYPH_WIDTH + 1) + x) * unit;
        body += `<rect x="${left}" y="${(2 + y) * unit}" width="${unit}" height="${unit}" fill="#15151c"/>`;
      }
    }
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`;
}

export class SpriteStore {
  private readonly kept = new Map<string, Promise<Mipmap>>();

  private keep(key: string, make: () => Promise<Mipmap>): Promise<Mipmap> {
    const known = this.kept.get(key);
    if (known) return known;
    const made = make();
    this.kept.set(key, made);
    return made;
  }

  /** `colour` and `structure` null mean as drawn and whole. */
  object(icon: string, colour: string | null = null, structure: string | null = null) {
    return this.keep(`object|${icon}|${colour}|${structure}`, async () => {
      const full = await rasterise(iconSvg(icon), SIZE, SIZE);
      const rgb = colour === null ? undefined : COLOURS[colour];
      if (rgb) tint(full.data, rgb);
      if (structure !== null) cut(full.data, structure);
      const half = halved(full);
      return [full, half, halved(half)];
    });
  }

  /** A sign board with a word of the scene font. */
  sign(word: string) {
    return this.keep(`sign|${word}`, async () => {
      const unit = 4;
      const width = word.length * (GLYPH_WIDTH + 1) * unit + 2 * unit;
      const height = 11 * unit;
      const svg = signSvg(word, unit, width, height);
      // Rasterised per size instead of halved: letters stay crisper, and the weights saw this.
      const at = (k: number) => rasterise(svg, Math.round(width * k), Math.round(height * k));
      return [await at(1), await at(0.5), await at(0.25)];
    });
  }
}
