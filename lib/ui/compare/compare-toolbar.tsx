'use client';
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Maximize,
  Minus,
  Plus,
  SunMedium,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { useKeyLabel } from '@/lib/ui/keyboard/own-keys';
import { cn } from '@/lib/ui/primitives/cn';
import { IconButton } from '@/lib/ui/primitives/icon-button';
import { useMedia } from '@/lib/ui/primitives/use-media';
import { MODES, type CompareMode } from './compare-mode';
import type { Compare } from './use-compare';
import { useScale, type Zoom } from './use-zoom';

/** Below Tailwind's `md`, from which on the viewer puts two panes beside one another. */
const PANES_STACKED = '(width < 48rem)';

/** Below the images: how they are compared, and how large they are. `children` come last. */
export function CompareToolbar(props: {
  compare: Compare;
  /** Without it the pair has no lens. */
  withLens: boolean;
  children?: ReactNode;
}) {
  const { compare, withLens, children } = props;
  const { mode, choose, zoom, zoomed } = compare;
  const t = useTranslations('compare');
  const keyOf = useKeyLabel();
  // Where the panes of 'side' stand above one another both ways are one, and it is called what it is.
  const narrow = useMedia(PANES_STACKED, false);
  const modes = MODES.filter(({ id }) => (withLens || id !== 'lens') && !(narrow && id === 'side'));
  const on = narrow && mode === 'side' ? 'stack' : mode;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-bg px-2 py-2 text-sm sm:px-3">
      <div role="group" aria-label={t('modes')} className="flex flex-wrap gap-1">
        {modes.map(({ id, Icon, key }) => (
          <button
            key={id}
            type="button"
            aria-pressed={on === id}
            aria-keyshortcuts={keyOf(key)}
            title={[t(nameOf(id)), keyOf(key) && `(${keyOf(key)})`].filter(Boolean).join(' ')}
            onClick={() => choose(narrow && id === 'stack' ? 'side' : id)}
            className={cn(
              'flex touch-target min-h-8 items-center justify-center gap-1.5 rounded px-2 transition-colors duration-100',
              on === id ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover',
            )}
          >
            <Icon className="size-4" aria-hidden />
            <span className={on === id ? undefined : 'sr-only 2xl:not-sr-only'}>
              {t(nameOf(id))}
            </span>
          </button>
        ))}
      </div>
      <ModeControl compare={compare} />
      <div className="ml-auto flex flex-wrap items-center sm:gap-1">
        {zoomed && <PanButtons pan={zoom.pan} />}
        <IconButton
          label={t('zoomOut')}
          shortcut="-"
          size="sm"
          icon={<Minus />}
          onClick={zoom.zoomOut}
        />
        <Percent zoom={zoom} />
        <IconButton
          label={t('zoomIn')}
          shortcut="+"
          size="sm"
          icon={<Plus />}
          onClick={zoom.zoomIn}
        />
        <IconButton
          label={t('fit')}
          shortcut="0"
          size="sm"
          icon={<Maximize />}
          onClick={zoom.fit}
        />
        {children}
      </div>
    </div>
  );
}

/** Message keys: what is said within the lens has its own group. */
const nameOf = (id: CompareMode) => (id === 'lens' ? 'lensMode' : id);

/** What only one way of comparing has. */
function ModeControl({ compare }: { compare: Compare }) {
  const { mode, shown, flip, edge, moveEdge, amplified, amplify } = compare;
  const t = useTranslations('compare');
  const keyOf = useKeyLabel();
  switch (mode) {
    case 'toggle':
      return (
        <Button size="sm" aria-keyshortcuts={keyOf('T')} onClick={flip}>
          {t('flip')}
          <span aria-live="polite" className="num">
            {t('now', { side: shown })}
          </span>
        </Button>
      );
    case 'swipe':
      return (
        <label className="flex min-w-32 flex-1 items-center gap-2">
          <span className="sr-only">{t('edge')}</span>
          <input
            type="range"
            min={0}
            max={100}
            value={edge}
            aria-keyshortcuts={keyOf('[') && `${keyOf('[')} ${keyOf(']')}`}
            onChange={(event) => moveEdge(event.target.valueAsNumber)}
            className="h-6 w-full accent-accent"
          />
        </label>
      );
    case 'difference':
      return (
        <Button
          size="sm"
          aria-pressed={amplified}
          aria-keyshortcuts={keyOf('M')}
          onClick={amplify}
          className={amplified ? 'bg-selected' : undefined}
        >
          <SunMedium aria-hidden />
          {t('amplify')}
        </Button>
      );
    default:
      return null;
  }
}

function Percent({ zoom }: { zoom: Zoom }) {
  const percent = useScale(zoom.store, (scale) => Math.round(scale * 100));
  return (
    <span className="w-13 text-center num" aria-live="polite">
      {percent} %
    </span>
  );
}

/** What a drag does, for those who cannot drag. */
function PanButtons({ pan }: { pan: Zoom['pan'] }) {
  const t = useTranslations('compare');
  const all = [
    ['left', <ArrowLeft key="left" />],
    ['up', <ArrowUp key="up" />],
    ['down', <ArrowDown key="down" />],
    ['right', <ArrowRight key="right" />],
  ] as const;
  return (
    <div role="group" aria-label={t('move')} className="flex items-center">
      {all.map(([way, icon]) => (
        <IconButton key={way} label={t(way)} size="sm" icon={icon} onClick={pan[way]} />
      ))}
    </div>
  );
}
