'use client';
import { useCallback, useRef, useState, type CSSProperties } from 'react';
import { cn } from '@/lib/ui/primitives/cn';
import { useShortcuts } from '@/lib/ui/keyboard/use-shortcuts';
import { CompareToolbar, type CompareLabels, type CompareMode } from './compare-toolbar';
import { useZoom } from './use-zoom';
import { ZoomImage, type CompareImage, type LoadState } from './zoom-image';

/**
 * Two images that can be looked at side by side, in place of one another, through a movable edge, and
 * as their absolute difference. Zoom and pan are one for both.
 */
export function CompareViewer(props: {
  imageA: CompareImage;
  imageB: CompareImage;
  labels: CompareLabels;
  shortcuts?: boolean;
  /** 'failed' when one of the two could not be loaded; 'loaded' only when both are there. */
  onState?: (state: LoadState) => void;
  className?: string;
}) {
  const { imageA, imageB, labels, shortcuts = true, onState, className } = props;
  const root = useRef<HTMLDivElement>(null);
  const states = useRef<{ A: LoadState; B: LoadState }>({ A: 'loading', B: 'loading' });
  const [mode, setMode] = useState<CompareMode>('side');
  const [shown, setShown] = useState<'A' | 'B'>('A');
  const [edge, setEdge] = useState(50);
  const zoom = useZoom(root);

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

  const flip = (): void => {
    setMode('toggle');
    setShown((side) => (side === 'A' ? 'B' : 'A'));
  };
  useShortcuts(
    shortcuts
      ? {
          s: () => setMode('side'),
          t: flip,
          w: () => setMode('swipe'),
          d: () => setMode('difference'),
          ' ': flip,
          '+': zoom.zoomIn,
          '=': zoom.zoomIn,
          '-': zoom.zoomOut,
          '0': zoom.fit,
          // Only while zoomed in: else the arrow keys scroll the page.
          ...(zoom.view.scale > 1 ? panKeys(zoom.pan) : {}),
        }
      : null,
  );

  const stacked = mode !== 'side';
  const styleB: CSSProperties =
    mode === 'swipe'
      ? { clipPath: `inset(0 0 0 ${edge}%)` }
      : mode === 'difference'
        ? { mixBlendMode: 'difference' }
        : {};
  const pane = cn(
    'relative min-h-64 overflow-hidden',
    zoom.view.scale > 1 && 'cursor-grab touch-none',
  );
  return (
    <div className={cn('flex min-h-0 flex-col', className)}>
      <div
        ref={root}
        className={cn(
          'isolate grid min-h-0 flex-1 gap-px bg-surround',
          stacked ? 'grid-cols-1 [&>[data-pane]]:[grid-area:1/1]' : 'grid-cols-1 md:grid-cols-2',
        )}
      >
        <div data-pane className={cn(pane, mode === 'toggle' && shown === 'B' && 'invisible')}>
          <ZoomImage
            image={imageA}
            view={zoom.view}
            failedLabel={labels.failedA}
            retryLabel={labels.retry}
            onState={reportA}
          />
          {mode !== 'difference' && <SideLabel>A</SideLabel>}
        </div>
        <div
          data-pane
          className={cn(pane, mode === 'toggle' && shown === 'A' && 'invisible')}
          style={styleB}
        >
          <ZoomImage
            image={imageB}
            view={zoom.view}
            failedLabel={labels.failedB}
            retryLabel={labels.retry}
            onState={reportB}
          />
          {mode !== 'difference' && <SideLabel end={mode === 'swipe'}>B</SideLabel>}
        </div>
      </div>
      <CompareToolbar
        mode={mode}
        onMode={setMode}
        labels={labels}
        shown={shown}
        onFlip={flip}
        edge={edge}
        onEdge={setEdge}
        zoom={zoom}
      />
    </div>
  );
}

/** One press moves by this many CSS pixels: about a tenth of a pane. */
const PAN = 48;

const panKeys = (pan: (x: number, y: number) => void): Record<string, () => void> => ({
  arrowleft: () => pan(-PAN, 0),
  arrowright: () => pan(PAN, 0),
  arrowup: () => pan(0, -PAN),
  arrowdown: () => pan(0, PAN),
});

function SideLabel({ children, end = false }: { children: string; end?: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        'pointer-events-none absolute top-0 bg-surround px-2 py-1 text-sm font-semibold text-on-surround',
        end ? 'right-0' : 'left-0',
      )}
    >
      {children}
    </span>
  );
}
