import { useTranslations } from 'next-intl';

/** First stop of the Tab key; leads to the element with the id "main". */
export function SkipLink() {
  const t = useTranslations('shell');
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-60 -translate-y-16 rounded bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
    >
      {t('skip')}
    </a>
  );
}
