/** Where the main object's copies and the second object stand. */
import type { Box } from './canvas';
import { sceneClass } from './classes';
import { BORDER, fitted, nominal, onGround, SCENE_SIZE, type Item, type Shape } from './frame';
import type { SceneBase, SceneDetails } from './scene';
import { TABLE } from './signs';

/** Zoom -> sizes and the height of the ground where the main object stands. */
export const FACTORS: Readonly<Record<string, { main: number; second: number; ground: number }>> = {
  close: { main: 1.34, second: 1.1, ground: 350 },
  middle: { main: 1, second: 1, ground: 340 },
  far: { main: 0.6, second: 0.64, ground: 320 },
};

/** From left to right. */
export interface Region {
  left: number;
  right: number;
}

/** The part of the ground that the main object has to itself, and on which side the second is. */
export function mainRegion(base: SceneBase, onPost: boolean, flip: number): Region {
  const mirrored = (left: number, right: number): Region =>
    flip > 0 ? { left, right } : { left: SCENE_SIZE - right, right: SCENE_SIZE - left };
  switch (base.relation) {
    case 'side':
      return { left: 126, right: 322 };
    case 'gap':
      return mirrored(BORDER + 6, 210);
    case 'depth':
      return { left: 112, right: 336 };
    case 'table':
      return mirrored(168, SCENE_SIZE - BORDER - 4);
    case null:
      return onPost ? mirrored(238, SCENE_SIZE - BORDER - 4) : { left: 24, right: SCENE_SIZE - 24 };
  }
}

/** Signs and far things have the part above to themselves. */
const TOP_BAND = 112;

/** See horizonOf; the same for every camera, so that a camera's change changes nothing else. */
export const LOWEST_HORIZON = 232;

const ROWS: Readonly<Record<string, readonly number[]>> = {
  '1': [1],
  '2': [2],
  '3': [3],
  '4': [2, 2],
  '5': [2, 3],
  '6': [3, 3],
};

/** Boxes of the main object's copies, back row first; their middle is the region's. */
export function mainBoxes(
  region: Region,
  ground: number,
  { natural, shown }: Shape,
  size: number,
  count: string,
): Box[] {
  const room = region.right - region.left;
  const rows = (room < 300 && count === '3' ? [1, 2] : ROWS[count]) ?? [1];
  const columns = Math.max(...rows);
  const many = count === '1' ? 1 : columns === 3 ? 0.68 : 0.8;
  const high = ground - TOP_BAND;
  // The back row stands on the ground, too: below the lowest horizon that a camera sees.
  const behind = rows.length > 1 ? ground - LOWEST_HORIZON - 18 : high;
  const unit = Math.min(
    (size * many) / nominal(natural),
    (room - 8 * (columns - 1)) / columns / shown.width,
    behind / shown.height,
  );
  const [width, height] = [shown.width * unit, shown.height * unit];
  const step = Math.min(
    width + Math.max(10, width * 0.22),
    (room - width) / Math.max(1, columns - 1),
  );
  const middle = (region.left + region.right) / 2;
  return rows.flatMap((inRow, row) => {
    const bottom = ground - (rows.length - 1 - row) * (height + 10);
    return Array.from({ length: inRow }, (_, i) => ({
      x: middle + (i - (inRow - 1) / 2) * step - width / 2,
      y: bottom - height,
      width,
      height,
    }));
  });
}

/** The second object, and the table if there is one. */
export function placeSecond(
  base: SceneBase,
  details: SceneDetails,
  extents: Shape,
  main: Region,
  ground: number,
  flip: number,
): Item[] {
  const { second: factor } = FACTORS[details.zoom ?? 'middle'] ?? { second: 1 };
  const size = 96 * factor * sceneClass(base.second ?? '').size;
  const item = (box: Box, order: number, at = ground): Item => ({
    role: 'second',
    name: base.second ?? '',
    box,
    ground: at,
    order,
  });
  const free = fitted(extents, size, { width: 98, height: 130 });
  if (base.relation === 'side') {
    const x = details.side === 'left' ? BORDER + 4 + 49 : SCENE_SIZE - BORDER - 4 - 49;
    return [item(onGround(x, ground + 6, free), ground + 6, ground + 6)];
  }
  if (base.relation === 'gap') {
    const edge = flip > 0 ? main.right : main.left;
    const x =
      details.gap === 'near'
        ? edge + flip * (free.width / 2 + 8)
        : flip > 0
          ? SCENE_SIZE - BORDER - 4 - free.width / 2
          : BORDER + 4 + free.width / 2;
    return [item(onGround(x, ground + 4, free), ground + 4, ground + 4)];
  }
  if (base.relation === 'depth') {
    const edge = flip > 0 ? main.right : main.left;
    const at = ground + (details.depth === 'behind' ? -26 : 20);
    return [item(onGround(edge + flip * free.width * 0.12, at, free), at, at)];
  }
  const scale = factor > 1 ? 1 : factor;
  const table = { width: TABLE.width * scale, height: TABLE.height * scale };
  const x = flip > 0 ? BORDER + 4 + TABLE.width / 2 : SCENE_SIZE - BORDER - 4 - TABLE.width / 2;
  const top = ground - table.height;
  const small = fitted(extents, size, { width: 84 * scale, height: 82 * scale });
  const bottom = details.table === 'on' ? top + 3 : ground - 2;
  return [
    {
      role: 'table',
      name: 'table',
      box: onGround(x, ground, table),
      ground,
      order: ground - 2,
    },
    item(onGround(x, bottom, small), ground - 1, bottom),
  ];
}
