'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent } from 'react';
import { setLocale } from '@/lib/server/locale-action';
import { LOCALES, isLocale } from '@/lib/ui/i18n/locale';
import { Button } from '@/lib/ui/primitives/button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { useAct } from '@/lib/ui/session/use-act';
import { updateProfileAction } from '../actions';
import type { Profile } from '../queries';

const LANGUAGE_NAMES = { en: 'English', zh: '简体中文' } as const;

export function ProfileForm({ profile }: { profile: Profile }) {
  const t = useTranslations('auth');
  const common = useTranslations('common');
  const [pending, act] = useAct();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const chosen = String(data.get('locale'));
    const locale = isLocale(chosen) ? chosen : null;
    act(async (as) => {
      const result = await updateProfileAction({ name: String(data.get('name')), locale }, as);
      if (result.ok && locale) await setLocale(locale);
      return result;
    }, common('saved'));
  };

  return (
    <form onSubmit={submit} className="grid max-w-md gap-4">
      <Field id="name" label={t('name')}>
        <Input
          id="name"
          name="name"
          defaultValue={profile.name}
          required
          maxLength={100}
          autoComplete="name"
        />
      </Field>
      <Field id="own-email" label={t('email')} hint={t('emailFixed')}>
        <Input
          id="own-email"
          value={profile.email}
          readOnly
          {...fieldAria({ id: 'own-email', hint: t('emailFixed'), error: undefined })}
        />
      </Field>
      <Field id="locale" label={t('language')}>
        <Select id="locale" name="locale" defaultValue={profile.locale ?? ''}>
          <option value="">{t('languageAuto')}</option>
          {LOCALES.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {LANGUAGE_NAMES[locale]}
            </option>
          ))}
        </Select>
      </Field>
      <div>
        <Button type="submit" variant="primary" loading={pending}>
          {common('save')}
        </Button>
      </div>
    </form>
  );
}
