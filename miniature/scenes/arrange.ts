/**
 * Where everything stands. Regions are laid out so that nothing is cut off by the frame and nothing
 * hides anything else, except where one thing in front of another is what the scene is about.
 * Pure geometry in pixels of a full-size scene; arrange.test.ts holds it to that.
 */
import type { Box } from './canvas';
import { sceneClass } from './classes';
import { between, sceneRng, shuffled, type SceneRng } from './rng';
import type { SceneBase, SceneDetails } from './scene';
import { TABLE, type Drawing } from './signs';
import { AIR_THINGS } from './things';

/** Side of a full-size scene in pixels. */
export const SCENE_SIZE = 448;
/** Free border, wide enough for the camera's shake. */
export const BORDER = 14;

export type Role = 'main' | 'second' | 'table' | 'extra' | 'distractor' | 'sign' | 'backdrop';

export interface Item {
  role: Role;
  /** Name of a small thing, for the roles that have several. */
  name: string;
  box: Box;
  /** Height of the ground below it; shadows lie there. */
  ground: number;
  /** Drawn earlier when smaller. */
  order: number;
}

export interface Extent {
  width: number;
  height: number;
}

/** What must be known of the pictures to arrange them. */
export interface Extents {
  /** As drawn, whole and without a hat, and as shown now; both in units. */
  main: { natural: Extent; shown: Extent };
  second?: { natural: Extent; shown: Extent };
  sign?: Drawing;
  /** Of small and far things, in units, by name. */
  things: ReadonlyMap<string, Extent>;
}

export interface Arrangement {
  horizon: number;
  items: Item[];
  /** The sign stands on a post to the ground, or hangs from above. */
  post: { x: number; from: number; to: number } | null;
  cords: { from: number; to: number; bottom: number } | null;
}

/** Where the horizon is; scenes seen from above show more ground. */
export function horizonOf(base: SceneBase, details: SceneDetails): number {
  const rng = sceneRng(base.seed ^ 0x51ed27);
  return details.camera === 'above' ? between(rng, 94, 108) : between(rng, 212, 232);
}

const FACTORS: Readonly<Record<string, { main: number; second: number; ground: number }>> = {
  close: { main: 1.34, second: 1.1, ground: 366 },
  middle: { main: 1, second: 1, ground: 350 },
  far: { main: 0.6, second: 0.64, ground: 324 },
};

interface Region {
  left: number;
  right: number;
}

/** The part of the ground that the main object has to itself, and on which side the second is. */
function mainRegion(base: SceneBase, onPost: boolean, flip: number): Region {
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
      return onPost ? mirrored(168, SCENE_SIZE - BORDER - 4) : { left: 24, right: SCENE_SIZE - 24 };
  }
}

const ROWS: Readonly<Record<string, readonly number[]>> = {
  '1': [1],
  '2': [2],
  '3': [3],
  '4': [2, 2],
  '5': [2, 3],
  '6': [3, 3],
};

/** Boxes of the main object's copies, back row first; their middle is the region's. */
function mainBoxes(
  region: Region,
  ground: number,
  { natural, shown }: { natural: Extent; shown: Extent },
  size: number,
  count: string,
): Box[] {
  const rows = ROWS[count] ?? [1];
  const columns = Math.max(...rows);
  const many = count === '1' ? 1 : columns === 3 ? 0.68 : 0.8;
  const room = region.right - region.left;
  const high = ground - 98 - BORDER;
  const unit = Math.min(
    (size * many) / Math.max(natural.width, natural.height),
    (room - 8 * (columns - 1)) / columns / shown.width,
    (high - 10 * (rows.length - 1)) / rows.length / shown.height,
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

function fitted(
  { natural, shown }: { natural: Extent; shown: Extent },
  size: number,
  room: Extent,
) {
  const unit = Math.min(
    size / Math.max(natural.width, natural.height),
    room.width / shown.width,
    room.height / shown.height,
  );
  return { width: shown.width * unit, height: shown.height * unit };
}

const onGround = (middle: number, ground: number, { width, height }: Extent): Box => ({
  x: middle - width / 2,
  y: ground - height,
  width,
  height,
});

/** The second object, and the table if there is one. */
function placeSecond(
  base: SceneBase,
  details: SceneDetails,
  extents: NonNullable<Extents['second']>,
  main: Box,
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
    const edge = flip > 0 ? main.x + main.width : main.x;
    const x =
      details.gap === 'near'
        ? edge + flip * (free.width / 2 + 8)
        : flip > 0
          ? SCENE_SIZE - BORDER - 4 - free.width / 2
          : BORDER + 4 + free.width / 2;
    return [item(onGround(x, ground + 4, free), ground + 4, ground + 4)];
  }
  if (base.relation === 'depth') {
    const edge = flip > 0 ? main.x + main.width : main.x;
    const at = ground + (details.depth === 'behind' ? -26 : 24);
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

const THIRDS = [80, 224, 368];
const GROUND_SLOTS = [48, 118, 189, 259, 330, 400];

/** Small things on the ground: the counted ones first, then what never changes. */
function placeThings(
  rng: SceneRng,
  base: SceneBase,
  details: SceneDetails,
  extents: Extents,
  airAt: number,
): Item[] {
  const slots = shuffled(rng, GROUND_SLOTS).map((x) => ({
    x,
    bottom: between(rng, 424, 434),
    size: between(rng, 36, 40),
  }));
  const items: Item[] = [];
  const put = (role: Role, name: string) => {
    const slot = slots.shift();
    const extent = extents.things.get(name);
    if (!slot || !extent) return;
    const box = onGround(
      slot.x,
      slot.bottom,
      fitted({ natural: extent, shown: extent }, slot.size, {
        width: slot.size,
        height: slot.size,
      }),
    );
    items.push({ role, name, box, ground: slot.bottom, order: slot.bottom });
  };
  if (base.extraMany) {
    for (let left = Number(details['extra-count'] ?? 0); left > 0; left -= 1) {
      put('extra', base.extra);
    }
    return items;
  }
  const shown = details.extra !== undefined && details.extra !== 'none';
  if (base.extra in AIR_THINGS) {
    const extent = extents.things.get(base.extra);
    if (shown && extent) {
      const box = onGround(
        airAt,
        74,
        fitted({ natural: extent, shown: extent }, 50, { width: 50, height: 50 }),
      );
      items.push({ role: 'extra', name: base.extra, box, ground: -1, order: 900 });
    }
  } else if (shown) put('extra', base.extra);
  else slots.shift();
  for (const name of base.distractors) put('distractor', name);
  return items;
}

export function arrange(base: SceneBase, details: SceneDetails, extents: Extents): Arrangement {
  const rng = sceneRng(base.seed ^ 0x2545f491);
  const flip = rng() < 0.5 ? 1 : -1;
  const [signAt = 80, backdropAt = 224, airAt = 368] = shuffled(rng, THIRDS);
  const onPost = base.second === null && rng() < 0.75;
  const horizon = horizonOf(base, details);
  const factor = FACTORS[details.zoom ?? 'middle'] ?? { main: 1, second: 1, ground: 350 };
  const ground = factor.ground + between(rng, -4, 4);
  const { size: relative, floats } = sceneClass(base.main);
  const region = mainRegion(base, onPost, flip);
  const boxes = mainBoxes(
    region,
    ground - (floats ? 22 : 0),
    extents.main,
    172 * relative * factor.main,
    details.count ?? '1',
  );
  const items: Item[] = boxes.map((box) => {
    const at = box.y + box.height + (floats ? 22 : 0);
    return { role: 'main', name: base.main, box, ground: at, order: at };
  });
  const outer = {
    x: Math.min(...boxes.map((box) => box.x)),
    width: 0,
    y: 0,
    height: 0,
  };
  outer.width = Math.max(...boxes.map((box) => box.x + box.width)) - outer.x;
  if (base.second !== null && extents.second) {
    items.push(...placeSecond(base, details, extents.second, outer, ground, flip));
  }
  items.push(...placeThings(rng, base, details, extents, airAt));
  const backdrop = extents.things.get(base.backdrop);
  if (details.backdrop !== 'none' && backdrop) {
    const size = { width: 96, height: 68 };
    const box = onGround(
      backdropAt,
      16 + 68,
      fitted({ natural: backdrop, shown: backdrop }, 80, size),
    );
    items.push({ role: 'backdrop', name: base.backdrop, box, ground: -1, order: 0 });
  }
  let post: Arrangement['post'] = null;
  let cords: Arrangement['cords'] = null;
  if (extents.sign) {
    const { width, height } = extents.sign;
    const scale = Math.min(1, 136 / width);
    const sign = { width: width * scale, height: height * scale };
    const x = onPost ? (flip > 0 ? 88 : SCENE_SIZE - 88) : signAt;
    const y = onPost ? 132 : 20;
    const box = { x: x - sign.width / 2, y, width: sign.width, height: sign.height };
    items.push({ role: 'sign', name: base.signKind, box, ground: -1, order: 1 });
    if (onPost) post = { x, from: y + sign.height - 3, to: ground - 14 };
    else cords = { from: x - sign.width * 0.3, to: x + sign.width * 0.3, bottom: y + 4 };
  }
  return { horizon, items, post, cords };
}
