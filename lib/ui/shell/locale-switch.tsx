'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { LOCALE_NAMES, LOCALE_TAGS, LOCALES, type Locale } from '../i18n/locale';
import { cn } from '../primitives/cn';

interface LocaleSwitchProps {
  locale: Locale;
  onLocale: (locale: Locale) => Promise<unknown>;
}

export function LocaleSwitch({ locale, onLocale }: LocaleSwitchProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <div className="flex gap-3 text-sm">
      {LOCALES.map((one) => (
        <button
          key={one}
          type="button"
          lang={LOCALE_TAGS[one]}
          aria-pressed={one === locale}
          disabled={pending}
          onClick={() =>
            start(async () => {
              await onLocale(one);
              router.refresh();
            })
          }
          className={cn(
            'touch-target min-h-6 rounded',
            one === locale
              ? 'font-medium text-ink'
              : 'text-ink-2 underline underline-offset-3 hover:text-ink',
          )}
        >
          {LOCALE_NAMES[one]}
        </button>
      ))}
    </div>
  );
}
