import { useFormatter, useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { ServedImage } from '@/lib/ui/primitives/served-image';
import { Section } from '@/lib/ui/primitives/section';
import { Cosines } from '../cosines';
import type { RunRow } from '../../run-queries';
import type { DifferingPair, RunComparison } from '../../explore/compare-runs';

interface Props {
  slug: string;
  first: RunRow;
  second: RunRow;
  comparison: RunComparison;
}

const listed = (run: RunRow, role: 'semantic' | 'visual'): string => {
  const names = run[role].map(({ id, weights }) => `${id} ${weights}`).join(', ');
  return run[role].length === 1 ? names : `${names} (${run.agreement[role]}/${run[role].length})`;
};

export function ComparisonView({ slug, first, second, comparison }: Props) {
  const t = useTranslations('explore');
  const format = useFormatter();
  const { both, onlyFirst, onlySecond, jaccard } = comparison;
  const rows = [
    ['semantic', (run: RunRow) => listed(run, 'semantic')],
    ['visual', (run: RunRow) => listed(run, 'visual')],
    ['minSemantic', (run: RunRow) => `> ${run.minSemantic}`],
    ['maxVisual', (run: RunRow) => `< ${run.maxVisual}`],
    ['images', (run: RunRow) => format.number(run.images ?? 0)],
    ['passing', (run: RunRow) => format.number(run.pairsPassing ?? 0)],
  ] as const;
  return (
    <>
      <p className="measure num">{t('compare.counts', { both, onlyFirst, onlySecond })}</p>
      <p className="measure text-ink-2 num">
        {jaccard === null
          ? t('compare.nothing')
          : t('compare.jaccard', { jaccard: jaccard.toFixed(3).replace(/^0/, '') })}
      </p>
      <Section>
        <DataTable
          caption={t('compare.parameters')}
          hideCaption
          rows={rows}
          rowKey={([name]) => name}
          empty={null}
          columns={[
            { key: 'what', header: t('compare.what'), cell: ([name]) => t(`compare.${name}`) },
            { key: 'first', header: t('compare.first'), cell: ([, of]) => of(first) },
            { key: 'second', header: t('compare.second'), cell: ([, of]) => of(second) },
          ]}
        />
      </Section>
      <Differing title={t('compare.onlyFirst')} pairs={comparison.first} slug={slug} />
      <Differing title={t('compare.onlySecond')} pairs={comparison.second} slug={slug} />
    </>
  );
}

function Differing({
  title,
  pairs,
  slug,
}: {
  title: string;
  pairs: readonly DifferingPair[];
  slug: string;
}) {
  const t = useTranslations('explore');
  if (pairs.length === 0) return null;
  return (
    <Section title={title} description={t('compare.largest', { count: pairs.length })}>
      <ul className="grid gap-x-6 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
        {pairs.map(({ imageAId, imageBId, semantic, visual }) => (
          <li key={`${imageAId} ${imageBId}`}>
            <span className="grid grid-cols-2 gap-px bg-surround">
              {[imageAId, imageBId].map((id) => (
                <ServedImage
                  key={id}
                  slug={slug}
                  id={id}
                  size={320}
                  className="aspect-square w-full object-contain"
                />
              ))}
            </span>
            <div className="mt-1">
              <Cosines semantic={semantic} visual={visual} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
