'use client';
import { ImageOff } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { cn } from '@/lib/ui/primitives/cn';
import type { View } from './zoom';

export interface CompareImage {
  src: string;
  alt: string;
  width: number;
  height: number;
}

export type LoadState = 'loading' | 'loaded' | 'failed';

/** One image that fills its pane, moved by the shared view. A failed load is said and can be retried. */
export function ZoomImage(props: {
  image: CompareImage;
  view: View;
  failedLabel: string;
  retryLabel: string;
  onState: (state: LoadState) => void;
}) {
  const { image, view, failedLabel, retryLabel, onState } = props;
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<LoadState>('loading');
  const report = (next: LoadState): void => {
    setState(next);
    onState(next);
  };
  // An image that finished before React took over the page fires no event any more.
  const settle = useCallback(
    (element: HTMLImageElement | null) => {
      if (!element?.complete || element.currentSrc === '') return;
      const next = element.naturalWidth > 0 ? 'loaded' : 'failed';
      setState(next);
      onState(next);
    },
    [onState],
  );
  const src =
    attempt === 0
      ? image.src
      : `${image.src}${image.src.includes('?') ? '&' : '?'}retry=${attempt}`;
  return (
    <>
      {/* The image route serves sized copies with known dimensions; next/image would re-encode what people judge. */}
      {/* eslint-disable-next-line @next/next/no-img-element */}
      <img
        key={src}
        ref={settle}
        src={src}
        alt={image.alt}
        width={image.width}
        height={image.height}
        draggable={false}
        decoding="async"
        onLoad={() => report('loaded')}
        onError={() => report('failed')}
        className={cn(
          'absolute inset-0 size-full object-contain select-none',
          state === 'failed' && 'invisible',
        )}
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
      />
      {state === 'failed' && (
        <div
          role="alert"
          className="absolute inset-0 grid place-content-center gap-3 p-4 text-center text-sm text-on-surround"
        >
          <ImageOff className="mx-auto size-6" aria-hidden />
          <p>{failedLabel}</p>
          <Button
            size="sm"
            onClick={() => {
              report('loading');
              setAttempt(attempt + 1);
            }}
          >
            {retryLabel}
          </Button>
        </div>
      )}
    </>
  );
}
