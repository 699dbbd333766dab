'use client';
import { Columns2, Contrast, Maximize, Minus, Plus, SeparatorVertical, Square } from 'lucide-react';
import { Button } from '@/lib/ui/primitives/button';
import { cn } from '@/lib/ui/primitives/cn';
import { IconButton } from '@/lib/ui/primitives/icon-button';
import type { Zoom } from './use-zoom';

export type CompareMode = 'side' | 'toggle' | 'swipe' | 'difference';

/** All translated by the caller. */
export interface CompareLabels {
  modes: Readonly<Record<CompareMode, string>>;
  modesLegend: string;
  /** Of the button that swaps A and B in place. */
  flip: string;
  edge: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  retry: string;
  failedA: string;
  failedB: string;
}

const MODES = [
  ['side', Columns2, 'S'],
  ['toggle', Square, 'T'],
  ['swipe', SeparatorVertical, 'W'],
  ['difference', Contrast, 'D'],
] as const;

export function CompareToolbar(props: {
  mode: CompareMode;
  onMode: (mode: CompareMode) => void;
  labels: CompareLabels;
  shown: 'A' | 'B';
  onFlip: () => void;
  edge: number;
  onEdge: (edge: number) => void;
  zoom: Zoom;
}) {
  const { mode, onMode, labels, shown, onFlip, edge, onEdge, zoom } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-bg px-2 py-2 text-sm sm:px-3">
      <div role="group" aria-label={labels.modesLegend} className="flex flex-wrap gap-1">
        {MODES.map(([id, Icon, key]) => (
          <button
            key={id}
            type="button"
            aria-pressed={mode === id}
            aria-keyshortcuts={key}
            onClick={() => onMode(id)}
            className={cn(
              'flex min-h-8 items-center gap-1.5 rounded px-2 transition-colors duration-100',
              mode === id ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover',
            )}
          >
            <Icon className="size-4" aria-hidden />
            <span className={mode === id ? undefined : 'max-sm:sr-only'}>{labels.modes[id]}</span>
          </button>
        ))}
      </div>
      {mode === 'toggle' && (
        <Button size="sm" onClick={onFlip}>
          {labels.flip} <span className="num">{shown}</span>
        </Button>
      )}
      {mode === 'swipe' && (
        <label className="flex min-w-32 flex-1 items-center gap-2">
          <span className="sr-only">{labels.edge}</span>
          <input
            type="range"
            min={0}
            max={100}
            value={edge}
            onChange={(event) => onEdge(event.target.valueAsNumber)}
            className="h-6 w-full accent-accent"
          />
        </label>
      )}
      <div className="ml-auto flex items-center sm:gap-1">
        <IconButton
          label={labels.zoomOut}
          shortcut="-"
          variant="ghost"
          size="sm"
          icon={<Minus />}
          onClick={zoom.zoomOut}
        />
        <span className="w-10 text-center num sm:w-12" aria-live="polite">
          {Math.round(zoom.view.scale * 100)} %
        </span>
        <IconButton
          label={labels.zoomIn}
          shortcut="+"
          variant="ghost"
          size="sm"
          icon={<Plus />}
          onClick={zoom.zoomIn}
        />
        <IconButton
          label={labels.fit}
          shortcut="0"
          variant="ghost"
          size="sm"
          icon={<Maximize />}
          onClick={zoom.fit}
        />
      </div>
    </div>
  );
}
