import type { ViewStore } from './view-store';
import { panBy, pinch, wheelFactor, zoomAt, type Point } from './zoom';

/** What has its own use of a press: the rest of a pane drags the view. */
const OWN = 'button, input, a, [data-own-drag]';

/**
 * Wheel, drag and two fingers on any `[data-pane]` inside the element move one shared view. Natively,
 * because React's wheel handler is passive and could not keep the page still. Returns how to stop.
 */
export function listenToPointers(element: HTMLElement, store: ViewStore): () => void {
  const fingers = new Map<number, { pane: HTMLElement; at: Point }>();

  const onWheel = (event: WheelEvent): void => {
    const pane = paneOf(event.target);
    if (!pane) return;
    event.preventDefault();
    const point = pointIn(pane, event);
    store.change((view) => zoomAt(view, wheelFactor(event), point));
  };
  const onDown = (event: PointerEvent): void => {
    const pane = paneOf(event.target);
    if (!pane || event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest(OWN)) return;
    fingers.set(event.pointerId, { pane, at: pointIn(pane, event) });
  };
  const onMove = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const before = finger.at;
    const now = pointIn(finger.pane, event);
    finger.at = now;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1].at;
    store.change((view) =>
      other
        ? pinch(view, [before, other], [now, other])
        : panBy(view, { x: now.x - before.x, y: now.y - before.y }),
    );
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
}

const paneOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-pane]') : null;

/** In fractions of the pane's sides, from its centre. */
function pointIn(pane: HTMLElement, event: MouseEvent): Point {
  const box = pane.getBoundingClientRect();
  return {
    x: (event.clientX - box.left) / box.width - 0.5,
    y: (event.clientY - box.top) / box.height - 0.5,
  };
}
