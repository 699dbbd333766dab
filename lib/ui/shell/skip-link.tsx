import { useTranslations } from 'next-intl';

/** First stop of the Tab key; leads to the element with the id "main". */
export function SkipLink() {
  const t = useTranslations('shell');
  return (
    <a
      href="#main"
      className="sr-only rounded bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:px-3 focus:py-2"
    >
      {t('skip')}
    </a>
  );
}
