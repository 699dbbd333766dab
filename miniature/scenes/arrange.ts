/**
 * Where everything stands. Regions are laid out so that nothing is cut off by the frame and nothing
 * hides anything else, except where one thing in front of another is what the scene is about.
 * Pure geometry in pixels of a full-size scene; arrange.test.ts holds it to that.
 */
import { FACTORS, mainBoxes, mainRegion, placeSecond } from './arrange-objects';
import { sceneClass } from './classes';
import {
  fitted,
  onGround,
  SCENE_SIZE,
  type Extent,
  type Item,
  type Role,
  type Shape,
} from './frame';
import { between, sceneRng, shuffled, type SceneRng } from './rng';
import type { SceneBase, SceneDetails } from './scene';
import type { Drawing } from './signs';
import { AIR_THINGS } from './things';

/** What must be known of the pictures to arrange them. */
export interface Extents {
  main: Shape;
  second?: Shape;
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
    bottom: between(rng, 428, 434),
    size: between(rng, 32, 36),
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
