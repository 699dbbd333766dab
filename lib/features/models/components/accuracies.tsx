import { useLocale, useTranslations } from 'next-intl';
import type { OfferedRow } from '../queries';

interface AccuraciesProps {
  accuracy: OfferedRow['accuracy'];
  /** Numbered as in the note under the table. */
  sources: readonly string[];
}

/** Each figure by how it was measured, with the number of its source. */
export function Accuracies({ accuracy, sources }: AccuraciesProps) {
  const t = useTranslations('models');
  const format = new Intl.NumberFormat(useLocale(), { minimumFractionDigits: 1 });
  return accuracy.map(({ measure, top1, source }) => {
    const number = sources.indexOf(source) + 1;
    return (
      <span key={measure} className="block whitespace-nowrap num">
        {t(`accuracy.${measure}`, { top1: format.format(top1) })}
        {number > 0 && (
          <sup>
            <span className="sr-only">{t('source')} </span>
            {number}
          </sup>
        )}
      </span>
    );
  });
}
