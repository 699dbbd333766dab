/**
 * What keys do on the rater's screen. Of each row the first three choose (two answers, "can't tell"), the
 * next three say how sure. With one image, digits choose and arrows step, as ever.
 */
const ONE: readonly (readonly string[])[] = [['1', '2', '3']];
const TWO: readonly (readonly string[])[] = [
  ['1', '2', '3', '4', '5', '6'],
  ['q', 'w', 'e', 'r', 't', 'y'],
];

/** A row for each image on the screen. */
export const keysOfScreen = (images: number): readonly (readonly string[])[] =>
  images === 1 ? ONE : TWO;

/** Change of confidence. */
export const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
};
