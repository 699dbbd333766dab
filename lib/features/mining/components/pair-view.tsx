import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import { ImageFrame } from '@/lib/ui/primitives/image-frame';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import type { PairDetail } from '../pair-detail';

interface PairViewProps {
  pair: PairDetail;
  slug: string;
  /** What later steps say about the pair. */
  children?: ReactNode;
}

/** Both images as large as the screen allows, then where the pair comes from and what happened to it. */
export function PairView({ pair, slug, children }: PairViewProps) {
  const t = useTranslations('mining.detail');
  const th = useTranslations('mining.history');
  const sides = [
    { side: 'A', image: pair.a, alt: t('imageA', { number: pair.number }) },
    { side: 'B', image: pair.b, alt: t('imageB', { number: pair.number }) },
  ];
  return (
    <>
      <div className="grid gap-px bg-surround md:grid-cols-2">
        {sides.map(({ side, image, alt }) => (
          <figure key={side} className="grid">
            <ImageFrame
              src={`/api/p/${slug}/images/${image.id}`}
              alt={alt}
              width={image.width}
              height={image.height}
              priority
              className="h-[60dvh] p-2"
            />
            <figcaption className="flex gap-3 px-3 py-1 text-sm text-on-surround num">
              <span className="font-medium">{side}</span>
              {t('fullSize', { width: image.width, height: image.height })}
              <Link className="underline" href={`/p/${slug}/images/${image.id}`}>
                {t('openImage', { side })}
              </Link>
            </figcaption>
          </figure>
        ))}
      </div>
      <div className="mt-6">
        {children}
        <Section title={t('history')} id="history">
          {pair.history.length + pair.runs.length === 0 ? (
            <p className="text-ink-2">{t('noHistory')}</p>
          ) : (
            <ol className="divide-y divide-line border-y border-line">
              {pair.history.map((event) => {
                const key = event.action.replace('.', '_');
                return (
                  <li key={event.id} className="flex flex-wrap gap-x-3 py-2">
                    <DateTime iso={event.at} />
                    <span>
                      {event.who}: {th.has(key) ? th(key) : event.action}
                    </span>
                  </li>
                );
              })}
              {pair.runs.map((run) => (
                <li key={run.runId} className="flex flex-wrap gap-x-3 py-2 num">
                  <DateTime iso={run.at} />
                  <Link className="text-accent" href={`/p/${slug}/pairs?run=${run.runId}`}>
                    {t('mined', { rank: run.rank })}
                  </Link>
                  <span className="text-semantic">{run.semantic.toFixed(3)}</span>
                  <span className="text-visual">{run.visual.toFixed(3)}</span>
                </li>
              ))}
            </ol>
          )}
        </Section>
      </div>
    </>
  );
}
