'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition, type FormEvent } from 'react';
import { ROLES, type Role } from '@/lib/domain/permissions';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { inviteAction } from '../actions';
import type { Invited } from '../invite-person';

interface InviteFormProps {
  project: string;
  studies: { id: string; name: string }[];
  /** Role that is chosen at first. */
  role?: Role | undefined;
  onMade: (invited: Invited) => void;
}

export function InviteForm({
  project,
  studies,
  role: first = 'ANNOTATOR',
  onMade,
}: InviteFormProps) {
  const t = useTranslations('people');
  const common = useTranslations('common');
  const roles = useTranslations('common.roles');
  const failureText = useFailureText();
  const { as } = useSession();
  const [role, setRole] = useState<Role>(first);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const given = (name: string) => String(data.get(name) ?? '').trim() || undefined;
    startTransition(async () => {
      const studyId = role === 'RATER' ? given('study') : undefined;
      const result = await answered(
        inviteAction({ project, role, email: given('email'), studyId }, as),
      );
      if (result.ok) onMade(result.data);
      else setFailure(failureText(result.error));
    });
  };

  return (
    <form onSubmit={submit} className="grid gap-4">
      <div role="alert">{failure ? <Callout tone="danger">{failure}</Callout> : null}</div>
      <Field id="invite-role" label={t('role')} hint={t(`roleHints.${role}`)}>
        <Select
          id="invite-role"
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
          {...fieldAria({ id: 'invite-role', hint: t(`roleHints.${role}`), error: undefined })}
        >
          {ROLES.map((option) => (
            <option key={option} value={option}>
              {roles(option)}
            </option>
          ))}
        </Select>
      </Field>
      {role === 'RATER' && studies.length > 0 ? (
        <Field id="invite-study" label={t('study')}>
          <Select id="invite-study" name="study" defaultValue={studies[0]?.id}>
            {studies.map((study) => (
              <option key={study.id} value={study.id}>
                {study.name}
              </option>
            ))}
            <option value="">{t('noStudyYet')}</option>
          </Select>
        </Field>
      ) : null}
      <Field
        id="invite-email"
        label={t('address')}
        hint={t('addressHint')}
        optional={common('optional')}
      >
        <Input
          id="invite-email"
          name="email"
          type="email"
          autoComplete="off"
          {...fieldAria({ id: 'invite-email', hint: t('addressHint'), error: undefined })}
        />
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" loading={pending}>
          {t('makeLink')}
        </Button>
      </div>
    </form>
  );
}
