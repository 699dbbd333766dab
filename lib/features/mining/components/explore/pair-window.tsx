'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo, useEffect, useState } from 'react';
import { useWidth } from '@/lib/ui/charts/use-width';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';
import { ServedImage } from '@/lib/ui/primitives/served-image';
import { Cosines } from '../cosines';
import type { ImageRef } from '../../queries';
import type { PassingPair } from '../../explore/queries';
import type { Passing } from './use-passing';

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
/** Rows drawn above and below what is seen. */
const SPARE = 2;
/** Browsers draw no element that is higher than some 30 million pixels. */
const MOST_HEIGHT = 16_000_000;

/** As many pairs as one likes; only those near the window are in the page. */
export function PairWindow({ slug, runId, passing }: Props) {
  const t = useTranslations('explore');
  const [box, width] = useWidth(960);
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const column = (width - GAP * (columns - 1)) / columns;
  const text = column >= WIDE ? TEXT.wide : TEXT.narrow;
  const height = Math.round(column / 2) + text + GAP;
  const total = passing.total ?? 0;
  const rows = Math.min(Math.ceil(total / columns), Math.floor(MOST_HEIGHT / height));
  const [first, last] = useVisibleRows(box, height, rows);
  const from = first * columns;
  const to = Math.min(total, last * columns);
  const { need } = passing;
  useEffect(() => {
    if (to > from) need(from, to);
  }, [need, from, to]);
  if (passing.failed) {
    return (
      <Callout tone="danger" title={t('failed')}>
        <Button size="sm" onClick={() => need(from, to)}>
          {t('retry')}
        </Button>
      </Callout>
    );
  }
  return (
    <div ref={box} style={{ height: Math.max(1, rows) * height }} className="relative">
      <ul aria-label={t('list')}>
        {Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k).map((at) => (
          <li
            key={at}
            aria-setsize={total}
            aria-posinset={at + 1}
            className="absolute"
            style={{
              // Of the real width, which is not known before the first measurement.
              width: `calc((100% - ${GAP * (columns - 1)}px) / ${columns})`,
              left: `calc((100% + ${GAP}px) / ${columns} * ${at % columns})`,
              top: Math.floor(at / columns) * height,
            }}
          >
            <Card pair={passing.pairAt(at)} slug={slug} runId={runId} column={column} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const Card = memo(function Card({
  pair,
  slug,
  runId,
  column,
}: {
  pair: PassingPair | undefined;
  slug: string;
  runId: string;
  column: number;
}) {
  const t = useTranslations('explore');
  const tm = useTranslations('mining');
  if (!pair) return <div className="bg-surround" style={{ height: column / 2 }} />;
  const near = (image: ImageRef) => `/p/${slug}/pairs/neighbours?run=${runId}&image=${image.id}`;
  return (
    <>
      <div className="grid grid-cols-2 gap-px bg-surround">
        {[pair.a, pair.b].map((image, k) => (
          <Link
            key={image.id}
            href={near(image)}
            prefetch={false}
            aria-label={t('neighboursOf', { side: k === 0 ? 'A' : 'B', at: pair.at + 1 })}
            className="block"
            style={{ height: column / 2 }}
          >
            <ServedImage
              slug={slug}
              id={image.id}
              size={320}
              width={image.width}
              height={image.height}
              className="h-full w-full object-contain"
              loading="eager"
            />
          </Link>
        ))}
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        {pair.number === null || pair.status === null ? (
          <span className="text-ink-2">{t('notKept')}</span>
        ) : (
          <>
            <Link
              className="font-medium text-accent num"
              prefetch={false}
              href={`/p/${slug}/pairs/${pair.number}`}
            >
              {tm('pair', { number: pair.number })}
            </Link>
            <PairStatusLabel status={pair.status} />
          </>
        )}
        <Cosines semantic={pair.semantic} visual={pair.visual} />
      </div>
    </>
  );
});

/** Rows from `first` to before `last` that are seen or nearly. */
function useVisibleRows(
  box: ReturnType<typeof useWidth>[0],
  height: number,
  rows: number,
): [number, number] {
  const [range, setRange] = useState<[number, number]>([0, 4]);
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const element = box.current;
      if (!element) return;
      const top = -element.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(top / height) - SPARE);
      const last = Math.ceil((top + window.innerHeight) / height) + SPARE;
      setRange((old) => (old[0] === first && old[1] === last ? old : [first, last]));
    };
    const later = (): void => void (frame ||= requestAnimationFrame(look));
    look();
    // Whatever scrolls: the page, or the column that holds it.
    window.addEventListener('scroll', later, { passive: true, capture: true });
    window.addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', later, { capture: true });
      window.removeEventListener('resize', later);
    };
  }, [box, height]);
  // One row at least, so that the keyboard comes here, too.
  return [Math.min(range[0], rows), Math.min(rows, Math.max(range[0] + 1, range[1]))];
}
