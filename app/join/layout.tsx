import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClientMessages } from '@/lib/ui/i18n/client-messages';

/** The address is a secret: no search engine, and no referrer to anywhere. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rating');
  return { title: t('title'), robots: { index: false }, referrer: 'no-referrer' };
}

export default function JoinLayout({ children }: { children: ReactNode }) {
  return <ClientMessages only={['common', 'shell', 'errors', 'rating']}>{children}</ClientMessages>;
}
