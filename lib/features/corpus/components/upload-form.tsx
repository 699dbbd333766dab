'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { MAX_IMAGE_BYTES } from '@/lib/domain/image-rules';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { FileDrop } from '@/lib/ui/primitives/file-drop';
import { Input } from '@/lib/ui/primitives/input';
import { Progress } from '@/lib/ui/primitives/progress';
import { UploadResult } from './upload-result';
import { useUpload } from './use-upload';

const ACCEPT =
  '.jpg,.jpeg,.png,.webp,.avif,.zip,image/jpeg,image/png,image/webp,image/avif,application/zip';

interface UploadFormProps {
  project: string;
  mayMine: boolean;
  mayCheck: boolean;
}

export function UploadForm({ project, mayMine, mayCheck }: UploadFormProps) {
  const t = useTranslations('corpus.upload');
  const upload = useUpload(project);
  const [files, setFiles] = useState<File[]>([]);
  const [pending, setPending] = useState(false);
  const [missing, setMissing] = useState(false);
  const { state } = upload;

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setMissing(files.length === 0);
    if (files.length === 0) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    await upload.start(
      { source: String(data.get('source')), licence: String(data.get('licence')) },
      files,
    );
    setPending(false);
  }

  if (state.phase === 'running') {
    const { total, results, share } = state.state;
    const percent = Math.floor(share * 100);
    return (
      <div className="grid measure gap-4">
        <Progress
          value={share}
          max={1}
          label={t('running')}
          valueText={t('progress', { done: results.length, total, share: percent })}
          showValue
        />
        <Button className="justify-self-start" onClick={upload.stop}>
          {t('cancel')}
        </Button>
      </div>
    );
  }
  if (state.phase === 'done') {
    const again = (): void => {
      setFiles([]);
      upload.reset();
    };
    return (
      <UploadResult
        project={project}
        done={state}
        mayMine={mayMine}
        mayCheck={mayCheck}
        onRetry={upload.retry}
        onAgain={again}
      />
    );
  }
  const errors = state.fields;
  return (
    <form onSubmit={submit} className="grid max-w-2xl gap-6">
      {state.error === null ? null : <Callout tone="danger" title={state.error} />}
      <Field id="source" label={t('source')} hint={t('sourceHint')} error={errors.source}>
        <Input
          id="source"
          name="source"
          required
          maxLength={500}
          {...fieldAria({ id: 'source', hint: t('sourceHint'), error: errors.source })}
        />
      </Field>
      <Field id="licence" label={t('licence')} hint={t('licenceHint')} error={errors.licence}>
        <Input
          id="licence"
          name="licence"
          required
          maxLength={200}
          width="short"
          {...fieldAria({ id: 'licence', hint: t('licenceHint'), error: errors.licence })}
        />
      </Field>
      <FileDrop
        id="files"
        name="files"
        label={t('files')}
        hint={t('filesHint', { megabytes: MAX_IMAGE_BYTES / 1024 ** 2 })}
        accept={ACCEPT}
        multiple
        directory
        files={files}
        onFiles={setFiles}
        disabled={pending}
      />
      {missing ? <Callout tone="danger" title={t('noFiles')} /> : null}
      <Button type="submit" variant="primary" loading={pending} className="justify-self-start">
        {t('start', { count: files.length })}
      </Button>
    </form>
  );
}
