import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Section } from '@/lib/ui/primitives/section';
import type { ModelDetail } from '../model-detail';
import { Bytes } from './marks';

/** Each file with its hash, here or to come. */
export function FileTable({ detail }: { detail: ModelDetail }) {
  const t = useTranslations('models.files');
  return (
    <Section
      id="files"
      title={t('title')}
      description={t(detail.installed === null ? 'toCome' : 'here')}
    >
      <DataTable
        caption={t('title')}
        hideCaption
        narrow="stack"
        rows={detail.files}
        rowKey={(file) => file.path}
        columns={[
          {
            key: 'path',
            header: t('file'),
            cell: (file) => <code className="wrap-anywhere">{file.path}</code>,
          },
          {
            key: 'size',
            header: t('size'),
            numeric: true,
            cell: (file) => <Bytes bytes={file.bytes} />,
          },
          {
            key: 'sha256',
            header: t('sha256'),
            cell: (file) =>
              file.sha256 === null ? (
                <span className="text-ink-2">{t('recorded')}</span>
              ) : (
                <code className="text-sm wrap-anywhere">{file.sha256}</code>
              ),
          },
        ]}
      />
    </Section>
  );
}
