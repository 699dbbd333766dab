import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import type { InstalledRow } from '../queries';
import { EncoderName } from './encoder-name';
import { Bytes, Licence, Pixels, RoleWord } from './marks';
import { InstalledState } from './model-state';

interface InstalledTableProps {
  project: string;
  rows: InstalledRow[];
  mayManage: boolean;
}

/** What is here: the three that ship and whatever was downloaded or registered. */
export function InstalledTable({ project, rows, mayManage }: InstalledTableProps) {
  const t = useTranslations('models');
  return (
    <DataTable
      caption={t('installed')}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          header: t('columns.encoder'),
          cell: (row) => <EncoderName project={project} encoder={row} />,
        },
        { key: 'role', header: t('columns.role'), cell: (row) => <RoleWord role={row.role} /> },
        {
          key: 'dimensions',
          header: t('columns.dimensions'),
          numeric: true,
          cell: (row) => row.dimensions,
        },
        {
          key: 'resolution',
          header: t('columns.resolution'),
          numeric: true,
          cell: (row) => <Pixels side={row.resolution} />,
        },
        {
          key: 'size',
          header: t('columns.onDisk'),
          numeric: true,
          cell: (row) => (row.bytes === null ? '' : <Bytes bytes={row.bytes} />),
        },
        {
          key: 'licence',
          header: t('columns.licence'),
          cell: (row) => <Licence licence={row.licence} limit={row.licenceLimit} />,
        },
        {
          key: 'state',
          header: t('columns.state'),
          cell: (row) => <InstalledState project={project} row={row} mayManage={mayManage} />,
        },
      ]}
    />
  );
}
