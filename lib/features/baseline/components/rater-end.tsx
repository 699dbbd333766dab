'use client';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { HandInCode } from '@/lib/ui/shell/hand-in-code';
import type { RatingView } from '../rating-view';

type EndView = Exclude<RatingView, { state: 'consent' | 'answering' | 'feedback' | 'between' }>;

/** The last screen: thanks with the completion code, or why there is nothing to answer. */
export function RaterEnd({ view }: { view: EndView }) {
  const t = useTranslations('rating');
  return (
    <div className="mx-auto grid w-full measure gap-4 p-4">
      <h1 className="text-2xl font-semibold">{t(`${view.state}.heading`)}</h1>
      <p>{t(`${view.state}.text`)}</p>
      {view.state === 'done' && (
        <HandInCode
          code={view.completionCode}
          handIn={view.handIn}
          label={t('done.code')}
          hint={t('done.codeHint')}
        />
      )}
      {view.state === 'disqualified' && view.screenOutCode !== null && (
        <HandInCode code={view.screenOutCode} handIn={view.handIn} label={t('handIn.screenOut')} />
      )}
      <p>
        <LinkButton href="/rate">{t('mine.heading')}</LinkButton>
      </p>
    </div>
  );
}
