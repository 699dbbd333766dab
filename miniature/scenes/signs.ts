/** Signs with words, times and numbers, and the small table: what the scenes draw themselves. */
import { iconBody } from './art';
import { lettering, widthOf } from './lettering';
import type { SceneBase, SceneDetails } from './scene';
import { ROAD_SIGNS } from './things';

/** A drawing of its own size, in pixels of a full-size scene. */
export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

/** Plate colour -> plate, edge and ink. */
const PLATES: Readonly<Record<string, readonly [string, string, string]>> = {
  white: ['#fbfaf4', '#3c3f4a', '#23252e'],
  yellow: ['#fbd13b', '#3f3410', '#2b2510'],
  blue: ['#2b62c4', '#f3f6ff', '#ffffff'],
  green: ['#2f8d4e', '#f0fff4', '#ffffff'],
  red: ['#cf2f35', '#fff3f0', '#ffffff'],
};

const HEIGHT = 82;
const LETTERS = 42;

function plate(word: string, colour: string, shape: string): Drawing {
  const [fill, edge, ink] = PLATES[colour] ?? PLATES.white ?? ['#fff', '#000', '#000'];
  const scale = LETTERS / 10;
  const text = widthOf(word) * scale;
  const sides = shape === 'oval' ? 34 : shape === 'arrow' ? 22 : 20;
  const tip = shape === 'arrow' ? 34 : 0;
  const width = Math.max(120, text + 2 * sides + tip);
  const outline =
    shape === 'oval'
      ? `<ellipse cx="${width / 2}" cy="${HEIGHT / 2}" rx="${width / 2 - 2.5}" ry="${HEIGHT / 2 - 2.5}"`
      : shape === 'arrow'
        ? `<path d="M5 2.5H${width - tip}L${width - 3} ${HEIGHT / 2}L${width - tip} ${HEIGHT - 2.5}H5Q2.5 ${HEIGHT - 2.5} 2.5 ${HEIGHT - 5}V5Q2.5 2.5 5 2.5Z" stroke-linejoin="round"`
        : `<rect x="2.5" y="2.5" width="${width - 5}" height="${HEIGHT - 5}" rx="12"`;
  const left = (width - tip - text) / 2;
  const svg = `${outline} fill="${fill}" stroke="${edge}" stroke-width="5"/><g transform="translate(${left} ${(HEIGHT - LETTERS) / 2}) scale(${scale})">${lettering(word, ink)}</g>`;
  return { svg, width, height: HEIGHT };
}

/** A clock with glowing digits. */
function display(time: string): Drawing {
  const scale = 4.4;
  const width = widthOf(time) * scale + 56;
  const svg = `<rect x="0" y="0" width="${width}" height="${HEIGHT}" rx="10" fill="#4b4f5c"/><rect x="8" y="8" width="${width - 16}" height="${HEIGHT - 16}" rx="8" fill="#15171e"/><g transform="translate(28 ${(HEIGHT - 44) / 2}) scale(${scale})">${lettering(time, '#ffb638', 1.4)}</g>`;
  return { svg, width, height: HEIGHT };
}

/** A house number on a blue enamel plate. */
function numberPlate(number: string): Drawing {
  const scale = 4.6;
  const text = widthOf(number) * scale;
  const width = Math.max(88, text + 48);
  const height = 82;
  const svg = `<rect width="${width}" height="${height}" rx="8" fill="#1f4f9c"/><rect x="5" y="5" width="${width - 10}" height="${height - 10}" rx="6" fill="none" stroke="#fff" stroke-width="3"/><g transform="translate(${(width - text) / 2} 18) scale(${scale})">${lettering(number, '#fff', 1.7)}</g>`;
  return { svg, width, height };
}

function roadSign(name: string): Drawing {
  const icon = ROAD_SIGNS[name];
  if (!icon) throw new RangeError(`"${name}" is not a road sign of scenes.`);
  const side = 86;
  return {
    svg: `<svg width="${side}" height="${side}" viewBox="1 1 30 30">${iconBody(icon)}</svg>`,
    width: side,
    height: side,
  };
}

/** The sign of a scene; null when it shows none. */
export function signOf(base: SceneBase, details: SceneDetails): Drawing | null {
  if (details.sign !== 'shown') return null;
  switch (base.signKind) {
    case 'word':
      return plate(
        details.word ?? '',
        details['sign-color'] ?? 'white',
        details['sign-shape'] ?? 'rectangular',
      );
    case 'time':
      return display(details.time ?? '');
    case 'number':
      return numberPlate(details.number ?? '');
    case 'road-sign':
      return roadSign(details['road-sign'] ?? '');
  }
}

export const TABLE = { width: 138, height: 108 };

/** A side table seen a little from above, with thin or thick legs. */
export function tableDrawing(legs: string): Drawing {
  const { width, height } = TABLE;
  const thick = legs === 'thick' ? 17 : 5;
  const leg = (x: number, from: number, to: number, fill: string) =>
    `<rect x="${x - thick / 2}" y="${from}" width="${thick}" height="${to - from}" rx="${Math.min(3, thick / 3)}" fill="${fill}"/>`;
  const svg = `${leg(12 + thick / 2, 12, height - 1, '#8a5a36')}${leg(width - 12 - thick / 2, 12, height - 1, '#8a5a36')}<rect x="0" y="0" width="${width}" height="9" rx="4" fill="#c58a56"/><rect x="4" y="8" width="${width - 8}" height="9" rx="2" fill="#9c6840"/>`;
  return { svg, width, height };
}
