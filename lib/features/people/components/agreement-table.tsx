import { useFormatter, useTranslations } from 'next-intl';
import type { Coefficient } from '@/lib/domain/statistics/agreement';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { shareText } from '@/lib/ui/share-text';
import type { ReviewAgreement } from '../figures';
import { LEAST_FOR_PERCENT } from './figure-values';

/** How far reviewers agree: percent beside two coefficients, with what they are counted on. */
export function AgreementTable({ agreement }: { agreement: ReviewAgreement }) {
  const t = useTranslations('people.figures');
  const format = useFormatter();
  const { verdicts, answers } = agreement;
  if (verdicts.pairableUnits === 0) return <p className="measure text-ink-2">{t('noAgreement')}</p>;
  const enough = (row: typeof verdicts): boolean => row.pairableUnits >= LEAST_FOR_PERCENT;
  const coefficient = (row: typeof verdicts, value: Coefficient): string =>
    !enough(row)
      ? t('tooFew')
      : value.defined
        ? format.number(value.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
        : t('undefined');
  return (
    <DataTable
      caption={t('agreement')}
      hideCaption
      rows={[
        { id: 'verdicts', row: verdicts },
        { id: 'answers', row: answers },
      ]}
      rowKey={({ id }) => id}
      columns={[
        { key: 'on', header: t('on'), cell: ({ id }) => t(`agreementOn.${id as 'verdicts'}`) },
        {
          key: 'percent',
          header: t('percent'),
          numeric: true,
          cell: ({ row }) =>
            row.percent.defined && enough(row) ? shareText(row.percent.value) : t('tooFew'),
        },
        {
          key: 'ac1',
          header: t('ac1'),
          numeric: true,
          cell: ({ row }) => coefficient(row, row.gwetAc1),
        },
        {
          key: 'alpha',
          header: t('alpha'),
          numeric: true,
          cell: ({ row }) => coefficient(row, row.krippendorffAlpha),
        },
        { key: 'n', header: t('units'), numeric: true, cell: ({ row }) => row.pairableUnits },
      ]}
    />
  );
}
