/** Many scenes on one picture, to look at. */
import sharp from 'sharp';
import { SCENE_SIZE } from './frame';

export interface SheetCell {
  /** RGB, SCENE_SIZE x SCENE_SIZE. */
  pixels: Uint8Array;
}

export interface SheetOptions {
  columns: number;
  /** Side of a cell in pixels. */
  cell: number;
  /** Space between cells; between rows as well. */
  gap?: number;
}

/** A PNG with the scenes in rows. */
export async function contactSheet(
  cells: readonly SheetCell[],
  { columns, cell, gap = 6 }: SheetOptions,
): Promise<Buffer> {
  const rows = Math.ceil(cells.length / columns);
  const overlays = await Promise.all(
    cells.map(async ({ pixels }, i) => ({
      input: await sharp(pixels, { raw: { width: SCENE_SIZE, height: SCENE_SIZE, channels: 3 } })
        .resize(cell, cell)
        .png({ compressionLevel: 3 })
        .toBuffer(),
      left: gap + (i % columns) * (cell + gap),
      top: gap + Math.floor(i / columns) * (cell + gap),
    })),
  );
  return sharp({
    create: {
      width: columns * (cell + gap) + gap,
      height: rows * (cell + gap) + gap,
      channels: 3,
      background: '#ffffff',
    },
  })
    .composite(overlays)
    .png()
    .toBuffer();
}
