'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { setAssistanceAction } from '../actions';
import type { AssistanceSettings } from '../assist/assistance';

/** Whether annotators may ask the operator's model, with what leaves the server said before it does. */
export function AssistanceForm(props: { project: string; settings: AssistanceSettings }) {
  const { project, settings } = props;
  const { model, host } = settings;
  const t = useTranslations('bench.assist');
  const common = useTranslations('common');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [on, setOn] = useState(settings.on);
  const [pending, startTransition] = useTransition();

  const save = (event: FormEvent): void => {
    event.preventDefault();
    startTransition(async () => {
      try {
        const result = await setAssistanceAction({ project, on, model, host }, as);
        if (!result.ok) return toast({ title: failureText(result.error), tone: 'danger' });
        toast({ title: common('saved'), tone: 'ok' });
        router.refresh();
      } catch {
        toast({ title: t('noServer'), tone: 'danger' });
      }
    });
  };
  return (
    <form onSubmit={save} className="flex max-w-xl flex-col gap-4">
      {settings.changed && <Callout tone="warning">{t('changed')}</Callout>}
      <Checkbox
        id="assistance-allowed"
        label={t('allow', { model })}
        hint={t('allowHint', { host })}
        checked={on}
        onChange={(event) => setOn(event.target.checked)}
      />
      {settings.requests > 0 && (
        <p className="text-sm text-ink-2 num">
          {t('soFar', {
            requests: settings.requests,
            shown: settings.pairsShown,
            taken: settings.pairsTaken,
          })}
        </p>
      )}
      <div>
        <Button type="submit" loading={pending}>
          {common('save')}
        </Button>
      </div>
    </form>
  );
}
