'use client';
import { useTranslations } from 'next-intl';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { CompareImage } from '../image-sources';
import type { ViewStore } from '../view-store';
import type { LensView, Side } from './use-lens-view';

const STEPS: Readonly<Record<string, { row: number; column: number }>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
};

/**
 * Over a pane: tells which point of the image is under the pointer, and lets the arrow keys go from patch
 * to patch. `focusable` only where the pane is the image itself; a map shows the patches of A again.
 */
export function PatchSurface(props: {
  image: CompareImage;
  side: Side;
  store: ViewStore;
  lens: LensView;
  focusable?: boolean;
}) {
  const { image, side, store, lens, focusable = false } = props;
  const t = useTranslations('compare.lens');
  const layer = useRef<HTMLDivElement>(null);
  const onPointer = (event: PointerEvent): void => {
    const box = layer.current?.getBoundingClientRect();
    if (!box) return;
    // The image fills the box as `object-contain` does.
    const scale = Math.min(box.width / image.width, box.height / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    const x = (event.clientX - box.left - (box.width - width) / 2) / width;
    const y = (event.clientY - box.top - (box.height - height) / 2) / height;
    if (x >= 0 && x < 1 && y >= 0 && y < 1) lens.point({ side, x, y });
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    // Kept from the keys of the page, which pan.
    event.preventDefault();
    lens.step(side, by);
  };
  const pointer = { onPointerMove: onPointer, onPointerDown: onPointer };
  return (
    <>
      <div
        ref={(element) => {
          layer.current = element;
          return store.layer(element);
        }}
        aria-hidden
        className="pointer-events-none absolute inset-0"
      />
      {focusable ? (
        <div
          role="application"
          // A widget of its own, not text: it takes the arrow keys.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={t('cursor', { side })}
          onKeyDown={onKey}
          {...pointer}
          className="absolute inset-0 -outline-offset-2"
        />
      ) : (
        <div {...pointer} className="absolute inset-0" />
      )}
    </>
  );
}
