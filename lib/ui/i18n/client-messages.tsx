import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Namespace } from './namespaces';

/**
 * The texts that client components below may use. Only what is named travels to the browser: pages
 * stay small, and a rater's page carries no word about keys, pairs or patterns.
 */
export async function ClientMessages({
  only,
  children,
}: {
  only: readonly Namespace[];
  children: ReactNode;
}) {
  const messages = await getMessages();
  const picked = Object.fromEntries(only.map((name) => [name, messages[name] ?? {}]));
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}
