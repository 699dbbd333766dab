'use client';
import { useTranslations } from 'next-intl';
import { useState, useTransition, type FormEvent } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { FileDrop } from '@/lib/ui/primitives/file-drop';
import { Input } from '@/lib/ui/primitives/input';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { useSession } from '@/lib/ui/session/use-session';

type Sent = { ok: true } | { ok: false; error: FailureLike };

/** Uploads one zip. What is wrong with it, or that it is in, stands with its job. */
export function ImportForm({ project }: { project: string }) {
  const t = useTranslations('studies.benchmarks');
  const failureText = useFailureText();
  const { headers } = useSession();
  const [files, setFiles] = useState<File[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [sent, setSent] = useState(false);
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    const [file] = files;
    if (!file) return setProblem(t('noFile'));
    if (['name', 'source', 'licence'].some((name) => text(name) === '')) {
      return setProblem(t('missingFields'));
    }
    setProblem(null);
    const query = new URLSearchParams({
      ...{ name: text('name'), source: text('source'), licence: text('licence') },
      releaseAllowed: form.has('releaseAllowed') ? 'yes' : 'no',
      allowMissing: form.has('allowMissing') ? 'yes' : 'no',
    });
    startTransition(async () => {
      const result = await send(project, query, file, headers);
      if (result.ok) setSent(true);
      else setProblem(failureText(result.error));
    });
  }

  if (sent) {
    return (
      <div role="status" className="grid measure gap-3">
        <p>{t('sent')}</p>
        <p>
          <LinkButton href={`/p/${project}/jobs`}>{t('toJobs')}</LinkButton>
        </p>
      </div>
    );
  }
  const text = (id: 'name' | 'source' | 'licence', hint: string, max: number) => (
    <Field id={id} label={t(id)} hint={hint}>
      <Input id={id} name={id} maxLength={max} {...fieldAria({ id, hint, error: undefined })} />
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate className="grid measure gap-5">
      {text('name', t('nameHint'), 120)}
      {text('source', t('sourceHint'), 500)}
      {text('licence', t('licenceHint'), 200)}
      <FileDrop
        id="benchmark"
        name="benchmark"
        label={t('file')}
        hint={t('fileHint')}
        accept=".zip,application/zip"
        files={files}
        onFiles={setFiles}
        disabled={pending}
      />
      <Checkbox id="allowMissing" name="allowMissing" label={t('allowMissing')} />
      <Checkbox
        id="releaseAllowed"
        name="releaseAllowed"
        label={t('allowRelease')}
        hint={t('allowReleaseHint')}
      />
      <div aria-live="polite">{problem !== null && <Callout tone="danger">{problem}</Callout>}</div>
      <Button type="submit" loading={pending} className="justify-self-start">
        {t('import')}
      </Button>
    </form>
  );
}

/** The archive goes as the raw body: server actions take no more than one megabyte. */
async function send(
  project: string,
  query: URLSearchParams,
  file: File,
  headers: Readonly<Record<string, string>>,
): Promise<Sent> {
  try {
    const response = await fetch(`/api/p/${project}/benchmarks?${query}`, {
      method: 'POST',
      headers,
      body: file,
    });
    if (response.ok) return { ok: true };
    return { ok: false, error: ((await response.json()) as { error: FailureLike }).error };
  } catch {
    const message = 'The server could not be reached. Nothing was stored. Try again.';
    return { ok: false, error: { code: 'unavailable', message } };
  }
}
