'use client';

import { useTranslations } from 'next-intl';
import { memo, useDeferredValue, useEffect, useMemo, useState, type FocusEvent } from 'react';
import { useWidth } from '@/lib/ui/charts/use-width';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { GAP, gridOf, partAt } from './gallery-layout';
import { ListParts } from './list-parts';
import { PairCard } from './pair-card';
import type { PassingView } from './passing-store';
import type { Passing } from './use-passing';
import { useVisibleRows } from './use-visible-rows';

interface Props {
  slug: string;
  runId: string;
  passing: Passing;
  /** Place of a pair, from 0: the part of the list that holds it is shown. */
  place: number;
  onPlace: (place: number) => void;
}

/** As many pairs as one likes, the longest lists part by part; only those near the window are in the page. */
export function PairWindow({ slug, runId, passing: { view, need, retry }, place, onPlace }: Props) {
  const t = useTranslations('explore');
  const [box, width] = useWidth(960);
  const { columns, column, height } = gridOf(width);
  const part = partAt(place, view.total, columns);
  const { start } = part;
  const rows = Math.ceil((part.end - start) / columns);
  const seen = useVisibleRows(box, height);
  // One row at least, so that the keyboard comes here, too.
  const last = Math.min(rows, Math.max(seen.last, 1));
  const first = Math.max(0, Math.min(seen.first, last - 1));
  const from = start + first * columns;
  const to = Math.min(part.end, start + last * columns);
  useEffect(() => {
    if (to > from) need(from, to);
  }, [need, from, to]);
  const wanted = useMemo(
    () => ({ view, start, from, to, columns, column, height }),
    [view, start, from, to, columns, column, height],
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
    <ListParts part={part} total={view.total} onPlace={onPlace}>
      <div ref={box} style={{ height: Math.max(1, rows) * height }} className="relative">
        <Cards key={drawn.start} drawn={drawn} slug={slug} runId={runId} />
      </div>
    </ListParts>
  );
}

interface Drawn {
  view: PassingView;
  /** Of the part; the cards are laid out from there. */
  start: number;
  from: number;
  to: number;
  columns: number;
  column: number;
  height: number;
}

const Cards = memo(function Cards({
  drawn: { view, start, from, to, columns, column, height },
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
            left: `calc((100% + ${GAP}px) / ${columns} * ${(at - start) % columns})`,
            top: Math.floor((at - start) / columns) * height,
            height: height - GAP,
          }}
        >
          <PairCard pair={view.pairAt(at)} slug={slug} runId={runId} half={column / 2} />
        </li>
      ))}
    </ul>
  );
});
