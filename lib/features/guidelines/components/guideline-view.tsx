import { useLocale, useTranslations } from 'next-intl';
import { inLanguage } from '@/lib/domain/guidelines';
import { Markdown } from '@/lib/ui/markdown/markdown';
import type { GuidelineVersion } from '../queries';

interface GuidelineViewProps {
  guideline: GuidelineVersion;
  /** In the panel everything is a step smaller. */
  small?: boolean;
}

/** The text in the reader's language, or in the other one where it is written in that only. */
export function GuidelineView({ guideline, small = false }: GuidelineViewProps) {
  const t = useTranslations('guidelines');
  const { lang, text } = inLanguage(guideline, useLocale());
  if (text.trim() === '') return <p className="text-ink-2">{t('empty')}</p>;
  return (
    <Markdown
      source={text}
      lang={lang}
      className={small ? 'text-sm [&_h2]:text-base' : 'max-w-2xl'}
    />
  );
}
