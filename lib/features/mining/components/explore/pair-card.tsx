'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';
import { ServedImage } from '@/lib/ui/primitives/served-image';
import { Cosines } from '../cosines';
import type { PassingPair } from '../../explore/queries';
import type { ImageRef } from '../../queries';

interface Props {
  /** Undefined until it is there. */
  pair: PassingPair | undefined;
  slug: string;
  runId: string;
  /** Width and height of an image's place. */
  half: number;
}

/** One of very many: as few elements as it takes, for each is made while somebody scrolls. */
export const PairCard = memo(function PairCard({ pair, slug, runId, half }: Props) {
  const t = useTranslations('explore');
  const tm = useTranslations('mining');
  if (!pair) return <div className="bg-surround" style={{ height: half }} />;
  const near = (image: ImageRef) => `/p/${slug}/pairs/neighbours?run=${runId}&image=${image.id}`;
  return (
    <>
      <div className="grid grid-cols-2 gap-px bg-surround" style={{ height: half }}>
        {[pair.a, pair.b].map((image, k) => (
          <Link
            key={image.id}
            href={near(image)}
            prefetch={false}
            aria-label={t('neighboursOf', { side: k === 0 ? 'A' : 'B', at: pair.at + 1 })}
            className="block min-h-0"
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
        <Cosines semantic={pair.semantic} visual={pair.visual} explained={false} />
      </div>
    </>
  );
});
