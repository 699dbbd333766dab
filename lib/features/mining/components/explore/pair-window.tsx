'use client';

import { useTranslations } from 'next-intl';
import { memo, useDeferredValue, useEffect, useMemo, useState, type FocusEvent } from 'react';
import { useWidth } from '@/lib/ui/charts/use-width';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { PairCard } from './pair-card';
import type { PassingView } from './passing-store';
import type { Passing } from './use-passing';
import { useVisibleRows } from './use-visible-rows';

interface Props {
  slug: string;
  runId: string;
  passing: Passing;
}

const LEAST_WIDTH = 360;
const GAP = 24;
/** Of the lines below both images: one where they are wide, else two. */
const TEXT = { wide: 40, narrow: 72 } as const;
const WIDE = 470;
/** Browsers draw no element that is higher than some 30 million pixels. */
const MOST_HEIGHT = 16_000_000;

/** As many pairs as one likes; only those near the window are in the page. */
export function PairWindow({ slug, runId, passing: { view, need, retry } }: Props) {
  const t = useTranslations('explore');
  const [box, width] = useWidth(960);
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const column = (width - GAP * (columns - 1)) / columns;
  const height = Math.round(column / 2) + (column >= WIDE ? TEXT.wide : TEXT.narrow) + GAP;
  const rows = Math.min(Math.ceil(view.total / columns), Math.floor(MOST_HEIGHT / height));
  const seen = useVisibleRows(box, height);
  // One row at least, so that the keyboard comes here, too.
  const last = Math.min(rows, Math.max(seen.last, 1));
  const first = Math.max(0, Math.min(seen.first, last - 1));
  const from = first * columns;
  const to = Math.min(view.total, last * columns);
  useEffect(() => {
    if (to > from) need(from, to);
  }, [need, from, to]);
  const wanted = useMemo(
    () => ({ view, from, to, columns, column, height }),
    [view, from, to, columns, column, height],
  );
  // Cards are made between frames; a scroll that goes on meanwhile makes them anew for where it is.
  const drawn = useDeferredValue(wanted);
  if (view.failed) {
    return (
      <Callout tone="danger" title={t('failed')}>
        <Button size="sm" onClick={retry}>
          {t('retry')}
        </Button>
      </Callout>
    );
  }
  return (
    <div ref={box} style={{ height: Math.max(1, rows) * height }} className="relative">
      <Cards drawn={drawn} slug={slug} runId={runId} />
    </div>
  );
}

interface Drawn {
  view: PassingView;
  from: number;
  to: number;
  columns: number;
  column: number;
  height: number;
}

const Cards = memo(function Cards({
  drawn: { view, from, to, columns, column, height },
  slug,
  runId,
}: {
  drawn: Drawn;
  slug: string;
  runId: string;
}) {
  const t = useTranslations('explore');
  const [held, setHeld] = useState<number | null>(null);
  const places = Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);
  // Who tabs through a card and scrolls on comes back to it: what has the focus stays in the page.
  if (held !== null && held < from) places.unshift(held);
  if (held !== null && held >= to && held < view.total) places.push(held);
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    setHeld(Number(event.target.closest('li')?.ariaPosInSet) - 1);
  };
  return (
    <ul aria-label={t('list')} onFocus={onFocus} onBlur={() => setHeld(null)}>
      {places.map((at) => (
        <li
          key={at}
          aria-setsize={view.total}
          aria-posinset={at + 1}
          // What changes within one card is laid out within it.
          className="absolute [contain:size_layout_style]"
          style={{
            // Of the real width, which is not known before the first measurement.
            width: `calc((100% - ${GAP * (columns - 1)}px) / ${columns})`,
            left: `calc((100% + ${GAP}px) / ${columns} * ${at % columns})`,
            top: Math.floor(at / columns) * height,
            height: height - GAP,
          }}
        >
          <PairCard pair={view.pairAt(at)} slug={slug} runId={runId} half={column / 2} />
        </li>
      ))}
    </ul>
  );
});
