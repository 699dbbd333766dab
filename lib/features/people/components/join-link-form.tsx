'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition, type FormEvent } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { setJoinLinkAction } from '../actions';
import type { JoinLinkView } from '../join-link';
import { MAX_JOINERS } from '../join-schemas';

interface JoinLinkFormProps {
  project: string;
  studyId: string;
  link: JoinLinkView;
  /** With the token where the address is new, else null. */
  onDone: (token: string | null) => void;
}

type Errors = Partial<Record<'maxRaters' | 'expiresAt' | 'screenOutCode' | 'form', string>>;

/** For whom the open link is, and until when. All of it may be left empty. */
export function JoinLinkForm({ project, studyId, link, onDone }: JoinLinkFormProps) {
  const t = useTranslations('studies.joinLink');
  const failureText = useFailureText();
  const { as } = useSession();
  const [errors, setErrors] = useState<Errors>({});
  const [pending, startTransition] = useTransition();
  const on = link.state === 'on';

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string): string => String(data.get(name) ?? '').trim();
    const wrong: Errors = {};
    const most = text('maxRaters') === '' ? null : Number(text('maxRaters'));
    if (most !== null && !(Number.isInteger(most) && most >= 1 && most <= MAX_JOINERS)) {
      wrong.maxRaters = t('maxRatersWrong', { max: MAX_JOINERS });
    }
    const ends = text('expiresAt') === '' ? null : new Date(text('expiresAt'));
    if (ends !== null && Number.isNaN(ends.getTime())) wrong.expiresAt = t('expiresWrong');
    const code = text('screenOutCode') || null;
    if (code !== null && !/^[\w-]{1,40}$/.test(code)) wrong.screenOutCode = t('codeWrong');
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    startTransition(async () => {
      const result = await answered(
        setJoinLinkAction(
          {
            project,
            studyId,
            renew: data.get('renew') !== null,
            maxRaters: most,
            expiresAt: ends?.toISOString() ?? null,
            participantsOnly: data.get('participantsOnly') !== null,
            screenOutCode: code,
          },
          as,
        ),
      );
      if (result.ok) onDone(result.data.token);
      else setErrors({ form: failureText(result.error) });
    });
  }

  const field = (
    id: 'maxRaters' | 'expiresAt' | 'screenOutCode',
    input: { type: string; value: string; max?: number },
  ) => (
    <Field id={id} label={t(id)} hint={t(`${id}Hint`)} error={errors[id]}>
      <Input
        id={id}
        name={id}
        type={input.type}
        {...(input.max === undefined ? {} : { min: 1, max: input.max, width: 'number' as const })}
        defaultValue={input.value}
        {...fieldAria({ id, hint: t(`${id}Hint`), error: errors[id] })}
      />
    </Field>
  );
  return (
    <form onSubmit={save} noValidate className="grid gap-4">
      {errors.form !== undefined && <Callout tone="danger">{errors.form}</Callout>}
      {field('maxRaters', {
        type: 'number',
        value: String(link.maxRaters ?? ''),
        max: MAX_JOINERS,
      })}
      {field('expiresAt', { type: 'datetime-local', value: localTime(link.expiresAt) })}
      {field('screenOutCode', { type: 'text', value: link.screenOutCode ?? '' })}
      <Checkbox
        id="participantsOnly"
        name="participantsOnly"
        label={t('participantsOnly')}
        hint={t('participantsOnlyHint')}
        defaultChecked={link.participantsOnly}
      />
      {on && <Checkbox id="renew" name="renew" label={t('renew')} hint={t('renewHint')} />}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={pending}>
          {t(on ? 'save' : 'switchOn')}
        </Button>
      </div>
    </form>
  );
}

/** What a field of date and time takes: the reader's own time, without a zone. */
function localTime(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
