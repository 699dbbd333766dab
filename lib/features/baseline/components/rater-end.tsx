'use client';
import { useTranslations } from 'next-intl';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import type { RatingView } from '../rating-view';

type EndView = Exclude<RatingView, { state: 'consent' | 'answering' | 'feedback' }>;

/** The last screen: thanks with the completion code, or why there is nothing to answer. */
export function RaterEnd({ view }: { view: EndView }) {
  const t = useTranslations('rating');
  return (
    <div className="mx-auto grid w-full measure gap-4 p-4">
      <h1 className="text-2xl font-semibold">{t(`${view.state}.heading`)}</h1>
      <p>{t(`${view.state}.text`)}</p>
      {view.state === 'done' && (
        <div className="grid gap-1">
          <p className="text-ink-2">{t('done.code')}</p>
          <p className="flex items-center gap-3">
            <code className="text-2xl font-semibold num">{view.completionCode}</code>
            <CopyButton text={view.completionCode} />
          </p>
          <p className="text-ink-2">{t('done.codeHint')}</p>
        </div>
      )}
      <p>
        <LinkButton href="/rate">{t('mine.heading')}</LinkButton>
      </p>
    </div>
  );
}
