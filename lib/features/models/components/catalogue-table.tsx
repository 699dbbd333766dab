import { useLocale, useTranslations } from 'next-intl';
import type { EncoderRole } from '@/lib/domain/encoders';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { formatBytes } from '@/lib/ui/primitives/format-bytes';
import type { OfferedRow } from '../queries';
import { Accuracies } from './accuracies';
import { EncoderName } from './encoder-name';
import { Licence, Pixels } from './marks';
import { OfferedState } from './model-state';

interface CatalogueTableProps {
  project: string;
  role: EncoderRole;
  /** Of this role, family after family. */
  rows: OfferedRow[];
  mayManage: boolean;
}

/** Four bytes for each parameter in float32. */
const ABOUT = 4_000_000;

export function CatalogueTable({ project, role, rows, mayManage }: CatalogueTableProps) {
  const t = useTranslations('models');
  const locale = useLocale();
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const sources = [
    ...new Set(rows.flatMap(({ accuracy }) => accuracy.map(({ source }) => source))),
  ];
  const size = ({ bytes, parameters, state }: OfferedRow): string => {
    if (state === 'export') return '';
    if (bytes !== null) return formatBytes(bytes, locale);
    if (parameters === null) return t('unknown');
    return t('about', { size: formatBytes(parameters * ABOUT, locale) });
  };
  return (
    <>
      <DataTable
        caption={t(`catalogue.${role}`)}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        group={(row) => row.family}
        columns={[
          {
            key: 'name',
            header: t('columns.encoder'),
            cell: (row) => <EncoderName project={project} encoder={row} />,
          },
          {
            key: 'parameters',
            header: t('columns.parameters'),
            numeric: true,
            cell: (row) =>
              row.parameters === null
                ? t('unknown')
                : t('millions', { count: format.format(row.parameters) }),
          },
          {
            key: 'resolution',
            header: t('columns.resolution'),
            numeric: true,
            cell: (row) => <Pixels side={row.resolution} />,
          },
          {
            key: 'accuracy',
            header: t('columns.accuracy'),
            cell: (row) => <Accuracies accuracy={row.accuracy} sources={sources} />,
          },
          { key: 'size', header: t('columns.download'), numeric: true, cell: size },
          {
            key: 'licence',
            header: t('columns.licence'),
            cell: (row) => <Licence licence={row.licence} limit={row.licenceLimit} />,
          },
          {
            key: 'state',
            header: t('columns.state'),
            cell: (row) => <OfferedState project={project} row={row} mayManage={mayManage} />,
          },
        ]}
      />
      <div className="mt-2 measure text-sm text-ink-2">
        <p>{t('accuracyNote')}</p>
        <ol>
          {sources.map((source, k) => (
            <li key={source} lang="en">
              <sup>{k + 1}</sup> {source}
            </li>
          ))}
        </ol>
        <p>{t('aboutNote')}</p>
      </div>
    </>
  );
}
