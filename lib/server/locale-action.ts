'use server';

import { cookies } from 'next/headers';
import { isLocale, LOCALE_COOKIE } from '@/lib/ui/i18n/locale';

const YEAR_S = 365 * 24 * 3600;

/** Public on purpose: a language is chosen before signing in, too. Stores nothing but the choice. */
export async function setLocale(locale: string): Promise<void> {
  if (!isLocale(locale)) return;
  (await cookies()).set(LOCALE_COOKIE, locale, { path: '/', maxAge: YEAR_S, sameSite: 'lax' });
}
