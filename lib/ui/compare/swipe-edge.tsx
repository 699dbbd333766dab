'use client';
import { MoveHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';

/**
 * The line between A and B, to be dragged. The slider of the toolbar does the same for whoever uses no
 * pointer, so this is hidden from screen readers.
 */
export function SwipeEdge({ edge, onMove }: { edge: number; onMove: (edge: number) => void }) {
  const line = useRef<HTMLDivElement>(null);
  const move = useRef(onMove);
  useEffect(() => {
    move.current = onMove;
  });
  useEffect(() => {
    const element = line.current;
    const panes = element?.parentElement;
    if (!element || !panes) return;
    const onDown = (event: PointerEvent): void => {
      if (event.button === 0) element.setPointerCapture(event.pointerId);
    };
    const onDrag = (event: PointerEvent): void => {
      if (!element.hasPointerCapture(event.pointerId)) return;
      const box = panes.getBoundingClientRect();
      move.current(((event.clientX - box.left) / box.width) * 100);
    };
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onDrag);
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onDrag);
    };
  }, []);
  return (
    <div
      ref={line}
      aria-hidden
      data-own-drag
      className="absolute inset-y-0 w-11 -translate-x-1/2 cursor-col-resize touch-none"
      style={{ left: `${edge}%` }}
    >
      <div className="mx-auto h-full w-0.5 bg-white outline-1 outline-black" />
      <div className="absolute top-1/2 left-1/2 grid size-8 -translate-1/2 place-items-center rounded-full bg-white text-black outline-1 outline-black">
        <MoveHorizontal className="size-4" />
      </div>
    </div>
  );
}
