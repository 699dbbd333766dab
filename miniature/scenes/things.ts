/** Small things, far things, hats, words and colours. */

export type Rgb = readonly [red: number, green: number, blue: number];

export const COLOURS: Readonly<Record<string, Rgb>> = {
  red: [222, 44, 48],
  orange: [247, 134, 32],
  yellow: [250, 207, 46],
  green: [62, 164, 74],
  blue: [45, 104, 214],
  purple: [132, 72, 184],
  pink: [244, 128, 178],
};
export const COLOUR_NAMES: readonly string[] = Object.keys(COLOURS);

/** Neighbours that people may name alike; a change never goes from one to the other. */
const ALIKE = ['red orange', 'orange yellow', 'purple pink', 'blue purple', 'red pink'];
export const colourDiffers = (a: string, b: string): boolean =>
  a !== b && !ALIKE.includes(`${a} ${b}`) && !ALIKE.includes(`${b} ${a}`);

/** Small thing -> icon. */
export const GROUND_THINGS: Readonly<Record<string, string>> = {
  ladybug: 'lady-beetle',
  coin: 'coin',
  flower: 'hibiscus',
  leaf: 'maple-leaf',
  bone: 'bone',
  ribbon: 'ribbon',
  seashell: 'spiral-shell',
  candy: 'candy',
  'tennis ball': 'softball',
  key: 'key',
  chestnut: 'chestnut',
  cherry: 'cherries',
  beetle: 'beetle',
  crayon: 'crayon',
  'puzzle piece': 'puzzle-piece',
  worm: 'worm',
};
export const AIR_THINGS: Readonly<Record<string, string>> = {
  butterfly: 'butterfly',
  bee: 'honeybee',
  dove: 'dove',
  bat: 'bat',
  'soap bubble': 'bubbles',
  feather: 'feather',
};
export const HATS: Readonly<Record<string, string>> = {
  crown: 'crown',
  'black hat': 'top-hat',
  bow: 'ribbon',
};
/** Far thing or thing on the wall -> icon. */
export const BACKDROPS_OUTDOORS: Readonly<Record<string, string>> = {
  'shining sun': 'sun',
  'white cloud': 'cloud',
  rainbow: 'rainbow',
  airplane: 'airplane',
  parachute: 'parachute',
};
export const BACKDROPS_INDOORS: Readonly<Record<string, string>> = {
  picture: 'framed-picture',
  clock: 'ten-oclock',
  window: 'window',
  calendar: 'tear-off-calendar',
};
/** Far things and classes that are never seen at night. */
export const DAY_ONLY: ReadonlySet<string> = new Set(['shining sun', 'rainbow', 'sun', 'cloud']);

export const WORDS =
  'STOP OPEN SALE CAFE EXIT HELP LOVE ZOO CLOSED TAXI BUS HOTEL FREE NEW PARK SHOP PUSH PULL YES NO'.split(
    ' ',
  );
export const TIMES = '12:00 3:15 7:30 9:45 10:10 6:05 1:20 8:50'.split(' ');
export const NUMBERS = '2 3 5 7 8 12 24 36 49 60'.split(' ');
/** Road sign -> icon. */
export const ROAD_SIGNS: Readonly<Record<string, string>> = {
  'no entry': 'no-entry',
  stop: 'stop-sign',
  warning: 'warning',
  'children crossing': 'children-crossing',
  'no bicycles': 'no-bicycles',
  'no pedestrians': 'no-pedestrians',
};
