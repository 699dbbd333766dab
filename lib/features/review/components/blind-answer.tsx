'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Answer } from '@/lib/domain/review-rules';
import { ZoomImage, type LoadState } from '@/lib/ui/compare/zoom-image';
import { ViewStore } from '@/lib/ui/compare/view-store';
import { SIZES, imageSrc } from '@/lib/ui/compare/image-sources';
import { PreloadPair } from '@/lib/ui/compare/preload-pair';
import { KeyOf, useKeyLabel } from '@/lib/ui/keyboard/own-keys';
import { useShortcuts } from '@/lib/ui/keyboard/use-shortcuts';
import { Button } from '@/lib/ui/primitives/button';
import { Spinner } from '@/lib/ui/primitives/spinner';
import type { ReviewImage, ReviewItem } from '../load-review-item';

/** One image with the question, as a rater sees it: no key, no sibling, no numbers. */
export function BlindAnswer(props: {
  side: 'A' | 'B';
  project: string;
  item: ReviewItem;
  busy: boolean;
  onAnswer: (answer: Answer) => void;
}) {
  const { side, project, item, busy, onAnswer } = props;
  const t = useTranslations('review');
  const labelOf = useKeyLabel();
  const [image, setImage] = useState<LoadState>('loading');
  // Seen whole, as raters see it.
  const [store] = useState(() => new ViewStore());
  // An answer to an image that was not there would be a guess.
  const disabled = busy || image !== 'loaded';
  const shown = side === 'A' ? item.imageA : item.imageB;
  const copies = ({ id, width, height }: ReviewImage) => ({
    src: imageSrc(project, id),
    width,
    height,
  });
  // The image that comes next, loaded while this one is looked at, and never shown beside it.
  const next = (side === 'A' ? [item.imageB] : item.upcoming).map(copies);
  const answer = (value: Answer) => () => {
    if (!disabled) onAnswer(value);
  };
  useShortcuts({ '1': answer(1), '2': answer(2), '3': answer(null) });
  const choices = [
    [1, item.optionOne, '1'],
    [2, item.optionTwo, '2'],
    [null, t('cantTell'), '3'],
  ] as const;
  return (
    <div className="flex flex-1 flex-col">
      <div className="relative min-h-72 flex-1 bg-surround">
        <ZoomImage
          image={{
            ...copies(shown),
            alt: t('imageAlt', { side }),
          }}
          store={store}
          sizes={SIZES.whole}
          failedLabel={t('failed')}
          onState={setImage}
        />
        {image === 'loading' && (
          <p
            role="status"
            className="pointer-events-none absolute inset-0 flex items-center justify-center gap-2 text-on-surround"
          >
            <Spinner />
            {t('imageLoading')}
          </p>
        )}
      </div>
      {image === 'loaded' && <PreloadPair images={next} sizes={SIZES.whole} />}
      <div className="mx-auto flex w-full max-w-2xl flex-col gap-4 p-4">
        <div>
          <h2 className="text-sm font-semibold text-ink-2 num">
            {t('imageOf', { number: side === 'A' ? 1 : 2 })}
          </h2>
          <p className="text-xl wrap-anywhere text-ink">{item.question}</p>
        </div>
        <div className="grid gap-2 sm:grid-cols-3">
          {choices.map(([value, label, key]) => (
            <Button
              key={key}
              size="lg"
              // An option may have 80 characters: it wraps, also in a window of 320 px.
              className="h-auto min-h-11 min-w-0 shrink px-3 py-2 whitespace-normal"
              disabled={disabled}
              aria-keyshortcuts={labelOf(key)}
              onClick={answer(value)}
            >
              <span className="min-w-0 wrap-anywhere">{label}</span> <KeyOf>{key}</KeyOf>
            </Button>
          ))}
        </div>
        <p className="text-sm text-ink-2">{t('blindNote')}</p>
      </div>
    </div>
  );
}
