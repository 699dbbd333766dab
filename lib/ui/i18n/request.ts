import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { LOCALE_COOKIE, negotiateLocale } from './locale';
import { NAMESPACES } from './namespaces';

/**
 * next-intl without routing: the address says nothing about the language. Times are set in UTC on
 * the server; <DateTime> and <RelativeTime> redraw them in the reader's zone.
 */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = negotiateLocale(jar.get(LOCALE_COOKIE)?.value, head.get('accept-language'));
  const files = await Promise.all(
    NAMESPACES.map(async (namespace) => {
      const file = (await import(`../messages/${locale}/${namespace}.json`)) as { default: object };
      return [namespace, file.default] as const;
    }),
  );
  return { locale, messages: Object.fromEntries(files), timeZone: 'UTC' };
});
