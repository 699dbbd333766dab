'use client';
import { useEffect, useMemo, useState, useSyncExternalStore, type RefObject } from 'react';
import { listenToPointers } from './pointers';
import { ViewStore } from './view-store';
import { FIT, PAN, STEP, panBy, zoomAt } from './zoom';

const CENTRE = { x: 0, y: 0 };

export interface Zoom {
  store: ViewStore;
  zoomIn: () => void;
  zoomOut: () => void;
  fit: () => void;
  /** Moves what is seen; without effect where all is seen. */
  pan: Readonly<Record<'left' | 'right' | 'up' | 'down', () => void>>;
}

/** One view for all panes inside the element, moved by wheel, drag, two fingers, and by the caller. */
export function useZoom(root: RefObject<HTMLElement | null>): Zoom {
  const [store] = useState(() => new ViewStore());
  useEffect(
    () => (root.current ? listenToPointers(root.current, store) : undefined),
    [root, store],
  );
  return useMemo(() => {
    const pan = (x: number, y: number) => () => store.change((view) => panBy(view, { x, y }));
    return {
      store,
      zoomIn: () => store.change((view) => zoomAt(view, STEP, CENTRE)),
      zoomOut: () => store.change((view) => zoomAt(view, 1 / STEP, CENTRE)),
      fit: () => store.change(() => FIT),
      pan: { left: pan(PAN, 0), right: pan(-PAN, 0), up: pan(0, PAN), down: pan(0, -PAN) },
    };
  }, [store]);
}

/** What is shown of the scale: renders only when the selected value changes. */
export const useScale = <T extends number | boolean | string>(
  store: ViewStore,
  select: (scale: number) => T,
): T =>
  useSyncExternalStore(
    store.subscribe,
    () => select(store.get().scale),
    () => select(1),
  );
