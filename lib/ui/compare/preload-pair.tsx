'use client';
import { useEffect } from 'react';
import { SIZES, sourceSet, type Sized } from './image-sources';

/**
 * Asks for the images of the next pair, after those of this one are there and at the lowest priority,
 * in the copies that the viewer will choose first.
 */
export function PreloadPair({
  images,
  sizes = SIZES.side,
}: {
  images: readonly Sized[];
  /** As the place has them where the images will be shown. */
  sizes?: string;
}) {
  const wanted = JSON.stringify(images.map(sourceSet));
  useEffect(() => {
    const loading = (JSON.parse(wanted) as ReturnType<typeof sourceSet>[]).map((sources) => {
      const image = new Image();
      image.fetchPriority = 'low';
      image.decoding = 'async';
      image.sizes = sizes;
      if (sources.srcSet) image.srcset = sources.srcSet;
      image.src = sources.src;
      return image;
    });
    // Whoever leaves before they came needs them no more.
    return () => {
      for (const image of loading) if (!image.complete) image.src = '';
    };
  }, [wanted, sizes]);
  return null;
}
