/** The place of a scene as a picture, and the weather in front of it. */
import { horizonOf } from './arrange';
import { SCENE_SIZE as S } from './frame';
import { INDOORS } from './indoors';
import { OUTDOORS } from './outdoors';
import { BLEED, Painter, WIDE } from './painter';
import { rasterise, type Picture } from './raster';
import { between, sceneRng } from './rng';
import type { SceneBase, SceneDetails } from './scene';

/** Everything that the picture of the place depends on. */
export const backgroundKey = (base: SceneBase, details: SceneDetails): string =>
  [
    base.seed,
    base.place,
    details.camera,
    details.daylight,
    details['accent-color'],
    details['rug-shape'],
  ].join('|');

/** The place as RGBA, larger than the scene by BLEED on each side; `scale` 1 is full size. */
export function background(
  base: SceneBase,
  details: SceneDetails,
  scale: number,
): Promise<Picture> {
  const painter = new Painter(base.seed, horizonOf(base, details), details.daylight === 'night');
  const paint = OUTDOORS[base.place] ?? INDOORS[base.place];
  if (!paint) throw new RangeError(`"${base.place}" cannot be painted.`);
  paint(painter, {
    colour: details['accent-color'] ?? '',
    shape: details['rug-shape'] ?? 'rectangular',
  });
  const side = (S + 2 * BLEED) * scale;
  return rasterise(painter.svg(), Math.round(side), Math.round(side));
}

/** Rain or snow over the whole scene; null when it is dry. */
export function weather(
  base: SceneBase,
  details: SceneDetails,
  scale: number,
): Promise<Picture> | null {
  if (details.weather !== 'rain' && details.weather !== 'snow') return null;
  const rng = sceneRng(base.seed ^ 0x1b873593);
  const marks: string[] = [];
  for (let i = 0; i < 90; i += 1) {
    const [x, y, size] = [between(rng, 0, S), between(rng, 0, S), between(rng, 0.6, 1.3)];
    marks.push(
      details.weather === 'rain'
        ? `<path d="M${x} ${y}l${-5 * size} ${24 * size}" stroke="#dcecff" stroke-width="${2 * size}" stroke-linecap="round" opacity=".75"/>`
        : `<circle cx="${x}" cy="${y}" r="${3.4 * size}" fill="#fff" opacity=".92"/>`,
    );
  }
  const veil =
    details.weather === 'rain'
      ? '<rect width="448" height="448" fill="#5b6b80" opacity=".2"/>'
      : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${S} ${S}" width="${S}" height="${S}">${veil}${marks.join('')}</svg>`;
  return rasterise(svg, Math.round(S * scale), Math.round(S * scale));
}

export const BACKGROUND_SIZE = WIDE;
