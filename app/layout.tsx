import '@fontsource-variable/inter/opsz.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { ClientMessages } from '@/lib/ui/i18n/client-messages';
import { isLocale, LOCALE_TAGS } from '@/lib/ui/i18n/locale';
import { Toaster } from '@/lib/ui/primitives/toast';
import { THEME_SCRIPT } from '@/lib/ui/shell/theme';
import { ThemeKeeper } from '@/lib/ui/shell/theme-keeper';
import { SessionKeeper } from './session-keeper';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell');
  return {
    title: { default: t('product'), template: `%s – ${t('product')}` },
    description: t('tagline'),
    // A benchmark under construction is nobody's search result; its answers least of all.
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#191918' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, head] = await Promise.all([getLocale(), headers()]);
  return (
    // The theme script sets data-theme before React sees the element.
    <html lang={isLocale(locale) ? LOCALE_TAGS[locale] : locale} suppressHydrationWarning>
      <head>
        {/* Browsers hide the nonce from scripts, so that hydration would find it empty. */}
        <script
          nonce={head.get('x-nonce') ?? undefined}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }}
        />
      </head>
      <body>
        <ThemeKeeper />
        <ClientMessages only={['common', 'shell', 'errors', 'auth', 'people', 'admin']}>
          <SessionKeeper>{children}</SessionKeeper>
          <Toaster />
        </ClientMessages>
      </body>
    </html>
  );
}
