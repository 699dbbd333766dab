'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { leaveOutImageAction } from '../actions';
import type { ImageFlagRow } from '../queries';
import { NOTE_LENGTH } from '../schemas';
import { FlagLines } from './flag-lines';
import { useKeep } from './use-keep';

interface Props {
  imageId: string;
  flags: readonly ImageFlagRow[];
  slug: string;
  mayDecide: boolean;
}

/** On the page of one image: whether mining looks at it, and the way to change that. */
export function ImageMining({ imageId, flags, slug, mayDecide }: Props) {
  const t = useTranslations('hygiene');
  const { pending, decide } = useKeep(slug);
  const out = flags.some((flag) => !flag.kept);
  return (
    <div className="grid justify-items-start gap-3">
      {out ? null : <p>{t('image.fine')}</p>}
      <FlagLines flags={flags} slug={slug} />
      {mayDecide ? (
        <div className="flex flex-wrap gap-2">
          {flags.length > 0 ? (
            <Button loading={pending !== null} onClick={() => void decide(imageId, out)}>
              {out ? t('keep') : t('undoKeep')}
            </Button>
          ) : null}
          {out ? null : <LeaveOut imageId={imageId} slug={slug} />}
        </div>
      ) : null}
    </div>
  );
}

function LeaveOut({ imageId, slug }: { imageId: string; slug: string }) {
  const t = useTranslations('hygiene');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{ message: string; note?: string } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get('note') ?? '');
    setPending(true);
    const result = await answered(leaveOutImageAction({ project: slug, imageId, note }, as));
    setPending(false);
    if (!result.ok) {
      const { note: wrong } = result.error.fields ?? {};
      setFailure({ message: failureText(result.error), ...(wrong ? { note: wrong } : {}) });
      return;
    }
    setOpen(false);
    setFailure(null);
    toast({ title: t('image.done'), tone: 'ok' });
    router.refresh();
  }

  const hint = t('image.noteHint');
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={<Button>{t('image.leaveOut')}</Button>}
      title={t('image.leaveOut')}
      description={t('image.leaveOutText')}
      footer={
        <Button type="submit" form="leave-out" variant="primary" loading={pending}>
          {t('image.leaveOut')}
        </Button>
      }
    >
      <form id="leave-out" onSubmit={submit} className="grid gap-4">
        {failure ? <Callout tone="danger" title={failure.message} /> : null}
        <Field id="note" label={t('image.note')} hint={hint} error={failure?.note}>
          <Textarea
            id="note"
            name="note"
            rows={3}
            required
            maxLength={NOTE_LENGTH}
            {...fieldAria({ id: 'note', hint, error: failure?.note })}
          />
        </Field>
      </form>
    </Dialog>
  );
}
