import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Section } from '@/lib/ui/primitives/section';
import type { ImportedRow } from '../list-imported';
import { RemoveImported } from './remove-imported';

interface ImportedSectionProps {
  project: string;
  rows: ImportedRow[];
  mayManage: boolean;
}

/** Encoders of which the project has embeddings from elsewhere. Nothing where there are none. */
export function ImportedSection({ project, rows, mayManage }: ImportedSectionProps) {
  const t = useTranslations('models');
  if (rows.length === 0) return null;
  return (
    <Section id="imported" title={t('imported.title')} description={t('imported.text')}>
      <DataTable
        caption={t('imported.title')}
        hideCaption
        rows={rows}
        rowKey={(row) => row.key.encoderId}
        columns={[
          {
            key: 'name',
            header: t('columns.encoder'),
            cell: (row) => (
              <>
                <span className="font-medium">{row.name}</span>{' '}
                <code className="text-sm text-ink-2">{row.key.encoderId}</code>
              </>
            ),
          },
          { key: 'role', header: t('columns.role'), cell: (row) => t(`roles.${row.role}`) },
          {
            key: 'dimensions',
            header: t('columns.dimensions'),
            numeric: true,
            cell: (row) => row.dimensions,
          },
          {
            key: 'images',
            header: t('imported.images'),
            numeric: true,
            cell: (row) => t('imported.ofImages', { embedded: row.embedded, images: row.images }),
          },
          {
            key: 'weights',
            header: t('imported.weights'),
            cell: (row) => <code className="text-sm">{row.key.weightsHash.slice(0, 12)}</code>,
          },
          ...(mayManage
            ? [
                {
                  key: 'remove',
                  header: t('imported.remove'),
                  action: true,
                  cell: (row: ImportedRow) => (
                    <RemoveImported
                      project={project}
                      encoderId={row.key.encoderId}
                      name={row.name}
                      embedded={row.embedded}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
