import { useTranslations } from 'next-intl';
import type { CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import type { Interval } from '@/lib/domain/statistics/wilson';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import { PatternLabel } from '@/lib/ui/primitives/pattern-label';
import type { Results } from '../results';

/** Pair accuracy by pattern in the paper's order, never sorted by score. */
export function PatternResults({ results }: { results: Results }) {
  const t = useTranslations('results');
  const side = useTranslations('studies.presentation');
  const named = (name: string) =>
    results.presentation === 'side-by-side' ? side('people', { name }) : name;
  const without =
    results.withoutExcluded &&
    new Map(results.withoutExcluded.perPattern.map((row) => [row.pattern, row.people]));
  const columns = [
    ...results.models.map(({ id, model }) => ({ id, name: model })),
    ...results.encoders.map(({ id, name }) => ({ id, name })),
  ];
  return (
    <>
      <DataTable
        caption={t('perPattern')}
        hideCaption
        rows={results.perPattern}
        rowKey={(row) => row.pattern}
        columns={[
          {
            key: 'pattern',
            header: t('columns.pattern'),
            cell: (row) => <PatternLabel pattern={row.pattern} withDefinition />,
          },
          { key: 'n', header: t('columns.pairs'), numeric: true, cell: (row) => row.pairs },
          {
            key: 'people',
            header: named(t('people.mean')),
            numeric: true,
            cell: ({ people }) => <People result={people} />,
          },
          ...(without === null
            ? []
            : [
                {
                  key: 'people-without',
                  header: named(t('people.meanWithout')),
                  numeric: true,
                  cell: ({ pattern }: Results['perPattern'][number]) => {
                    const people = without.get(pattern);
                    return people ? <People result={people} /> : <Share interval={null} />;
                  },
                },
              ]),
          ...columns.map(({ id, name }) => ({
            key: id,
            header: name,
            numeric: true,
            cell: (row: Results['perPattern'][number]) => (
              <Share interval={row.scored.find((one) => one.id === id)?.pair ?? null} />
            ),
          })),
        ]}
      />
      <p className="mt-2 measure text-sm text-ink-2">{t('noRanking')}</p>
    </>
  );
}

/** With a word beside it where so few people say little. */
function People({ result }: { result: CrossedResult }) {
  const t = useTranslations('results');
  if (!result.available) return <Share interval={null} />;
  return (
    <>
      <Share interval={result} />
      {result.note === 'few-raters' && (
        <span className="block text-sm text-ink-2">{t('fewMark', { raters: result.nRaters })}</span>
      )}
    </>
  );
}

function Share({ interval }: { interval: Interval | null }) {
  return (
    <IntervalValue
      estimate={interval?.estimate ?? null}
      low={interval?.lower ?? null}
      high={interval?.upper ?? null}
      digits={0}
    />
  );
}
