'use client';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { HandInCode } from '@/lib/ui/shell/hand-in-code';
import type { EndCode, RatingView } from '../rating-view';

type EndView = Exclude<RatingView, { state: 'consent' | 'answering' | 'feedback' | 'between' }>;

/** The last screen: thanks with the completion code, or why there is nothing to answer. */
export function RaterEnd({ view }: { view: EndView }) {
  const t = useTranslations('rating');
  const end = codeOf(view);
  return (
    <div className="mx-auto grid w-full measure gap-4 p-4">
      <h1 className="text-2xl font-semibold">{t(`${view.state}.heading`)}</h1>
      <p>{t(`${view.state}.text`)}</p>
      {view.state === 'closed' && view.end !== null && <p>{t(`closed.${view.end.kind}`)}</p>}
      {end?.kind === 'completion' && (
        <HandInCode {...end} label={t('done.code')} hint={t('done.codeHint')} />
      )}
      {end?.kind === 'screen-out' && <HandInCode {...end} label={t('handIn.screenOut')} />}
      <p>
        <LinkButton href="/rate">{t('mine.heading')}</LinkButton>
      </p>
    </div>
  );
}

function codeOf(view: EndView): EndCode | null {
  if (view.state === 'closed') return view.end;
  if (view.state === 'done') {
    return { kind: 'completion', code: view.completionCode, handIn: view.handIn };
  }
  if (view.state === 'withdrawn' || view.screenOutCode === null) return null;
  return { kind: 'screen-out', code: view.screenOutCode, handIn: view.handIn };
}
