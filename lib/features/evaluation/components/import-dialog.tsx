'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { ANSWER_FORMS, type AnswerForm } from '@/lib/domain/formats/answers-mmvp';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { FileDrop } from '@/lib/ui/primitives/file-drop';
import { Input } from '@/lib/ui/primitives/input';
import { RadioCards } from '@/lib/ui/primitives/radio-cards';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { sendAnswers } from './send-answers';

type Form = AnswerForm | 'auto';

/** Takes one answer file. Where its fields allow two readings, a person says which is meant. */
export function ImportDialog({ project, version }: { project: string; version: number }) {
  const t = useTranslations('results.import');
  const common = useTranslations('common');
  const failureText = useFailureText();
  const { headers } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [model, setModel] = useState('');
  const [form, setForm] = useState<Form>('auto');
  const [asked, setAsked] = useState<{ fields: string; likely: AnswerForm | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const reset = () => {
    setFiles([]);
    setModel('');
    setForm('auto');
    setAsked(null);
    setProblem(null);
  };
  const go = () =>
    startTransition(async () => {
      setProblem(null);
      const [file] = files;
      if (!file) return setProblem(t('noFile'));
      if (asked && form === 'auto') return setProblem(t('chooseForm'));
      const sent = await sendAnswers({ project, version, file, form, model, headers });
      if (!sent.ok) return setProblem(failureText(sent.error));
      const { data } = sent;
      if (data.outcome === 'ambiguous') {
        return setAsked({ fields: data.fields.join(', '), likely: data.likely });
      }
      const title =
        data.outcome === 'already'
          ? t('already', { model: data.model })
          : t('done', { model: data.model, missing: data.missing, unparsed: data.unparsed });
      const incomplete = data.outcome === 'imported' && data.missing + data.unparsed > 0;
      toast({
        title,
        ...(incomplete
          ? {
              description: t('countedWrong', { items: data.answers + data.missing }),
              tone: 'warning' as const,
            }
          : { tone: data.outcome === 'already' ? 'info' : 'ok' }),
      });
      setOpen(false);
      reset();
      router.refresh();
    });

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        reset();
      }}
      trigger={<Button variant="primary">{t('action')}</Button>}
      title={t('title', { version })}
      description={t('text')}
      footer={
        <>
          <DialogCancel />
          <Button variant="primary" loading={pending} onClick={go}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <FileDrop
          id="answers"
          name="answers"
          label={t('file')}
          hint={t('fileHint')}
          accept=".jsonl,.json,.txt"
          files={files}
          onFiles={(chosen) => {
            setFiles(chosen);
            setAsked(null);
            setForm('auto');
          }}
          disabled={pending}
        />
        {asked && (
          <Callout tone="warning" title={t('ambiguous')}>
            {t('ambiguousText', { fields: asked.fields })}{' '}
            {asked.likely && t('likely', { form: t(`forms.${asked.likely}.label`) })}
          </Callout>
        )}
        {asked && (
          <RadioCards
            name="form"
            legend={t('form')}
            value={form}
            onChange={(value) => setForm(value as Form)}
            options={ANSWER_FORMS.map((id) => ({
              value: id,
              label: t(`forms.${id}.label`),
              hint: t(`forms.${id}.hint`),
            }))}
          />
        )}
        <Field id="model" label={t('model')} hint={t('modelHint')} optional={common('optional')}>
          <Input
            id="model"
            value={model}
            maxLength={200}
            onChange={(event) => setModel(event.target.value)}
            {...fieldAria({ id: 'model', hint: t('modelHint'), error: undefined })}
          />
        </Field>
        <div aria-live="polite">
          {problem !== null && <Callout tone="danger">{problem}</Callout>}
        </div>
      </div>
    </Dialog>
  );
}
