import { useTranslations } from 'next-intl';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { Section } from '@/lib/ui/primitives/section';
import { ChartNoAxesCombined } from 'lucide-react';
import type { StudyAnalysis } from '../analysis';
import { AccuracyFigure } from './accuracy-figure';
import { AgreementStats } from './agreement-stats';
import { measureRows, primaryOf } from './measure-rows';
import { MeasuresTable } from './measures-table';
import { PatternTable } from './pattern-table';
import { RaterScores } from './rater-scores';

/** What a study has measured: the figure first, tables under it, the method beside. */
export function StudyResults({ analysis, final }: { analysis: StudyAnalysis; final: boolean }) {
  const t = useTranslations('studies.results');
  const title = final ? t('final') : t('title');
  const rows = measureRows(analysis.variants[0]!);
  if (rows.length === 0) {
    return (
      <Section title={title}>
        <EmptyState
          icon={<ChartNoAxesCombined aria-hidden />}
          title={t('none')}
          description={t('noneHint')}
        />
      </Section>
    );
  }
  return (
    <>
      <Section title={title} aside={<p>{t('side', { seed: analysis.seed })}</p>}>
        <div className="grid gap-6">
          <AccuracyFigure rows={rows} studyId={analysis.studyId} />
          <MeasuresTable rows={rows} ties={analysis.majority.ties} primary={primaryOf(analysis)} />
        </div>
      </Section>
      {/* Imported pairs have no pattern. */}
      {analysis.perPattern.length > 0 && (
        <Section title={t('perPattern')} description={t('perPatternNote')}>
          <PatternTable
            scores={analysis.perPattern}
            without={analysis.withoutExcluded?.perPattern ?? null}
          />
        </Section>
      )}
      <Section title={t('agreement')}>
        <AgreementStats analysis={analysis} />
      </Section>
      <Section title={t('perRater')}>
        <RaterScores scores={analysis.perRater} />
      </Section>
    </>
  );
}
