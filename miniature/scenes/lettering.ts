/**
 * A monoline alphabet of our own, drawn as strokes: no system font, so that pixels do not depend on
 * the machine. A letter is 10 units high; its path starts at the top left.
 */
interface Letter {
  width: number;
  path: string;
}

const letter = (width: number, path: string): Letter => ({ width, path });
const ROUND =
  'M3.2 0C1.2 0 0 1.9 0 5C0 8.1 1.2 10 3.2 10C5.2 10 6.4 8.1 6.4 5C6.4 1.9 5.2 0 3.2 0Z';
const BOWL = 'M0 10V0H3.2C4.9 0 5.8 1 5.8 2.8C5.8 4.6 4.9 5.6 3.2 5.6H0';

const ALPHABET: Readonly<Record<string, Letter>> = {
  A: letter(6.4, 'M0 10L3.2 0L6.4 10M1.2 6.6H5.2'),
  B: letter(
    5.8,
    'M0 0V10H3.2C4.8 10 5.8 9 5.8 7.4C5.8 5.8 4.8 4.8 3.2 4.8H0M3 4.8C4.4 4.8 5.2 3.8 5.2 2.4C5.2 1 4.4 0 3 0H0',
  ),
  C: letter(
    6,
    'M6 2.2C5.4 .7 4.4 0 3.2 0C1.2 0 0 1.9 0 5C0 8.1 1.2 10 3.2 10C4.4 10 5.4 9.3 6 7.8',
  ),
  D: letter(6, 'M0 0V10H2.4C4.8 10 6 8.2 6 5C6 1.8 4.8 0 2.4 0Z'),
  E: letter(5.2, 'M5.2 0H0V10H5.2M0 4.9H4.5'),
  F: letter(5.2, 'M5.2 0H0V10M0 4.9H4.5'),
  G: letter(
    6,
    'M6 2.2C5.4 .7 4.4 0 3.2 0C1.2 0 0 1.9 0 5C0 8.1 1.2 10 3.2 10C4.9 10 6 9 6 7V5.4H3.6',
  ),
  H: letter(6, 'M0 0V10M6 0V10M0 4.9H6'),
  I: letter(0.2, 'M.1 0V10'),
  J: letter(4.6, 'M4.6 0V7C4.6 9 3.7 10 2.3 10C1 10 .2 9.2 0 7.8'),
  K: letter(5.8, 'M0 0V10M5.6 0L0 6M2 4L5.8 10'),
  L: letter(5, 'M0 0V10H5'),
  M: letter(7.4, 'M0 10V0L3.7 6.6L7.4 0V10'),
  N: letter(6, 'M0 10V0L6 10V0'),
  O: letter(6.4, ROUND),
  P: letter(5.8, BOWL),
  Q: letter(6.6, `${ROUND}M4 7.4L6.6 10.4`),
  R: letter(6, `${BOWL}M3 5.6L6 10`),
  S: letter(
    5.8,
    'M5.5 1.8C5 .6 4 0 2.9 0C1.3 0 .2 1 .2 2.5C.2 4 1.4 4.5 2.9 4.9C4.5 5.3 5.8 5.9 5.8 7.5C5.8 9 4.7 10 3 10C1.6 10 .5 9.3 0 8',
  ),
  T: letter(6, 'M0 0H6M3 0V10'),
  U: letter(6, 'M0 0V6.6C0 8.8 1.1 10 3 10C4.9 10 6 8.8 6 6.6V0'),
  V: letter(6.4, 'M0 0L3.2 10L6.4 0'),
  W: letter(8.8, 'M0 0L2.2 10L4.4 2.5L6.6 10L8.8 0'),
  X: letter(6, 'M0 0L6 10M6 0L0 10'),
  Y: letter(6.2, 'M0 0L3.1 5L6.2 0M3.1 5V10'),
  Z: letter(5.8, 'M0 0H5.8L0 10H5.8'),
  '0': letter(6.4, ROUND),
  '1': letter(2.6, 'M0 2.2L2.6 0V10'),
  '2': letter(6, 'M.2 2.6C.3 1 1.4 0 3 0C4.7 0 5.7 1 5.7 2.6C5.7 4.6 3.6 6 0 10H6'),
  '3': letter(
    5.8,
    'M.3 1.6C.9 .5 1.8 0 2.9 0C4.6 0 5.5 1 5.5 2.4C5.5 4 4.3 4.8 2.4 4.8C4.5 4.8 5.8 5.8 5.8 7.4C5.8 9 4.6 10 2.9 10C1.5 10 .5 9.4 0 8.2',
  ),
  '4': letter(6, 'M4.4 10V0L0 7.2H6'),
  '5': letter(
    5.8,
    'M5.4 0H1L.5 4.6C1.2 4 2 3.8 2.9 3.8C4.7 3.8 5.8 5 5.8 6.8C5.8 8.8 4.6 10 2.8 10C1.4 10 .5 9.4 0 8.3',
  ),
  '6': letter(
    6,
    'M4.6 0C2.2 1.2 0 3.6 0 6.6C0 8.7 1.2 10 3 10C4.8 10 6 8.7 6 6.9C6 5.1 4.8 3.9 3.1 3.9C1.6 3.9 .5 4.7 .1 6',
  ),
  '7': letter(6, 'M0 0H6L2 10'),
  '8': letter(
    6,
    'M3 4.7C1.5 4.7 .5 3.8 .5 2.4C.5 1 1.5 0 3 0C4.5 0 5.5 1 5.5 2.4C5.5 3.8 4.5 4.7 3 4.7C1.2 4.7 0 5.7 0 7.3C0 8.9 1.2 10 3 10C4.8 10 6 8.9 6 7.3C6 5.7 4.8 4.7 3 4.7Z',
  ),
  '9': letter(
    6,
    'M1.4 10C3.8 8.8 6 6.4 6 3.4C6 1.3 4.8 0 3 0C1.2 0 0 1.3 0 3.1C0 4.9 1.2 6.1 2.9 6.1C4.4 6.1 5.5 5.3 5.9 4',
  ),
  ':': letter(0.4, 'M.2 3.2V3.3M.2 7.8V7.9'),
};

const GAP = 2.6;

/** Width of a word in units, without the stroke's own half width at both ends. */
export function widthOf(word: string): number {
  return [...word].reduce((sum, c) => sum + find(c).width + GAP, -GAP);
}

function find(character: string): Letter {
  const found = ALPHABET[character];
  if (!found) throw new RangeError(`The scenes' alphabet has no "${character}".`);
  return found;
}

/** A word as SVG, its top left corner at the origin. */
export function lettering(word: string, ink: string, weight = 1.7): string {
  let x = 0;
  const paths = [...word].map((character) => {
    const { width, path } = find(character);
    const drawn = `<path transform="translate(${x.toFixed(2)} 0)" d="${path}"/>`;
    x += width + GAP;
    return drawn;
  });
  return `<g fill="none" stroke="${ink}" stroke-width="${weight}" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g>`;
}
