'use client';
import { Check, CircleAlert, CloudOff, Keyboard, LoaderCircle } from 'lucide-react';
import { useNow, useTranslations } from 'next-intl';
import { useState } from 'react';
import { cosine } from '@/lib/ui/charts/scale';
import { LeaseCountdown } from '@/lib/ui/lease/lease-countdown';
import { GuideButton } from '@/lib/ui/guide/guide';
import { Definition } from '@/lib/ui/primitives/definition';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { IconButton } from '@/lib/ui/primitives/icon-button';
import { ToastPlace } from '@/lib/ui/primitives/toast';
import type { SaveState } from '../draft-types';
import type { BenchPair } from '../load-bench-pair';
import { saveNews, type SaveNews } from '../save-news';
import { ShortcutSheet } from './shortcut-sheet';

/** The one line above the images: pair, both cosines, lease, and whether the work is safe. */
export function BenchTop(props: {
  pair: BenchPair;
  demonstration: boolean;
  /** Null once the pair went to somebody else. */
  left: number | null;
  save: SaveState;
  help: boolean;
  onHelp: (open: boolean) => void;
}) {
  const { pair, demonstration, left, save, help, onHelp } = props;
  const t = useTranslations('bench');
  const td = useTranslations('common.definitions');
  return (
    // Where the page scrolls, what is pressed at its foot is answered in sight.
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line bg-bg px-4 py-2 text-sm max-xl:top-12 max-xl:z-10 max-xl:has-[[data-toasts]_li]:sticky lg:max-xl:top-0">
      <h1 className="scroll-mt-16 font-semibold text-ink num">
        {t('pairNumber', { number: pair.number })}
      </h1>
      <span className="text-semantic num">
        <Definition term={t('semantic')} definition={td('semanticCosine')} />{' '}
        {cosine(pair.semantic)}
      </span>
      <span className="text-visual num">
        <Definition term={t('visual')} definition={td('visualCosine')} /> {cosine(pair.visual)}
      </span>
      {demonstration && <DemonstrationMark />}
      {left !== null && <LeaseCountdown left={left} label={t('lease')} lowLabel={t('leaseLow')} />}
      <ToastPlace />
      <span className="ml-auto flex items-center gap-3">
        <SaveLine state={save} />
        <GuideButton />
        <IconButton
          label={t('shortcuts')}
          shortcut="?"
          // Below it stands the cross that closes the guidelines.
          tipSide="left"
          size="sm"
          variant="ghost"
          icon={<Keyboard />}
          onClick={() => onHelp(true)}
        />
        <ShortcutSheet open={help} onOpenChange={onHelp} />
      </span>
    </div>
  );
}

function SaveLine({ state }: { state: SaveState }) {
  const t = useTranslations('bench.save');
  const [said, setSaid] = useState<SaveNews>(null);
  const news = saveNews(said, state);
  if (news !== said) setSaid(news);
  return (
    <>
      {/* It stands there before it says anything, so that readers of screens hear it; not the seconds beside it. */}
      <span role="status" className="sr-only">
        {news !== null && t(news)}
      </span>
      <SaveWords state={state} />
    </>
  );
}

function SaveWords({ state }: { state: SaveState }) {
  const t = useTranslations('bench.save');
  const now = useNow({ updateInterval: 1000 });
  switch (state.kind) {
    case 'saved':
      if (state.at === null) return null;
      return (
        <span className="flex items-center gap-1.5 text-ink-2 num">
          <Check className="size-4 text-ok" aria-hidden />
          {t('saved', {
            seconds: Math.max(0, Math.round((now.getTime() - Date.parse(state.at)) / 1000)),
          })}
        </span>
      );
    case 'pending':
    case 'saving':
      return (
        <span className="flex items-center gap-1.5 text-ink-2">
          <LoaderCircle className="size-4" aria-hidden />
          {t('saving')}
        </span>
      );
    case 'offline':
    case 'signed-out':
      return (
        <span className="flex items-center gap-1.5 text-warning">
          <CloudOff className="size-4" aria-hidden />
          {t(state.kind === 'offline' ? 'offline' : 'signedOut')}
        </span>
      );
    case 'lease-lost':
      return (
        <span className="flex items-center gap-1.5 text-danger">
          <CircleAlert className="size-4" aria-hidden />
          {t(state.kept ? 'keptForYou' : 'stopped')}
        </span>
      );
    case 'conflict':
    case 'refused':
      return (
        <span className="flex items-center gap-1.5 text-danger">
          <CircleAlert className="size-4" aria-hidden />
          {t('stopped')}
        </span>
      );
  }
}
