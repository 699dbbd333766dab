'use client';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { FIT, STEP, clampView, zoomAt, type Size, type View } from './zoom';

export interface Zoom {
  view: View;
  zoomIn: () => void;
  zoomOut: () => void;
  fit: () => void;
  /** Moves what is seen, in CSS pixels; without effect where all is seen. */
  pan: (x: number, y: number) => void;
}

/**
 * Wheel, drag and two fingers on any `[data-pane]` inside the element move one shared view. The wheel
 * is listened to natively because React's wheel handler is passive and could not keep the page still.
 */
export function useZoom(root: RefObject<HTMLElement | null>): Zoom {
  const [view, setView] = useState<View>(FIT);
  const scale = useRef(1);
  useEffect(() => {
    scale.current = view.scale;
  }, [view.scale]);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const fingers = new Map<number, { x: number; y: number }>();

    const onWheel = (event: WheelEvent): void => {
      const pane = paneOf(event.target);
      if (!pane) return;
      event.preventDefault();
      const factor = event.deltaY < 0 ? STEP : 1 / STEP;
      setView((old) => zoomAt(old, factor, pointIn(pane, event), sizeOf(pane)));
    };
    const onDown = (event: PointerEvent): void => {
      if (!paneOf(event.target) || event.button !== 0) return;
      if (event.target instanceof Element && event.target.closest('button, input')) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    };
    const onMove = (event: PointerEvent): void => {
      const before = fingers.get(event.pointerId);
      const pane = paneOf(event.target) ?? element.querySelector<HTMLElement>('[data-pane]');
      if (!before || !pane) return;
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      const now = { x: event.clientX, y: event.clientY };
      fingers.set(event.pointerId, now);
      if (other) {
        const factor = distance(now, other) / Math.max(1, distance(before, other));
        setView((old) => zoomAt(old, factor, pointIn(pane, event), sizeOf(pane)));
      } else if (scale.current > 1) {
        setView((old) =>
          clampView(
            { ...old, x: old.x + now.x - before.x, y: old.y + now.y - before.y },
            sizeOf(pane),
          ),
        );
      }
    };
    const onUp = (event: PointerEvent): void => void fingers.delete(event.pointerId);

    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onUp);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onUp);
    };
  }, [root]);

  const zoomBy = useCallback(
    (factor: number) => {
      const pane = root.current?.querySelector<HTMLElement>('[data-pane]');
      if (pane) setView((old) => zoomAt(old, factor, { x: 0, y: 0 }, sizeOf(pane)));
    },
    [root],
  );
  const zoomIn = useCallback(() => zoomBy(STEP), [zoomBy]);
  const zoomOut = useCallback(() => zoomBy(1 / STEP), [zoomBy]);
  const fit = useCallback(() => setView(FIT), []);
  const pan = useCallback(
    (x: number, y: number) => {
      const pane = root.current?.querySelector<HTMLElement>('[data-pane]');
      if (!pane) return;
      setView((old) => clampView({ ...old, x: old.x - x, y: old.y - y }, sizeOf(pane)));
    },
    [root],
  );
  return { view, zoomIn, zoomOut, fit, pan };
}

const paneOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-pane]') : null;

const sizeOf = (pane: HTMLElement): Size => ({
  width: pane.clientWidth,
  height: pane.clientHeight,
});

function pointIn(pane: HTMLElement, event: MouseEvent): { x: number; y: number } {
  const box = pane.getBoundingClientRect();
  return {
    x: event.clientX - box.left - box.width / 2,
    y: event.clientY - box.top - box.height / 2,
  };
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
  Math.hypot(a.x - b.x, a.y - b.y);
