/** From a scene's data to its pixels. */
import { arrange, type Arrangement, type Extents } from './arrange';
import { SCENE_SIZE, type Item } from './frame';
import { background, backgroundKey, weather } from './backgrounds';
import { Canvas, type Box } from './canvas';
import { pictureOf, sceneClass } from './classes';
import { place } from './places';
import { mipmap, rasterise, type Mipmap, type Picture } from './raster';
import { between, sceneRng } from './rng';
import type { SceneBase, SceneDetails } from './scene';
import { signOf, tableDrawing, type Drawing } from './signs';
import { SpriteStore, type Sprite, type SpriteSpec } from './sprites';
import { AIR_THINGS, BACKDROPS_INDOORS, BACKDROPS_OUTDOORS, GROUND_THINGS, HATS } from './things';

const unless = (plain: string, value: string | undefined): string | undefined =>
  value === plain ? undefined : value;

export function mainSpec(base: SceneBase, details: SceneDetails): SpriteSpec {
  const main = sceneClass(base.main);
  const variant = main.kind === 'view' ? details.view : details.state;
  return {
    picture: pictureOf(main, variant),
    colour: unless('natural', details.color),
    surface: unless('plain', details.pattern),
    form: unless('whole', details.form),
    hat: HATS[details.hat ?? 'none'],
    heading: details.view === 'front' ? null : main.heading,
  };
}

export function secondSpec(base: SceneBase, details: SceneDetails): SpriteSpec | null {
  if (base.second === null) return null;
  const second = sceneClass(base.second);
  const variant = second.kind === 'view' ? 'side' : details['second-state'];
  return {
    picture: pictureOf(second, variant),
    colour: unless('natural', details['second-color']),
    surface: unless('plain', details['second-pattern']),
  };
}

const iconOfThing = (name: string): string | undefined =>
  GROUND_THINGS[name] ?? AIR_THINGS[name] ?? BACKDROPS_OUTDOORS[name] ?? BACKDROPS_INDOORS[name];

/** Everything that is drawn, and where. */
export interface Composition {
  arrangement: Arrangement;
  main: Sprite;
  second: Sprite | null;
  things: ReadonlyMap<string, Sprite>;
  sign: Drawing | null;
}

interface Camera {
  shake: { x: number; y: number };
  jitter: (amount: number) => number;
  light: readonly [number, number, number];
}

const NOON = [1, 1, 1] as const;
const MOONLIGHT = [0.76, 0.79, 0.95] as const;
const UPSIDE_DOWN = Math.PI;
const ON_ITS_SIDE = Math.PI / 2;

const turnOf = (pose: string | undefined): number =>
  pose === 'upside down' ? UPSIDE_DOWN : pose === 'on its side' ? ON_ITS_SIDE : 0;

/** Keeps sprites and the last background between scenes; drop it to free them. */
export class SceneRenderer {
  private readonly store = new SpriteStore();
  private readonly drawings = new Map<string, Mipmap>();
  private readonly lastPlaces = new Map<string, Picture>();

  async compose(base: SceneBase, details: SceneDetails): Promise<Composition> {
    const spec = mainSpec(base, details);
    const other = secondSpec(base, details);
    const main = await this.store.sprite(spec);
    const second = other && (await this.store.sprite(other));
    const things = new Map<string, Sprite>();
    for (const name of [base.extra, base.backdrop, ...base.distractors]) {
      const icon = iconOfThing(name);
      if (icon) things.set(name, await this.store.sprite({ picture: icon }));
    }
    const sign = signOf(base, details);
    const turned = details.pose === 'on its side';
    const facing = <T extends { width: number; height: number }>({ width, height }: T) =>
      turned ? { width: height, height: width } : { width, height };
    const extents: Extents = {
      main: { natural: facing(await this.naturalExtent(spec)), shown: facing(main) },
      things,
      ...(sign && { sign }),
      ...(other &&
        second && { second: { natural: await this.naturalExtent(other), shown: second } }),
    };
    return { arrangement: arrange(base, details, extents), main, second, things, sign };
  }

  /** Two states drawn from one icon keep one scale. */
  private naturalExtent({ picture }: SpriteSpec) {
    return this.store.extent(picture.split('!')[0] ?? picture);
  }

  private async drawing({ svg, width, height }: Drawing): Promise<Mipmap> {
    const known = this.drawings.get(svg);
    if (known) return known;
    const whole = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${svg}</svg>`;
    const made = mipmap(await rasterise(whole, Math.round(width * 2), Math.round(height * 2)));
    if (this.drawings.size > 300) this.drawings.clear();
    this.drawings.set(svg, made);
    return made;
  }

  private async placeOf(base: SceneBase, details: SceneDetails, scale: number): Promise<Picture> {
    const key = backgroundKey(base, details);
    const known = this.lastPlaces.get(key);
    if (known) return known;
    const made = await background(base, details, scale);
    if (this.lastPlaces.size > 4) this.lastPlaces.clear();
    this.lastPlaces.set(key, made);
    return made;
  }

  /**
   * Renders one scene: RGB bytes, row-major, SCENE_SIZE pixels wide and high times `scale`.
   * `cameraSeed` shakes everything a little, and sets light and grain: the same details with another
   * camera are a near-duplicate. A pure function of its arguments; scenes are rendered one at a time
   * and always at the same scale.
   */
  async render(
    base: SceneBase,
    details: SceneDetails,
    cameraSeed: number,
    scale = 1,
  ): Promise<Uint8Array> {
    const composition = await this.compose(base, details);
    const random = sceneRng(cameraSeed);
    const jitter = (amount: number) => between(random, -amount, amount);
    const night = details.daylight === 'night';
    const shake = { x: Math.round(jitter(5) * scale), y: Math.round(jitter(4) * scale) };
    const camera: Camera = { shake, jitter, light: night ? MOONLIGHT : NOON };
    const canvas = new Canvas(
      Math.round(SCENE_SIZE * scale),
      await this.placeOf(base, details, scale),
      shake,
    );
    await this.drawItems(canvas, base, details, composition, camera, scale);
    const falling = await weather(base, details, scale);
    if (falling) {
      canvas.blit([falling], { x: 0, y: 0, width: canvas.size, height: canvas.size });
    }
    return canvas.expose(cameraSeed ^ 0x5bd1e995, 1 + jitter(0.05), jitter(0.015));
  }

  private async drawItems(
    canvas: Canvas,
    base: SceneBase,
    details: SceneDetails,
    composition: Composition,
    camera: Camera,
    scale: number,
  ): Promise<void> {
    const { arrangement, sign } = composition;
    const { shake, jitter, light } = camera;
    const onCanvas = ({ x, y, width, height }: Box, wobble: number): Box => ({
      x: x * scale + shake.x + jitter(wobble) * scale,
      y: y * scale + shake.y + jitter(wobble) * scale,
      width: width * scale,
      height: height * scale,
    });
    const still = (box: Box) => onCanvas(box, 0);
    const { post, cords } = arrangement;
    const wood = [124 * light[0], 98 * light[1], 78 * light[2]] as const;
    if (post) {
      canvas.shadow(
        ...shadowOf(still({ x: post.x - 14, y: post.to, width: 28, height: 0 }), 0.3),
        0.3,
      );
      canvas.bar(
        still({ x: post.x - 3.5, y: post.from, width: 7, height: post.to - post.from }),
        wood,
      );
    }
    for (const x of cords ? [cords.from, cords.to] : []) {
      canvas.bar(still({ x: x - 1, y: -20, width: 2, height: (cords?.bottom ?? 0) + 20 }), wood);
    }
    for (const item of [...arrangement.items].sort((a, b) => a.order - b.order)) {
      this.shade(canvas, base, details, item, still);
      const rotation = item.role === 'sign' || item.role === 'table' ? 0 : jitter(0.02);
      const box = onCanvas(item.box, item.role === 'table' ? 0 : 1.4);
      switch (item.role) {
        case 'main': {
          const { heading } = sceneClass(base.main);
          const mirrored =
            details.view !== 'front' && heading !== null && details.heading !== heading;
          const turn = turnOf(details.pose);
          const upright = turn === ON_ITS_SIDE ? turned(box) : box;
          canvas.blit(composition.main.mipmap, upright, {
            mirrored,
            rotation: turn + rotation,
            light,
          });
          break;
        }
        case 'second': {
          const { heading } = sceneClass(item.name);
          const mirrored = heading !== null && details['second-heading'] !== heading;
          if (composition.second) {
            canvas.blit(composition.second.mipmap, box, { mirrored, rotation, light });
          }
          break;
        }
        case 'table':
          canvas.blit(await this.drawing(tableDrawing(details['table-legs'] ?? '')), box, {
            light,
          });
          break;
        case 'sign':
          if (sign) canvas.blit(await this.drawing(sign), box, { light });
          break;
        default: {
          const thing = composition.things.get(item.name);
          if (thing) canvas.blit(thing.mipmap, box, { rotation, light });
        }
      }
    }
  }

  /** The soft shadow where an object meets the ground. */
  private shade(
    canvas: Canvas,
    base: SceneBase,
    details: SceneDetails,
    { role, name, box, ground }: Item,
    still: (box: Box) => Box,
  ): void {
    if (ground < 0 || role === 'table') return;
    const floats = role === 'main' && sceneClass(name).floats;
    const strength = floats
      ? 0.2
      : details.daylight === 'night'
        ? 0.42
        : place(base.place).indoors
          ? 0.34
          : 0.4;
    const flat = details.camera === 'above' ? 0.24 : 0.16;
    const below = still({
      x: box.x,
      y: ground - 3,
      width: box.width * (floats ? 0.8 : 1.06),
      height: 0,
    });
    below.x += (still(box).width - below.width) / 2;
    canvas.shadow(...shadowOf(below, flat), strength);
  }
}

const turned = ({ x, y, width, height }: Box): Box => ({
  x: x + (width - height) / 2,
  y: y + (height - width) / 2,
  width: height,
  height: width,
});

/** Middle and radii of the ellipse below a box. */
const shadowOf = ({ x, y, width }: Box, flat: number): [number, number, number, number] => [
  x + width / 2,
  y,
  width / 2,
  Math.max(3, (width / 2) * flat),
];
