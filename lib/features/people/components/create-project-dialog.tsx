'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { createProjectAction } from '../actions';
import { slugFrom } from '../slug-from';

export function CreateProjectDialog() {
  const t = useTranslations('admin');
  const common = useTranslations('common');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [slug, setSlug] = useState('');
  const [ownSlug, setOwnSlug] = useState(false);
  const [failure, setFailure] = useState<FailureLike | null>(null);
  const [pending, startTransition] = useTransition();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(async () => {
      const result = await answered(
        createProjectAction(
          {
            slug,
            name: String(data.get('name')),
            description: String(data.get('description') ?? ''),
          },
          as,
        ),
      );
      if (result.ok) router.push(`/p/${result.data.slug}`);
      else setFailure(result.error);
    });
  };

  return (
    <Dialog
      trigger={<Button variant="primary">{t('createProject')}</Button>}
      title={t('createProject')}
      description={t('createProjectText')}
    >
      <form onSubmit={submit} className="grid gap-4">
        <div role="alert">
          {failure ? <Callout tone="danger">{failureText(failure)}</Callout> : null}
        </div>
        <Field id="project-name" label={t('projectName')}>
          <Input
            id="project-name"
            name="name"
            required
            maxLength={100}
            onChange={(event) => ownSlug || setSlug(slugFrom(event.target.value))}
          />
        </Field>
        <Field id="project-slug" label={t('slug')} hint={t('slugHint')}>
          <Input
            id="project-slug"
            name="slug"
            required
            minLength={2}
            maxLength={40}
            pattern="[a-z0-9]+(-[a-z0-9]+)*"
            value={slug}
            onChange={(event) => {
              setOwnSlug(true);
              setSlug(event.target.value);
            }}
            {...fieldAria({ id: 'project-slug', hint: t('slugHint'), error: undefined })}
          />
        </Field>
        <Field
          id="project-description"
          label={t('projectDescription')}
          optional={common('optional')}
        >
          <Input id="project-description" name="description" maxLength={500} />
        </Field>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" loading={pending}>
            {t('createProject')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
