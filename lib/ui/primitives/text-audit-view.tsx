import { useTranslations } from 'next-intl';
import type { KeyBalance, KeyShare, TextAudit } from '@/lib/domain/text-only';
import { DataTable, type Column } from './data-table';
import { PatternLabel } from './pattern-label';
import { Section } from './section';
import { Stat, StatRow } from './stat';
import { Status } from './status';

interface TextAuditViewProps {
  /** Of one pair at least. */
  audit: TextAudit;
  /** False before an export has drawn rows and letters: then there are none to speak of. */
  placed: boolean;
}

/** What an answerer without the image has right, and how the keys balance per pattern. */
export function TextAuditView({ audit, placed }: TextAuditViewProps) {
  const t = useTranslations('textOnly');
  const { pairs, differing, letter, option, keys } = audit;
  const score = ({ items, pairs: right }: TextAudit['option']) => ({
    value: t('score', { right: items, items: 2 * pairs }),
    hint: t('scoreHint', { right, pairs }),
  });
  const always = placed
    ? t('letter', { letter: letter.always })
    : t(letter.always === '(a)' ? 'letterOne' : 'letterTwo');
  const columns: Column<KeyBalance>[] = [
    {
      key: 'pattern',
      header: t('pattern'),
      cell: ({ pattern }) => (pattern === null ? t('all') : <PatternLabel pattern={pattern} />),
    },
    { key: 'pairs', header: t('pairs'), numeric: true, cell: (row) => row.pairs },
    ...(placed
      ? [
          {
            key: 'oddA',
            header: t('oddA'),
            cell: (row: KeyBalance) => <Share share={row.oddA} pairs={row.pairs} />,
          },
        ]
      : []),
    {
      key: 'oneForA',
      header: t('oneForA'),
      cell: (row) => <Share share={row.oneForA} pairs={row.pairs} />,
    },
  ];
  return (
    <Section
      id="texts"
      title={t('title')}
      description={t('description')}
      aside={t(placed ? 'asidePlaced' : 'asideWritten')}
    >
      <StatRow>
        <Stat
          label={t('differing')}
          value={t('differingValue', { count: differing, pairs })}
          hint={t('differingHint')}
        />
        <Stat label={always} {...score(letter)} />
        <Stat label={t('option')} {...score(option)} />
      </StatRow>
      <div className="mt-4">
        <DataTable
          caption={t('table')}
          rows={keys}
          rowKey={({ pattern }) => pattern ?? 'all'}
          columns={columns}
          narrow="stack"
        />
      </div>
    </Section>
  );
}

function Share({ share, pairs }: { share: KeyShare; pairs: number }) {
  const t = useTranslations('textOnly');
  const { count, lower, upper, leans } = share;
  const range = `[${(100 * lower).toFixed(1)}–${(100 * upper).toFixed(1)} %]`;
  return (
    <span className="inline-flex flex-wrap gap-x-2 num">
      {t('share', { count, pairs })}
      <span className="whitespace-nowrap text-ink-2">{range}</span>
      {leans && <Status tone="warning">{t('leans')}</Status>}
    </span>
  );
}
