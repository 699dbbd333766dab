/** Many scenes on one picture, to look at. */
import sharp from 'sharp';
import { SCENE_SIZE } from './frame';

export interface SheetOptions {
  /** Scenes in a row. */
  columns: number;
  /** Side of a scene on the sheet in pixels. */
  cell: number;
  /** Scenes that belong together and stand closer: 2 for pairs. */
  group?: number;
}

const WITHIN = 4;
const BETWEEN = 18;

/** A PNG with scenes (RGB, SCENE_SIZE x SCENE_SIZE) in rows, in the order in which they are given. */
export async function contactSheet(
  scenes: readonly Uint8Array[],
  { columns, cell, group = 1 }: SheetOptions,
): Promise<Buffer> {
  const gap = (column: number) => (column % group === 0 ? BETWEEN : WITHIN);
  const lefts: number[] = [];
  let x = 0;
  for (let column = 0; column < columns; column += 1) {
    x += gap(column);
    lefts.push(x);
    x += cell;
  }
  const rows = Math.ceil(scenes.length / columns);
  const layers = await Promise.all(
    scenes.map(async (pixels, i) => ({
      input: await sharp(pixels, { raw: { width: SCENE_SIZE, height: SCENE_SIZE, channels: 3 } })
        .resize(cell, cell)
        .png({ compressionLevel: 3 })
        .toBuffer(),
      left: lefts[i % columns] ?? 0,
      top: BETWEEN + Math.floor(i / columns) * (cell + BETWEEN),
    })),
  );
  const sheet = sharp({
    create: {
      width: x + BETWEEN,
      height: rows * (cell + BETWEEN) + BETWEEN,
      channels: 3,
      background: '#ffffff',
    },
  });
  return sheet.composite(layers).png({ palette: true, quality: 90, effort: 4 }).toBuffer();
}
