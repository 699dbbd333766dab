/** Which part of an image an encoder sees, and where its patches lie there. */
import type { Preprocessing } from '../encoders';
import type { PatchGrid } from './token-match';

export interface Size {
  width: number;
  height: number;
}

/** In fractions of the image's width and height, from its top left corner. */
export interface SeenBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * The part of an image that its preprocessing leaves: the centred square, cut after the resize. Where both
 * sides are resized to given lengths, the square of the stretched image, which is none of the original.
 * `image`: in pixels, as it is served.
 */
export function seenBox(
  image: Size,
  { resize, crop }: Pick<Preprocessing, 'resize' | 'crop'>,
): SeenBox {
  const shorter = Math.min(image.width, image.height);
  // The box filter cuts the square out of the image itself.
  if (resize.kind === 'box') return centred(image, shorter);
  if (!('shortestEdge' in resize)) return centred(resize, crop);
  const { shortestEdge } = resize;
  // As infra/encoders/preprocess resizes: the longer side is rounded down.
  const along = (side: number): number =>
    side === shorter ? shortestEdge : Math.trunc((shortestEdge * side) / shorter);
  return centred({ width: along(image.width), height: along(image.height) }, crop);
}

function centred({ width, height }: Size, side: number): SeenBox {
  return {
    left: Math.floor((width - side) / 2) / width,
    top: Math.floor((height - side) / 2) / height,
    width: side / width,
    height: side / height,
  };
}

/** The patch under a point of the image, in fractions of its sides; null outside what the encoder sees. */
export function patchAt(
  { rows, columns }: PatchGrid,
  box: SeenBox,
  point: { x: number; y: number },
): number | null {
  const column = Math.floor(((point.x - box.left) / box.width) * columns);
  const row = Math.floor(((point.y - box.top) / box.height) * rows);
  if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return null;
  return row * columns + column;
}

/** The part of the image that a patch covers. */
export function boxOf({ rows, columns }: PatchGrid, box: SeenBox, patch: number): SeenBox {
  const [width, height] = [box.width / columns, box.height / rows];
  return {
    left: box.left + (patch % columns) * width,
    top: box.top + Math.floor(patch / columns) * height,
    width,
    height,
  };
}

/** The patch one step from another, which stays where it is at the edge. */
export function neighbourOf(
  { rows, columns }: PatchGrid,
  patch: number,
  by: { row: number; column: number },
): number {
  const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  const row = within(Math.floor(patch / columns) + by.row, rows);
  return row * columns + within((patch % columns) + by.column, columns);
}

/** The middle of a patch. */
export function middleOf(grid: PatchGrid, box: SeenBox, patch: number): { x: number; y: number } {
  const { left, top, width, height } = boxOf(grid, box, patch);
  return { x: left + width / 2, y: top + height / 2 };
}
