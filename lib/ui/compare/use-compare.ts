'use client';
import { useState, type RefObject } from 'react';
import { useShortcuts } from '@/lib/ui/keyboard/use-shortcuts';
import type { CompareMode } from './compare-mode';
import { useScale, useZoom, type Zoom } from './use-zoom';

/** One press of [ or ], in hundredths of the pane. */
const EDGE_STEP = 5;

export interface Compare {
  mode: CompareMode;
  choose: (mode: CompareMode) => void;
  shown: 'A' | 'B';
  /** Swaps A and B in place. */
  flip: () => void;
  /** Where B begins, in hundredths of the pane's width. */
  edge: number;
  moveEdge: (edge: number) => void;
  amplified: boolean;
  amplify: () => void;
  zoom: Zoom;
  zoomed: boolean;
}

/** The state of a viewer and its keys. */
export function useCompare(root: RefObject<HTMLElement | null>, withLens: boolean): Compare {
  const [mode, choose] = useState<CompareMode>('side');
  const [shown, setShown] = useState<'A' | 'B'>('A');
  const [edge, setEdge] = useState(50);
  const [amplified, setAmplified] = useState(false);
  const zoom = useZoom(root);
  const zoomed = useScale(zoom.store, (scale) => scale > 1);

  const flip = (): void => {
    choose('toggle');
    // The first press shows what is about to be swapped; each one after it swaps.
    if (mode === 'toggle') setShown((side) => (side === 'A' ? 'B' : 'A'));
  };
  const moveEdge = (next: number): void => setEdge(Math.min(100, Math.max(0, next)));
  const amplify = (): void => setAmplified((on) => !on);
  const { left, right, up, down } = zoom.pan;
  useShortcuts({
    s: () => choose('side'),
    v: () => choose('stack'),
    t: flip,
    ' ': flip,
    w: () => choose('swipe'),
    d: () => choose('difference'),
    ...(withLens ? { l: () => choose('lens') } : {}),
    ...(mode === 'swipe'
      ? { '[': () => moveEdge(edge - EDGE_STEP), ']': () => moveEdge(edge + EDGE_STEP) }
      : {}),
    ...(mode === 'difference' ? { m: amplify } : {}),
    '+': zoom.zoomIn,
    '=': zoom.zoomIn,
    '-': zoom.zoomOut,
    '0': zoom.fit,
    // Only while zoomed in: else the arrow keys scroll the page.
    ...(zoomed ? { arrowleft: left, arrowright: right, arrowup: up, arrowdown: down } : {}),
  });
  return { mode, choose, shown, flip, edge, moveEdge, amplified, amplify, zoom, zoomed };
}
