import { useTranslations } from 'next-intl';
import { Section } from '@/lib/ui/primitives/section';
import type { StudyAnalysis } from '../analysis';
import { AccuracyFigure } from './accuracy-figure';
import { AgreementTable } from './agreement-table';
import { CalibrationFigure } from './calibration-figure';
import { LearningFigure } from './learning-figure';
import { measureRows, primaryOf } from './measure-rows';
import { MeasuresTable } from './measures-table';
import { PatternTable } from './pattern-table';
import { PresentationCaveat } from './presentation-caveat';
import { RaterAnalysis } from './rater-analysis';
import { TimesTable } from './times-table';
import { VariantsTable } from './variants-table';

/** Everything that a study's answers say, each number with its interval and how that was made. */
export function AnalysisView({ analysis, final }: { analysis: StudyAnalysis; final: boolean }) {
  const t = useTranslations('analysis');
  const results = useTranslations('studies.results');
  const sideBySide = analysis.presentation === 'side-by-side';
  const rows = measureRows(analysis.variants[0]!);
  return (
    <>
      <PresentationCaveat presentation={analysis.presentation} />
      <Section
        title={results(final ? 'final' : 'title')}
        aside={<p>{results('side', { seed: analysis.seed })}</p>}
      >
        <div className="grid gap-6">
          {rows.length > 0 && <AccuracyFigure rows={rows} studyId={analysis.studyId} />}
          <MeasuresTable rows={rows} ties={analysis.majority.ties} primary={primaryOf(analysis)} />
        </div>
      </Section>
      <Section title={t('variants.title')} description={t('variants.text')}>
        <VariantsTable variants={analysis.variants} finished={analysis.finished} />
      </Section>
      {/* Imported pairs have no pattern. */}
      {analysis.perPattern.length > 0 && (
        <Section title={results('perPattern')} description={results('perPatternNote')}>
          <PatternTable
            scores={analysis.perPattern}
            without={analysis.withoutExcluded?.perPattern ?? null}
          />
        </Section>
      )}
      <Section title={t('agreement.title')} description={t('agreement.text')}>
        <AgreementTable analysis={analysis} />
      </Section>
      <Section title={t('raters.title')} description={t('raters.text')}>
        <RaterAnalysis analysis={analysis} />
      </Section>
      <Section title={t('learning.title')}>
        <LearningFigure analysis={analysis} />
      </Section>
      <Section
        title={t('times.title')}
        description={`${t('times.text')}${sideBySide ? ` ${t('times.halves')}` : ''}`}
      >
        <TimesTable times={analysis.times} />
      </Section>
      <Section title={t('calibration.title')}>
        <CalibrationFigure analysis={analysis} />
      </Section>
    </>
  );
}
