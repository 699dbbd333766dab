import { useTranslations } from 'next-intl';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { Stat, StatRow } from '@/lib/ui/primitives/stat';
import type { OwnFigures } from '../figures';
import { MedianTime, ShareOf } from './figure-values';
import { WeeklyFigure } from './weekly-figure';

/** What one did oneself. No ranking and nobody else's figures. */
export function OwnFiguresView({ figures }: { figures: OwnFigures }) {
  const t = useTranslations('people.figures');
  const { limits } = figures;
  const reviewed = figures.reviews > 0;
  if (figures.submitted === 0 && !reviewed && limits.maxQuestions === null) {
    return <EmptyState title={t('ownEmpty')} description={t('ownEmptyText')} />;
  }
  return (
    <>
      <StatRow className="mb-8">
        <Stat
          label={t('questions')}
          value={figures.submitted}
          {...(limits.maxQuestions === null
            ? {}
            : { hint: t('limitOf', { most: limits.maxQuestions }) })}
        />
        <Stat
          label={t('accepted')}
          definition={t('acceptedText')}
          value={<ShareOf part={figures.accepted} of={figures.decided} />}
        />
        <Stat
          label={t('writing')}
          definition={t('writingText')}
          value={<MedianTime median={figures.writing} />}
        />
        <Stat label={t('openChanges')} value={figures.openChanges} />
        {reviewed && <Stat label={t('reviews')} value={figures.reviews} />}
        {reviewed && (
          <Stat
            label={t('reviewing')}
            definition={t('reviewingText')}
            value={<MedianTime median={figures.reviewing} />}
          />
        )}
        {figures.compared > 0 && (
          <Stat
            label={t('agreed')}
            definition={t('agreedText')}
            value={<ShareOf part={figures.agreed} of={figures.compared} />}
          />
        )}
      </StatRow>
      <WeeklyFigure weeks={figures.weeks} filename="own-weeks.csv" />
    </>
  );
}
