/** Which copy of an image to ask for. The server has narrower ones, and the whole image without `w`. */
import { VARIANT_WIDTHS } from '@/lib/domain/image-rules';

export interface Sized {
  /** Of the whole image; a width is added to it. */
  src: string;
  width: number;
  height: number;
}

export interface CompareImage extends Sized {
  alt: string;
}

/** Where a project serves an image, whole. */
export const imageSrc = (project: string, id: string): string => `/api/p/${project}/images/${id}`;

/** Where a project says what its encoders see of a pair. */
export const lensSrc = (project: string, number: number): string =>
  `/api/p/${project}/pairs/${number}/lens`;

const narrower = (image: Sized): number[] => VARIANT_WIDTHS.filter((width) => width < image.width);

const sized = (src: string, width: number): string => `${src}?w=${width}`;

/** For the `srcset` of the image as it first appears, never the whole one where narrower ones are. */
export function sourceSet(image: Sized): { src: string; srcSet?: string } {
  const widths = narrower(image);
  const widest = widths.at(-1);
  if (widest === undefined) return { src: image.src };
  return {
    src: sized(image.src, widest),
    srcSet: widths.map((width) => `${sized(image.src, width)} ${width}w`).join(', '),
  };
}

/**
 * The copy that has a pixel for each of the `wanted` ones across; null where the one that is already
 * there, `have` pixels wide, is enough or there is no better one.
 */
export function sharper(image: Sized, have: number, wanted: number): string | null {
  if (wanted <= have || have >= image.width) return null;
  const width = narrower(image).find((one) => one >= wanted);
  return width === undefined ? image.src : sized(image.src, width);
}

/** Pixels across that an image, seen whole in a pane, takes there. */
export function pixelsAcross(
  image: Sized,
  pane: { width: number; height: number },
  pixelRatio: number,
): number {
  return Math.min(pane.width, (pane.height * image.width) / image.height) * pixelRatio;
}

/** Of the window, roughly: the form beside the images and the bar of the shell take the rest. */
export const SIZES = {
  side: '(min-width: 768px) 40vw, 100vw',
  whole: '(min-width: 768px) 80vw, 100vw',
} as const;
