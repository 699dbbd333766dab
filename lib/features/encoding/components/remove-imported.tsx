'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { removeImportedAction } from '../actions';

interface Props {
  project: string;
  encoderId: string;
  name: string;
  /** Images with such an embedding. */
  embedded: number;
}

/** Says what goes and what stays before it removes anything. */
export function RemoveImported({ project, encoderId, name, embedded }: Props) {
  const t = useTranslations('models.imported');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function remove(): Promise<void> {
    setPending(true);
    setFailure(null);
    const result = await answered(removeImportedAction({ project, encoderId }, as));
    setPending(false);
    if (!result.ok) return setFailure(failureText(result.error));
    setOpen(false);
    toast({ title: t('removed', { name, count: result.data.embeddings }), tone: 'ok' });
    router.refresh();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setFailure(null);
      }}
      size="sm"
      trigger={
        <Button size="sm">
          {t('remove')} <span className="sr-only">{name}</span>
        </Button>
      }
      title={t('removeTitle', { name })}
      description={t('removeText', { count: embedded })}
      footer={
        <>
          <DialogCancel />
          <Button variant="danger" loading={pending} onClick={() => void remove()}>
            {t('removeConfirm')}
          </Button>
        </>
      }
    >
      <p className="measure">{t('removeStays')}</p>
      <div role="alert">
        {failure === null ? null : <Callout tone="danger" title={failure} className="mt-3" />}
      </div>
    </Dialog>
  );
}
