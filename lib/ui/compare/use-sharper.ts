'use client';
import { useEffect, useState, type RefObject } from 'react';
import { pixelsAcross, sharper, type CompareImage } from './image-sources';
import type { ViewStore } from './view-store';

/** Pixels across of the copy that the browser chose from the `srcset`. */
const widthOf = (element: HTMLImageElement, image: CompareImage): number => {
  const asked = /[?&]w=(\d+)/.exec(element.currentSrc)?.[1];
  return asked === undefined ? image.width : Math.min(image.width, Number(asked));
};

/** Address of a copy that has the pixels which the zoom asks for; null while what is there is enough. */
export function useSharper(
  first: RefObject<HTMLImageElement | null>,
  image: CompareImage,
  store: ViewStore,
  loaded: boolean,
): string | null {
  const [wanted, setWanted] = useState<{ image: CompareImage; src: string } | null>(null);
  useEffect(() => {
    const element = first.current;
    if (!element || !loaded) return;
    let have = widthOf(element, image);
    const look = (): void => {
      const pane = { width: element.clientWidth, height: element.clientHeight };
      const across = pixelsAcross(image, pane, window.devicePixelRatio) * store.get().scale;
      const src = sharper(image, have, across);
      if (src === null) return;
      have = src === image.src ? image.width : Number(/w=(\d+)/.exec(src)?.[1]);
      setWanted({ image, src });
    };
    const resized = new ResizeObserver(look);
    resized.observe(element);
    const left = store.subscribe(look);
    return () => {
      resized.disconnect();
      left();
    };
  }, [first, image, store, loaded]);
  return wanted?.image === image ? wanted.src : null;
}
