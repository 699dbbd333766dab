'use client';
import { ImageOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { cn } from '@/lib/ui/primitives/cn';
import { sourceSet, type CompareImage } from './image-sources';
import { useSharper } from './use-sharper';
import type { ViewStore } from './view-store';

export type LoadState = 'loading' | 'loaded' | 'failed';

const FILL = 'absolute inset-0 size-full object-contain select-none';

interface ZoomImageProps {
  image: CompareImage;
  store: ViewStore;
  /** What is said, translated, when it cannot be loaded. */
  failedLabel: string;
  /** As the `sizes` of an image: how wide the pane is, roughly. */
  sizes: string;
  onState: (state: LoadState) => void;
}

/**
 * One image that fills its pane, moved by the shared view. A failed load is said and can be retried.
 * Another image begins anew: nothing of the one before, least of all its sharp copy, may stay.
 */
export function ZoomImage(props: ZoomImageProps) {
  return <OneImage key={props.image.src} {...props} />;
}

function OneImage({ image: given, store, failedLabel, sizes, onState }: ZoomImageProps) {
  const t = useTranslations('compare');
  const { src, alt, width, height } = given;
  const image = useMemo(() => ({ src, alt, width, height }), [src, alt, width, height]);
  const first = useRef<HTMLImageElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<LoadState>('loading');
  const [sharp, setSharp] = useState<string | null>(null);
  const report = useCallback(
    (next: LoadState): void => {
      setState(next);
      onState(next);
    },
    [onState],
  );
  const wanted = useSharper(first, image, store, state === 'loaded');
  const place = useCallback(
    (element: HTMLImageElement | null) => {
      first.current = element;
      // An image that finished before React took over the page fires no event any more.
      if (element?.complete && element.currentSrc !== '')
        report(element.naturalWidth > 0 ? 'loaded' : 'failed');
      // The viewer may still hold what it was told of another image.
      else if (element) onState('loading');
      return store.layer(element);
    },
    [onState, report, store],
  );
  return (
    <>
      {/* The image route serves sized copies with known dimensions; next/image would re-encode what people judge. */}
      {/* eslint-disable-next-line @next/next/no-img-element */}
      <img
        key={attempt}
        ref={place}
        {...sourceSet(image)}
        sizes={sizes}
        alt={alt}
        width={width}
        height={height}
        draggable={false}
        decoding="async"
        onLoad={() => report('loaded')}
        onError={() => report('failed')}
        className={cn(FILL, state === 'failed' && 'invisible', sharp !== null && 'opacity-0')}
      />
      {[...new Set([sharp, wanted])].map(
        (copy) =>
          copy !== null && (
            // eslint-disable-next-line @next/next/no-img-element
            <img
              key={copy}
              ref={store.layer}
              src={copy}
              alt=""
              draggable={false}
              onLoad={({ currentTarget }) => {
                // Shown only when it is decoded: the coarser copy stays under it till then.
                currentTarget.decode().then(
                  () => setSharp(copy),
                  () => undefined,
                );
              }}
              className={cn(FILL, copy !== sharp && 'opacity-0')}
            />
          ),
      )}
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
            {t('retry')}
          </Button>
        </div>
      )}
    </>
  );
}
