'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { addRatersAction } from '../actions';
import type { AddableRater } from '../add-raters';

interface AddRatersDialogProps {
  project: string;
  studyId: string;
  /** Raters of the project who are not in the study. */
  raters: AddableRater[];
}

const FORM = 'add-raters-form';

/** Enters raters whom the project has already; nobody needs a link for that. All are chosen at first. */
export function AddRatersDialog({ project, studyId, raters }: AddRatersDialogProps) {
  const t = useTranslations('people.addRaters');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const userIds = new FormData(event.currentTarget).getAll('rater').map(String);
    if (userIds.length === 0) return setFailure(t('nobody'));
    setPending(true);
    const result = await answered(addRatersAction({ project, studyId, userIds }, as));
    setPending(false);
    if (!result.ok) return setFailure(failureText(result.error));
    setOpen(false);
    setFailure(null);
    toast({ title: t('added', { count: userIds.length }), tone: 'ok' });
    router.refresh();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('button')}</Button>}
      title={t('button')}
      description={t('text')}
      size="sm"
      footer={
        <Button type="submit" form={FORM} variant="primary" loading={pending}>
          {t('add')}
        </Button>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-3">
        {failure !== null && <Callout tone="danger" live="alert" title={failure} />}
        {raters.map(({ id, name, email }) => (
          <Checkbox
            key={id}
            id={`rater-${id}`}
            name="rater"
            value={id}
            defaultChecked
            label={name}
            hint={email}
          />
        ))}
      </form>
    </Dialog>
  );
}
