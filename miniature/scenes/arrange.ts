/**
 * Where everything stands. Regions are laid out so that nothing is cut off by the frame and nothing
 * hides anything else, except where one thing in front of another is what the scene is about.
 * Pure geometry in pixels of a full-size scene; arrange.test.ts holds it to that.
 */
import { FACTORS, LOWEST_HORIZON, mainBoxes, mainRegion, placeSecond } from './arrange-objects';
import { sceneClass } from './classes';
import {
  BORDER,
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
  return details.camera === 'above' ? between(rng, 132, 142) : between(rng, 220, LOWEST_HORIZON);
}

/** Widths of what shares the top of the frame, side by side in an order that the base decides. */
const TOP_ROW = { sign: 226, backdrop: 92, air: 66 };
const TOP = 16;
const TOP_GAP = 14;
const POST_SIGN = 204;
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
    bottom: between(rng, 429, 434),
    size: between(rng, 48, 52),
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
        TOP + 68,
        fitted({ natural: extent, shown: extent }, 62, { width: 64, height: 64 }),
      );
      items.push({ role: 'extra', name: base.extra, box, ground: -1, order: 900 });
    }
  } else if (shown) put('extra', base.extra);
  else slots.shift();
  for (const name of base.distractors) put('distractor', name);
  return items;
}

/** Middles of the sign, the far thing and what flies, side by side at the top of the frame. */
function topRow(rng: SceneRng): Record<keyof typeof TOP_ROW, number> {
  let x = BORDER + 2;
  const middles = { sign: 0, backdrop: 0, air: 0 };
  for (const name of shuffled(rng, ['sign', 'backdrop', 'air'] as const)) {
    middles[name] = x + TOP_ROW[name] / 2;
    x += TOP_ROW[name] + TOP_GAP;
  }
  return middles;
}

/** The sign on its post, or on its cords. */
function placeSign(
  { width, height }: Drawing,
  kind: string,
  post: { x: number; foot: number } | null,
  hangingAt: number,
): Pick<Arrangement, 'post' | 'cords'> & { item: Item } {
  const scale = Math.min(1, (post ? POST_SIGN : TOP_ROW.sign) / width);
  const size = { width: width * scale, height: height * scale };
  const [x, y] = post ? [post.x, 122] : [hangingAt, TOP + 2];
  const box = { x: x - size.width / 2, y, ...size };
  return {
    item: { role: 'sign', name: kind, box, ground: -1, order: 1 },
    post: post && { x, from: y + size.height - 3, to: post.foot },
    cords: post ? null : { from: x - size.width * 0.3, to: x + size.width * 0.3, bottom: y + 4 },
  };
}

export function arrange(base: SceneBase, details: SceneDetails, extents: Extents): Arrangement {
  const rng = sceneRng(base.seed ^ 0x2545f491);
  const flip = rng() < 0.5 ? 1 : -1;
  const top = topRow(rng);
  const onPost = base.second === null && rng() < 0.45;
  const factor = FACTORS[details.zoom ?? 'middle'] ?? { main: 1, second: 1, ground: 340 };
  const ground = factor.ground + between(rng, -4, 4);
  const { size, floats } = sceneClass(base.main);
  const lift = floats ? 22 : 0;
  const boxes = mainBoxes(
    mainRegion(base, onPost, flip),
    ground - lift,
    extents.main,
    172 * size * factor.main,
    details.count ?? '1',
  );
  const items: Item[] = boxes.map((box) => {
    const at = box.y + box.height + lift;
    return { role: 'main', name: base.main, box, ground: at, order: at };
  });
  if (base.second !== null && extents.second) {
    const left = Math.min(...boxes.map((box) => box.x));
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    items.push(...placeSecond(base, details, extents.second, { left, right }, ground, flip));
  }
  items.push(...placeThings(rng, base, details, extents, top.air));
  const backdrop = extents.things.get(base.backdrop);
  if (details.backdrop !== 'none' && backdrop) {
    const room = { width: TOP_ROW.backdrop, height: 72 };
    const shape = { natural: backdrop, shown: backdrop };
    const box = onGround(top.backdrop, TOP + 72, fitted(shape, 82, room));
    items.push({ role: 'backdrop', name: base.backdrop, box, ground: -1, order: 0 });
  }
  const horizon = horizonOf(base, details);
  if (!extents.sign) return { horizon, items, post: null, cords: null };
  const at = BORDER + 4 + POST_SIGN / 2;
  const post = onPost ? { x: flip > 0 ? at : SCENE_SIZE - at, foot: ground - 14 } : null;
  const { item, ...hung } = placeSign(extents.sign, base.signKind, post, top.sign);
  return { horizon, items: [...items, item], ...hung };
}
