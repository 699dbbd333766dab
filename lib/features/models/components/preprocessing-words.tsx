import { useLocale, useTranslations } from 'next-intl';
import type { Preprocessing } from '@/lib/domain/encoders';

/** The steps from a photograph to numbers, in words: two labs that skip one get other cosines. */
export function PreprocessingWords({ steps }: { steps: Preprocessing }) {
  const t = useTranslations('models.preprocessing');
  const locale = useLocale();
  const { version, resize, rounding, crop, mean, std } = steps;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const list = (values: readonly number[]) =>
    values.every((value) => value === values[0])
      ? format.format(values[0]!)
      : `(${values.map((value) => format.format(value)).join(', ')})`;
  const filter = t(`filters.${resize.kind}`);
  const plain = mean.every((value) => value === 0) && std.every((value) => value === 1);
  return (
    <ol className="measure list-inside list-decimal marker:text-ink-2">
      <li>
        {'shortestEdge' in resize
          ? t('shorter', { side: resize.shortestEdge, filter })
          : t('squeezed', { width: resize.width, height: resize.height, filter })}
        {rounding === 'none' ? ` ${t('unrounded')}` : ''}
      </li>
      {'shortestEdge' in resize && <li>{t('cut', { side: crop })}</li>}
      <li className="num">
        {plain ? t('plain') : t('normalised', { mean: list(mean), std: list(std) })}
      </li>
      <li className="list-none text-sm text-ink-2">
        {t('version')} <code>{version}</code>
      </li>
    </ol>
  );
}
