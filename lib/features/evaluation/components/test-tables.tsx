import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { PatternLabel } from '@/lib/ui/primitives/pattern-label';
import type { Results } from '../results';

const LEVEL = 0.05;

/** Each model against the majority of people, one answer per pair on either side. */
export function MajorityTests({ results }: { results: Results }) {
  const t = useTranslations('results.tests');
  const without = results.withoutExcluded?.tests ?? [];
  return (
    <>
      <TestTable caption={t('title')} tests={results.tests} results={results} />
      {without.length > 0 && (
        <>
          <h3 className="mt-5 mb-2 font-medium">{t('without')}</h3>
          <TestTable caption={t('without')} tests={without} results={results} />
        </>
      )}
    </>
  );
}

interface TestTableProps {
  caption: string;
  tests: Results['tests'];
  results: Results;
}

function TestTable({ caption, tests, results }: TestTableProps) {
  const t = useTranslations('results.tests');
  const names = new Map(results.models.map(({ id, model }) => [id, model]));
  const p = (value: number) => (value < 0.001 ? t('tiny') : value.toFixed(3));
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={tests}
      rowKey={(row) => row.model}
      columns={[
        { key: 'model', header: t('model'), cell: (row) => names.get(row.model) },
        {
          key: 'people',
          header: t('onlyPeople'),
          numeric: true,
          cell: ({ all }) => (all.defined ? all.onlyFirst : 0),
        },
        {
          key: 'only',
          header: t('onlyModel'),
          numeric: true,
          cell: ({ all }) => (all.defined ? all.onlySecond : 0),
        },
        {
          key: 'p',
          header: t('p'),
          numeric: true,
          cell: ({ all }) => (all.defined ? p(all.p) : t('same')),
        },
        {
          key: 'adjusted',
          header: t('adjusted'),
          numeric: true,
          cell: ({ all }) => (all.defined ? p(all.adjusted) : '–'),
        },
        {
          key: 'patterns',
          header: t('patterns'),
          cell: ({ patterns }) => {
            const found = patterns.filter(({ adjusted }) => adjusted <= LEVEL);
            if (found.length === 0) return <span className="text-ink-2">{t('none')}</span>;
            return (
              <ul className="grid gap-1">
                {found.map(({ pattern, adjusted }) => (
                  <li key={pattern}>
                    <PatternLabel pattern={pattern} />{' '}
                    <span className="text-ink-2 num">({p(adjusted)})</span>
                  </li>
                ))}
              </ul>
            );
          },
        },
      ]}
    />
  );
}

/** Whether models fail in the patterns in which encoders fail. */
export function PatternCorrelations({ results }: { results: Results }) {
  const t = useTranslations('results.correlations');
  const models = new Map(results.models.map(({ id, model }) => [id, model]));
  const encoders = new Map(results.encoders.map(({ id, name }) => [id, name]));
  const coefficient = (value: number) => value.toFixed(2).replace('-', '\u2212');
  return (
    <DataTable
      caption={t('title')}
      hideCaption
      rows={results.correlations}
      rowKey={(row) => `${row.model} ${row.encoder}`}
      columns={[
        { key: 'model', header: t('model'), cell: (row) => models.get(row.model) },
        { key: 'encoder', header: t('encoder'), cell: (row) => encoders.get(row.encoder) },
        {
          key: 'pearson',
          header: t('pearson'),
          numeric: true,
          cell: ({ value }) =>
            value.defined ? (
              <span className="whitespace-nowrap num">
                {coefficient(value.pearson)}
                <span className="text-ink-2">
                  {' '}
                  [{coefficient(value.lower)}, {coefficient(value.upper)}]
                </span>
              </span>
            ) : (
              <span className="text-ink-2">{t(`undefined.${value.reason}`)}</span>
            ),
        },
        {
          key: 'spearman',
          header: t('spearman'),
          numeric: true,
          cell: ({ value }) => (value.defined ? coefficient(value.spearman) : '–'),
        },
        {
          key: 'n',
          header: t('n'),
          numeric: true,
          cell: ({ value }) => (value.defined ? value.groups : '–'),
        },
      ]}
    />
  );
}
