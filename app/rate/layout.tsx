import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ClientMessages } from '@/lib/ui/i18n/client-messages';

/** The same title on every page: a rater's tab and history tell nothing of the item. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rating');
  return { title: t('title'), robots: { index: false } };
}

export default function RateLayout({ children }: { children: ReactNode }) {
  return <ClientMessages only={['common', 'shell', 'errors', 'rating']}>{children}</ClientMessages>;
}
