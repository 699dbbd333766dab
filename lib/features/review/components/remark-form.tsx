'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import type { ReviewField } from '@/lib/domain/review-rules';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { addRemarkAction } from '../actions';
import { FieldSelect } from './field-select';

/** The text stays in the field until it is stored. */
export function RemarkForm({ project, pair }: { project: string; pair: { id: string } }) {
  const t = useTranslations('review.talk');
  const unreachable = useTranslations('review')('unreachable');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [text, setText] = useState('');
  const [field, setField] = useState<ReviewField>();
  const [missing, setMissing] = useState(false);
  const [pending, startTransition] = useTransition();

  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') {
      setMissing(true);
      document.getElementById('remark')?.focus();
      return;
    }
    startTransition(async () => {
      try {
        const remark = { project, pairId: pair.id, text, ...(field ? { field } : {}) };
        const result = await addRemarkAction(remark, as);
        if (!result.ok) return toast({ title: failureText(result.error), tone: 'danger' });
        setText('');
        setMissing(false);
        toast({ title: t('sent'), tone: 'ok' });
        router.refresh();
      } catch {
        toast({ title: unreachable, tone: 'danger' });
      }
    });
  };
  const hint = t('hint');
  const error = missing && text.trim() === '' ? t('needed') : undefined;
  return (
    <form onSubmit={send} className="flex max-w-2xl flex-col gap-3">
      <FieldSelect id="remark-field" value={field} onChange={setField} />
      <Field id="remark" label={t('label')} hint={hint} error={error}>
        <Textarea
          id="remark"
          rows={3}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          {...fieldAria({ id: 'remark', hint, error })}
        />
      </Field>
      <div>
        <Button type="submit" loading={pending}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
