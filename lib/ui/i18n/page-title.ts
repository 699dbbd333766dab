import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

/** Names a page in its tab and in the history: `export const generateMetadata = pageTitle('jobs.title')`. */
export const pageTitle = (key: string) => async (): Promise<Metadata> => {
  const t = await getTranslations();
  return { title: t(key as never) };
};
