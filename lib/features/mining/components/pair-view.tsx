import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import { cosine } from '@/lib/ui/charts/scale';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import type { PairDetail } from '../pair-detail';
import { PairCompare } from './pair-compare';

interface PairViewProps {
  pair: PairDetail;
  slug: string;
  /** What later steps say about the pair. */
  children?: ReactNode;
}

const COLOURS = { semantic: 'text-semantic', visual: 'text-visual' } as const;

/** Both images as large as the screen allows, then where the pair comes from and what happened to it. */
export function PairView({ pair, slug, children }: PairViewProps) {
  const t = useTranslations('mining.detail');
  const th = useTranslations('mining.history');
  const sides = [
    { side: 'A', image: pair.a },
    { side: 'B', image: pair.b },
  ];
  return (
    <>
      <PairCompare slug={slug} number={pair.number} a={pair.a} b={pair.b} />
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2 num">
        {sides.map(({ side, image }) => (
          <li key={side} className="flex gap-2">
            <span className="font-medium text-ink">{side}</span>
            {t('fullSize', { width: image.width, height: image.height })}
            <Link className="text-accent" href={`/p/${slug}/images/${image.id}`}>
              {t('openImage', { side })}
            </Link>
          </li>
        ))}
      </ul>
      {children}
      <Section title={t('history')} id="history">
        {pair.yetToJudge && <p className="mb-2 text-ink-2">{t('yetToJudge')}</p>}
        {pair.history.length + pair.runs.length === 0 && !pair.yetToJudge ? (
          <p className="text-ink-2">{t('noHistory')}</p>
        ) : (
          <ol className="divide-y divide-line border-y border-line">
            {pair.history.map((event) => {
              const key = event.action.replace('.', '_');
              return (
                <li key={event.id} className="flex flex-wrap gap-x-4 py-2">
                  <span className="text-sm text-ink-2">
                    <DateTime iso={event.at} />
                  </span>
                  <span>
                    {event.who}: {th.has(key) ? th(key) : event.action}
                  </span>
                </li>
              );
            })}
            {pair.runs.map((run) => (
              <li key={run.runId} className="flex flex-wrap gap-x-4 py-2 num">
                <span className="text-sm text-ink-2">
                  <DateTime iso={run.at} />
                </span>
                <Link className="text-accent" href={`/p/${slug}/pairs?run=${run.runId}`}>
                  {t('mined', { rank: run.rank })}
                </Link>
                <span className="text-semantic">{cosine(run.semantic)}</span>
                <span className="text-visual">{cosine(run.visual)}</span>
                {run.each.length === 0 ? null : (
                  <ul className="flex w-full flex-wrap gap-x-4 text-sm">
                    {run.each.map(({ encoder, role, cosine: value }) => (
                      <li key={encoder} className={COLOURS[role]}>
                        {encoder} {cosine(value)}
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        )}
      </Section>
    </>
  );
}
