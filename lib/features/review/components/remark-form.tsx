'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { toast } from '@/lib/ui/primitives/toast';
import { randomUuid } from '@/lib/ui/random-uuid';
import { useKeptWords } from '@/lib/ui/session/use-kept-words';
import { useSession } from '@/lib/ui/session/use-session';
import { addRemarkAction } from '../actions';
import { NO_COMMENT, remarkShape, type Comment, type Remark } from './comment-shape';
import { FieldSelect } from './field-select';

const NOTHING: Remark = { ...NO_COMMENT, key: '' };

/** The text stays in the field, and on this device, until it is stored. Sent again it is not stored twice. */
export function RemarkForm({ project, pair }: { project: string; pair: { id: string } }) {
  const t = useTranslations('review.talk');
  const unreachable = useTranslations('review.talk')('unreachable');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const router = useRouter();
  const kept = useKeptWords(`remark:${pair.id}`, NOTHING, NOTHING, remarkShape);
  const { comment: text, field, key } = kept.words;
  const [missing, setMissing] = useState(false);
  const [pending, setPending] = useState(false);
  // Another text is another remark; the same one keeps its key over reloads, too.
  const change = (next: Partial<Comment>): void =>
    kept.change({ comment: text, field, ...next, key: randomUuid() });

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (pending) return;
    if (text.trim() === '') {
      setMissing(true);
      document.getElementById('remark')?.focus();
      return;
    }
    setPending(true);
    try {
      const remark = {
        ...{ project, pairId: pair.id, text, idempotencyKey: key },
        ...(field ? { field } : {}),
      };
      const result = await call(() => addRemarkAction(remark, as));
      if (!result.ok) return toast({ title: failureText(result.error), tone: 'danger' });
      kept.sent();
      setMissing(false);
      toast({ title: t('sent'), tone: 'ok' });
      router.refresh();
    } catch {
      toast({ title: unreachable, tone: 'danger' });
    } finally {
      setPending(false);
    }
  };
  const hint = t('hint');
  const error = missing && text.trim() === '' ? t('needed') : undefined;
  return (
    <form onSubmit={(event) => void send(event)} className="flex max-w-2xl flex-col gap-3">
      <FieldSelect
        id="remark-field"
        value={field ?? undefined}
        onChange={(next) => change({ field: next ?? null })}
      />
      <Field id="remark" label={t('label')} hint={hint} error={error}>
        <Textarea
          id="remark"
          rows={3}
          maxLength={2000}
          value={text}
          readOnly={pending}
          onChange={(event) => change({ comment: event.target.value })}
          {...fieldAria({ id: 'remark', hint, error })}
        />
      </Field>
      {kept.restored && <p className="text-sm text-ink-2">{t('restored')}</p>}
      <div>
        <Button type="submit" loading={pending}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
