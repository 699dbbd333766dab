/** From a scene's data to its pixels. */
import { background } from './backgrounds';
import { blit, SCENE_SIZE } from './blit';
import { FEATURES, sceneClass } from './ontology';
import { between, sceneRng } from './rng';
import { SpriteStore } from './sprites';
import type { SceneBase, SceneDetails } from './scene';
import type { Picture } from './raster';

/** Offsets of 1 to 4 copies of the main object, in units of their spacing. */
const ARRANGEMENTS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  '1': [[0, 0]],
  '2': [
    [-0.5, 0],
    [0.5, 0],
  ],
  '3': [
    [-0.5, 0.42],
    [0.5, 0.42],
    [0, -0.42],
  ],
  '4': [
    [-0.5, -0.48],
    [0.5, -0.48],
    [-0.5, 0.48],
    [0.5, 0.48],
  ],
};
const CORNERS = [
  [34, 52],
  [190, 52],
  [34, 188],
  [190, 188],
] as const;

type Point = [x: number, y: number];
const inFrame = (v: number) => Math.max(24, Math.min(200, v));

/** Makes room for the second object and says where both go. */
function arrangeTwo([x, y]: Point, position: string | undefined): { main: Point; second: Point } {
  switch (position) {
    case 'left':
      return { main: [x + 34, y], second: [inFrame(x + 34 - 92), inFrame(y + 10)] };
    case 'right':
      return { main: [x - 34, y], second: [inFrame(x - 34 + 92), inFrame(y + 10)] };
    case 'above':
      return { main: [x, y + 30], second: [inFrame(x), inFrame(y + 30 - 92)] };
    default:
      return { main: [x, y - 34], second: [inFrame(x), inFrame(y - 34 + 88)] };
  }
}

const zoom = (viewpoint: string | undefined) =>
  viewpoint === 'far' ? 0.62 : viewpoint === 'near' ? 1.3 : 1;

const turn = (orientation: string | undefined) =>
  orientation === 'upside-down' ? Math.PI : orientation === 'sideways' ? Math.PI / 2 : 0;

function mainIcon(base: SceneBase, details: SceneDetails): string {
  const { kind, sprites } = sceneClass(base.main);
  const variant =
    kind === 'view' ? details.viewpoint : kind === 'state' ? details.state : undefined;
  const icon = sprites[variant ?? 'only'];
  if (!icon) throw new RangeError(`"${base.main}" has no picture for "${variant}".`);
  return icon;
}

/** Light and grain of the camera; truncated to bytes. */
function expose(canvas: Float32Array, cameraSeed: number, brightness: number): Uint8Array {
  const grain = sceneRng(cameraSeed ^ 0x5bd1e995);
  const out = new Uint8Array(canvas.length);
  for (let i = 0; i < out.length; i += 1) {
    const value = canvas[i]! * brightness + (grain() - 0.5) * 2 * 3;
    out[i] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
  return out;
}

/** Keeps sprites and the last background between scenes; drop it to free them. */
export class SceneRenderer {
  private readonly sprites = new SpriteStore();
  private last: { key: string; picture: Picture } | undefined;

  private async canvasOf(base: SceneBase): Promise<Float32Array> {
    const key = `${base.background}|${base.backgroundSeed}`;
    if (this.last?.key !== key) {
      this.last = { key, picture: await background(base.background, base.backgroundSeed) };
    }
    const { data } = this.last.picture;
    const canvas = new Float32Array(SCENE_SIZE * SCENE_SIZE * 3);
    for (let i = 0, p = 0; i < canvas.length; i += 3, p += 4) {
      canvas[i] = data[p]!;
      canvas[i + 1] = data[p + 1]!;
      canvas[i + 2] = data[p + 2]!;
    }
    return canvas;
  }

  /**
   * Renders one scene: RGB bytes, SCENE_SIZE x SCENE_SIZE, row-major.
   * `cameraSeed` moves everything a little, and sets light and grain: the same details with another
   * camera are a near-duplicate. A pure function of its arguments; scenes are rendered one at a time.
   */
  async render(base: SceneBase, details: SceneDetails, cameraSeed: number): Promise<Uint8Array> {
    const canvas = await this.canvasOf(base);
    const layout = sceneRng(base.layoutSeed);
    const camera = sceneRng(cameraSeed);
    const jitter = (amount: number) => (camera() * 2 - 1) * amount;

    let centre: Point = [between(layout, 88, 136), between(layout, 108, 140)];
    const size = between(layout, 92, 118) * zoom(details.viewpoint);
    const secondSize = between(layout, 50, 62);
    const corner = CORNERS[Math.floor(between(layout, 0, 1) * 4)]!;
    const signPlace = between(layout, 0, 1);
    const scatter = [0, 1, 2, 3].map((): Point => [between(layout, -5, 5), between(layout, -5, 5)]);

    if (base.second) {
      const { main, second } = arrangeTwo(centre, details.position);
      centre = main;
      const icon = sceneClass(base.second).sprites[base.secondVariant ?? 'only'];
      if (!icon) throw new RangeError(`"${base.second}" has no picture "${base.secondVariant}".`);
      blit(canvas, await this.sprites.object(icon), {
        x: second[0] + jitter(3),
        y: second[1] + jitter(3),
        size: secondSize * (1 + jitter(0.03)),
        rotation: jitter(0.04),
      });
    }

    const whole = details.structural === undefined || details.structural === 'whole';
    const sprite = await this.sprites.object(
      mainIcon(base, details),
      details.color === 'natural' ? null : details.color,
      whole ? null : (details.structural ?? null),
    );
    const copies = ARRANGEMENTS[details.quantity] ?? [];
    const many = copies.length > 1 ? 1 : 0;
    copies.forEach(([ax, ay], i) => {
      const spacing = many * size * 0.68;
      blit(canvas, sprite, {
        x: centre[0] + ax * spacing + scatter[i]![0] * many + jitter(2.5),
        y: centre[1] + ay * spacing + scatter[i]![1] * many + jitter(2.5),
        size: (many ? size * 0.62 : size) * (1 + jitter(0.03)),
        mirrored: details.orientation === 'right',
        rotation: turn(details.orientation) + jitter(0.04),
      });
    });

    const feature = FEATURES[details.feature];
    if (feature) {
      blit(canvas, await this.sprites.object(feature), {
        x: corner[0] + jitter(4),
        y: corner[1] + jitter(4),
        size: 36 * (1 + jitter(0.05)),
        rotation: jitter(0.15),
      });
    }
    if (details.text !== 'none') {
      const at: Point = signPlace < 0.33 ? [58, 20] : signPlace < 0.66 ? [166, 20] : [112, 203];
      const sign = await this.sprites.sign(details.text);
      const size = sign[0].width * 0.93;
      blit(canvas, sign, { x: at[0] + jitter(3), y: at[1] + jitter(2), size });
    }
    return expose(canvas, cameraSeed, 1 + jitter(0.06));
  }
}
