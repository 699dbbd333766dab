/**
 * How a study shows the two images of a pair. 'single-image' is what a model gets, too: one image, one
 * question. 'side-by-side' shows both on one screen: what people see who can compare, an upper bound,
 * and comparable to no model that sees one image at a time.
 */
export const PRESENTATIONS = ['single-image', 'side-by-side'] as const;
export type Presentation = (typeof PRESENTATIONS)[number];

/** From a column or a file; what is unknown throws, since a comparison may depend on it. */
export function presentationOf(text: string): Presentation {
  const known = PRESENTATIONS.find((one) => one === text);
  if (!known) throw new Error(`Unknown presentation: ${text}`);
  return known;
}

export const itemsPerScreen = (presentation: Presentation): 1 | 2 =>
  presentation === 'side-by-side' ? 2 : 1;

/** Least distance in trials of the two items of a pair; those on one screen follow one another. */
export const distanceOf = (presentation: Presentation, wanted: number): number =>
  presentation === 'side-by-side' ? 1 : wanted;
