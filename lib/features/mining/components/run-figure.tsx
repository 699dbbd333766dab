import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Figure } from '@/lib/ui/charts/figure';
import { Section } from '@/lib/ui/primitives/section';
import type { PairPoint } from '../queries';
import type { RunEncoder, RunRow } from '../run-queries';
import { ThresholdExplorer } from './threshold-explorer';

interface Props {
  run: RunRow;
  points: readonly PairPoint[];
  slug: string;
  miniature: boolean;
}

/** The pairs of one run by both cosines, and beside them how they were found. */
export function RunFigure({ run, points, slug, miniature }: Props) {
  const t = useTranslations('mining');
  const format = useFormatter();
  // Pairs may have been kept that are not drawn; never fewer.
  const kept = Math.max(run.pairsKept ?? 0, points.length);
  return (
    <Section aside={<Provenance run={run} miniature={miniature} />}>
      <Figure
        id="mined-pairs"
        level={2}
        title={t('figure.title')}
        note={t('figure.note', {
          count: points.length,
          kept,
          cut: String(kept > points.length),
          when: format.dateTime(new Date(run.createdAt), {
            dateStyle: 'medium',
            timeStyle: 'short',
            hourCycle: 'h23',
          }),
        })}
        csv={{
          filename: 'mined-pairs.csv',
          header: ['pair', 'semantic cosine', 'visual cosine'],
          rows: points.map((point) => [point.number, point.semantic, point.visual]),
        }}
      >
        <ThresholdExplorer
          points={points}
          kept={kept}
          minSemantic={run.minSemantic}
          maxVisual={run.maxVisual}
          slug={slug}
        />
      </Figure>
    </Section>
  );
}

function Provenance({ run, miniature }: { run: RunRow; miniature: boolean }) {
  const t = useTranslations('mining');
  const number = new Intl.NumberFormat(useLocale());
  return (
    <div className="grid gap-2 num">
      <p className="font-medium text-ink">{t('provenance.title')}</p>
      <p>
        {t('provenance.encoders', {
          semantic: listed(run.semantic, 'id'),
          semanticWeights: listed(run.semantic, 'weights'),
          visual: listed(run.visual, 'id'),
          visualWeights: listed(run.visual, 'weights'),
        })}
      </p>
      {(['semantic', 'visual'] as const).map((role) =>
        run[role].length === 1 ? null : (
          <p key={role}>
            {t(`provenance.${role}Agree`, {
              least: run.agreement[role],
              count: run[role].length,
            })}
          </p>
        ),
      )}
      <p>
        {t('provenance.thresholds', {
          minSemantic: run.minSemantic,
          maxVisual: run.maxVisual,
          perImage: run.perImage,
        })}
      </p>
      <p>{t('provenance.rankBy', { score: t(`rankBy.${run.rankBy}`) })}</p>
      {run.perCluster === null ? null : (
        <p>
          {t('provenance.clusters', { perCluster: run.perCluster, clusters: run.clusters ?? 0 })}
        </p>
      )}
      <p>
        {t('provenance.counts', {
          images: number.format(run.images ?? 0),
          compared: number.format(BigInt(run.pairsCompared ?? '0')),
          passing: number.format(run.pairsPassing ?? 0),
          kept: number.format(run.pairsKept ?? 0),
        })}
      </p>
      {miniature ? <p>{t('miniature')}</p> : null}
    </div>
  );
}

const listed = (encoders: readonly RunEncoder[], what: 'id' | 'weights'): string =>
  encoders.map((encoder) => encoder[what]).join(', ');
