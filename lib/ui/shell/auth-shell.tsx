import type { ReactNode } from 'react';
import { useTranslations } from 'next-intl';
import type { Locale } from '../i18n/locale';
import { LocaleSwitch } from './locale-switch';
import { Wordmark } from './logo';
import { SkipLink } from './skip-link';
import { StillLife } from './still-life';

interface AuthShellProps {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  locale: Locale;
  onLocale?: (locale: Locale) => Promise<unknown>;
  children: ReactNode;
}

/**
 * The way in: the form at the left, a picture at the right. Whoever will rate comes in by it, too, so picture and
 * sentence say nothing of pairs.
 */
export function AuthShell({
  title,
  description,
  footer,
  locale,
  onLocale,
  children,
}: AuthShellProps) {
  const t = useTranslations('shell');
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] lg:grid-cols-[minmax(26rem,2fr)_3fr] lg:grid-rows-1">
      <SkipLink />
      <div className="order-2 flex flex-col px-5 py-6 sm:px-10 lg:order-1 lg:py-8">
        <header className="mx-auto flex w-full max-w-sm items-center justify-between">
          <Wordmark />
          {onLocale !== undefined && <LocaleSwitch locale={locale} onLocale={onLocale} />}
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-sm flex-1 flex-col py-10 outline-none lg:justify-center"
        >
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {description !== undefined && <p className="mt-1 text-ink-2">{description}</p>}
          <div className="mt-6">{children}</div>
        </main>
        {footer !== undefined && <footer className="text-sm text-ink-2">{footer}</footer>}
      </div>
      <aside className="order-1 flex flex-col items-center justify-center gap-4 bg-surround p-5 text-on-surround lg:order-2 lg:p-12">
        <StillLife className="max-h-48 w-full max-w-md lg:max-h-none" />
        <p className="hidden text-center text-lg text-balance lg:block">{t('tagline')}</p>
      </aside>
    </div>
  );
}
