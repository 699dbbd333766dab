/** Pairs of pictures in rows on one page, each row with a title, for the documentation. */
import sharp, { type OverlayOptions } from 'sharp';

export interface SheetPair {
  /** Image files. */
  images: readonly [Buffer, Buffer];
  label: string;
}

export interface SheetRow {
  title: string;
  pairs: readonly SheetPair[];
}

const SIDE = 168;
/** Between the pictures of a pair. */
const GAP = 4;
/** Between pairs, and around the page. */
const SPACE = 20;
const TEXT = 20;
const PAIR = 2 * SIDE + GAP;
const ROW = SIDE + TEXT + SPACE;

function text(words: string, anchor: 'start' | 'end', ink: string): Buffer {
  const x = anchor === 'start' ? 0 : PAIR;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PAIR}" height="${TEXT}"><text x="${x}" y="14" text-anchor="${anchor}" font-size="13" font-family="Inter, DejaVu Sans, sans-serif" fill="${ink}">${words}</text></svg>`,
  );
}

async function drawPair(pair: SheetPair, left: number, top: number): Promise<OverlayOptions[]> {
  const pictures = pair.images.map(async (image, k) => ({
    input: await sharp(image).resize(SIDE, SIDE).png().toBuffer(),
    left: left + k * (SIDE + GAP),
    top: top + TEXT,
  }));
  return [
    { input: text(pair.label, 'end', '#6b7078'), left, top },
    ...(await Promise.all(pictures)),
  ];
}

/** A WebP as wide as the longest row. */
export async function pairSheet(rows: readonly SheetRow[]): Promise<Buffer> {
  const layers: OverlayOptions[] = [];
  for (const [r, row] of rows.entries()) {
    const top = SPACE + r * ROW;
    layers.push({ input: text(row.title, 'start', '#1c1f24'), left: SPACE, top });
    for (const [c, pair] of row.pairs.entries()) {
      layers.push(...(await drawPair(pair, SPACE + c * (PAIR + SPACE), top)));
    }
  }
  const width = SPACE + Math.max(1, ...rows.map(({ pairs }) => pairs.length)) * (PAIR + SPACE);
  return sharp({
    create: { width, height: SPACE + rows.length * ROW, channels: 3, background: '#f4f4f2' },
  })
    .composite(layers)
    .webp({ quality: 86 })
    .toBuffer();
}
