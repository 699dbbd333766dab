'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { DEFAULT_THRESHOLDS, THRESHOLD_NAMES, THRESHOLD_RANGES } from '@/lib/domain/hygiene/rules';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { startHygieneAction } from '../actions';

const FORM = 'hygiene-form';

/** Starts a check, with the usual thresholds filled in. */
export function CheckDialog({ project }: { project: string }) {
  const t = useTranslations('hygiene');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<{
    message: string;
    fields: Record<string, string>;
  } | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const thresholds = Object.fromEntries(
      THRESHOLD_NAMES.map((name) => [name, String(data.get(name) ?? '')]),
    );
    setPending(true);
    const result = await answered(startHygieneAction({ project, thresholds }, as));
    setPending(false);
    if (!result.ok) {
      setFailure({ message: failureText(result.error), fields: result.error.fields ?? {} });
      return;
    }
    setOpen(false);
    setFailure(null);
    toast({ title: t('checkStarted'), tone: 'ok' });
    router.refresh();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">{t('check')}</Button>}
      title={t('checkTitle')}
      description={t('checkText')}
      footer={
        <Button type="submit" form={FORM} variant="primary" loading={pending}>
          {t('start')}
        </Button>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4">
        {failure ? <Callout tone="danger" title={failure.message} /> : null}
        <div className="grid gap-4 sm:grid-cols-2">
          {THRESHOLD_NAMES.map((name) => {
            const [min, max, whole] = THRESHOLD_RANGES[name];
            const hint = t(`hint.${name}`);
            const error = failure?.fields[`thresholds.${name}`];
            return (
              <Field key={name} id={name} label={t(`threshold.${name}`)} hint={hint} error={error}>
                <Input
                  id={name}
                  name={name}
                  type="number"
                  min={min}
                  max={max}
                  step={whole ? 1 : 'any'}
                  required
                  width="number"
                  // Labels of a row stand level, and so do its boxes, however long a hint is.
                  className="mt-auto"
                  defaultValue={DEFAULT_THRESHOLDS[name]}
                  {...fieldAria({ id: name, hint, error })}
                />
              </Field>
            );
          })}
        </div>
      </form>
    </Dialog>
  );
}
