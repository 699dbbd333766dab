'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, type CSSProperties } from 'react';
import { ENCODER_ROLES } from '@/lib/domain/encoders';
import { cn } from '@/lib/ui/primitives/cn';
import type { CompareMode } from './compare-mode';
import { CompareHelp } from './compare-help';
import { CompareToolbar } from './compare-toolbar';
import { SIZES, type CompareImage } from './image-sources';
import { LensMap } from './lens/lens-map';
import { LensPanel } from './lens/lens-panel';
import { PatchOver } from './lens/patch-over';
import { useLensView } from './lens/use-lens-view';
import { SideLabel } from './side-label';
import { SwipeEdge } from './swipe-edge';
import { useCompare } from './use-compare';
import { ZoomImage, type LoadState } from './zoom-image';

/** Panes beside each other have their own place, others lie over one another. */
const PANES: Readonly<Record<CompareMode, string>> = {
  side: 'grid-cols-1 md:grid-cols-2',
  stack: 'grid-cols-1 grid-rows-2',
  toggle: 'grid-cols-1 [&>[data-pane]]:[grid-area:1/1]',
  swipe: 'grid-cols-1 [&>[data-pane]]:[grid-area:1/1]',
  difference: 'grid-cols-1 [&>[data-pane]]:[grid-area:1/1]',
  // A and B above, what the two encoders see of them below.
  lens: 'grid-cols-2 grid-rows-2',
};

interface CompareViewerProps {
  imageA: CompareImage;
  imageB: CompareImage;
  /** Where the lens of this pair is asked for; without it there is none. */
  lens?: string;
  /** The page has a list of shortcuts of its own, with these among them. */
  ownHelp?: boolean;
  /** 'failed' when one of the two could not be loaded; 'loaded' only when both are there. */
  onState?: (state: LoadState) => void;
  className?: string;
}

/**
 * Two images that can be looked at beside or above one another, in place of one another, through a
 * movable edge, as their absolute difference, and through the lens of both encoders. Zoom and pan are one
 * for all.
 */
export function CompareViewer(props: CompareViewerProps) {
  const { imageA, imageB, lens: lensAddress, ownHelp = false, onState, className } = props;
  const t = useTranslations('compare');
  const root = useRef<HTMLDivElement>(null);
  const states = useRef<{ A: LoadState; B: LoadState }>({ A: 'loading', B: 'loading' });
  const compare = useCompare(root, lensAddress !== undefined);
  const { mode, shown, edge, moveEdge, amplified, zoom, zoomed } = compare;
  const lens = useLensView(lensAddress ?? null, mode === 'lens');
  const over = { store: zoom.store, lens };

  const report = useCallback(
    (side: 'A' | 'B', state: LoadState) => {
      states.current[side] = state;
      const both = Object.values(states.current);
      onState?.(
        both.includes('failed') ? 'failed' : both.includes('loading') ? 'loading' : 'loaded',
      );
    },
    [onState],
  );
  const reportA = useCallback((state: LoadState) => report('A', state), [report]);
  const reportB = useCallback((state: LoadState) => report('B', state), [report]);

  const pane = cn(
    'relative overflow-hidden',
    // Two rows share the height that is one pane's elsewhere.
    mode === 'stack' || mode === 'lens' ? 'min-h-32' : 'min-h-64',
    // One finger scrolls the page while all is seen; two always zoom.
    zoomed ? 'cursor-grab touch-none active:cursor-grabbing' : 'touch-pan-y',
  );
  const hidden = (side: 'A' | 'B') => mode === 'toggle' && shown !== side && 'invisible';
  const sizes = mode === 'side' || mode === 'lens' ? SIZES.side : SIZES.whole;
  return (
    // Four panes and their figures need more height than two panes are given.
    <div className={cn('flex min-h-0 flex-col', className, mode === 'lens' && 'h-auto!')}>
      <div
        ref={root}
        data-mode={mode}
        className={cn(
          'relative isolate grid flex-1 bg-surround',
          mode === 'lens' ? 'min-h-[22rem] md:min-h-[30rem]' : 'min-h-0',
        )}
      >
        <div
          className={cn('isolate grid min-h-0 gap-px', PANES[mode])}
          style={mode === 'difference' && amplified ? { filter: 'brightness(4)' } : undefined}
        >
          <div data-pane="A" className={cn(pane, hidden('A'))}>
            {mode === 'difference' && <Ground image={imageB} layer={zoom.store.layer} />}
            <ZoomImage
              image={imageA}
              store={zoom.store}
              sizes={sizes}
              failedLabel={t('failed', { side: 'A' })}
              onState={reportA}
            />
            {lens.active && <PatchOver image={imageA} side="A" {...over} />}
            {mode !== 'difference' && <SideLabel>A</SideLabel>}
          </div>
          <div data-pane="B" className={cn(pane, hidden('B'))} style={styleOfB(mode, edge)}>
            <ZoomImage
              image={imageB}
              store={zoom.store}
              sizes={sizes}
              failedLabel={t('failed', { side: 'B' })}
              onState={reportB}
            />
            {lens.active && <PatchOver image={imageB} side="B" {...over} />}
            {mode !== 'difference' && <SideLabel end={mode === 'swipe'}>B</SideLabel>}
          </div>
          {lens.active &&
            ENCODER_ROLES.map((role) => (
              <div key={role} data-pane={role} className={pane}>
                <LensMap role={role} image={imageA} {...over} />
              </div>
            ))}
        </div>
        {mode === 'swipe' && <SwipeEdge edge={edge} onMove={moveEdge} />}
        {mode === 'difference' && (
          <SideLabel>{t(amplified ? 'differenceLabelAmplified' : 'differenceLabel')}</SideLabel>
        )}
      </div>
      {lens.active && <LensPanel lens={lens} />}
      <CompareToolbar compare={compare} withLens={lensAddress !== undefined}>
        {!ownHelp && <CompareHelp withLens={lensAddress !== undefined} />}
      </CompareToolbar>
    </div>
  );
}

const styleOfB = (mode: CompareMode, edge: number): CSSProperties =>
  mode === 'swipe'
    ? { clipPath: `inset(0 0 0 ${edge}%)` }
    : mode === 'difference'
      ? { mixBlendMode: 'difference' }
      : {};

/** Black where only B has pixels: what they differ from there is nothing, not the grey around. */
function Ground({
  image,
  layer,
}: {
  image: CompareImage;
  layer: (element: SVGElement | null) => (() => void) | undefined;
}) {
  return (
    <svg
      ref={layer}
      aria-hidden
      viewBox={`0 0 ${image.width} ${image.height}`}
      className="absolute inset-0 size-full"
    >
      <rect width={image.width} height={image.height} fill="black" />
    </svg>
  );
}
