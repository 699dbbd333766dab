import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { pairsEach } from '@/lib/domain/assignment';
import { Callout } from '@/lib/ui/primitives/callout';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Progress } from '@/lib/ui/primitives/progress';
import { Section } from '@/lib/ui/primitives/section';
import type { StudyAnalysis } from '../analysis';
import type { StudyDetail } from '../queries';
import { expectedAnswers } from '../expected-answers';
import type { RaterProgress } from '../study-raters';
import { ExcludedResults } from './excluded-results';
import { PresentationCaveat } from './presentation-caveat';
import { RatersTable } from './raters-table';
import { StudyResults } from './study-results';
import { StudySettings } from './study-settings';
import { StudyStatusLabel } from './study-status';
import { StudySwitch } from './study-switch';
import { StudyTabs } from './study-tabs';

interface StudyDetailViewProps {
  project: string;
  /** Address of the list of studies. */
  base: string;
  study: StudyDetail;
  /** Null for a draft. */
  analysis: StudyAnalysis | null;
  /** Whether this person may check the pairs that the study has measured. */
  mayCheck: boolean;
  /** The button that makes invitations; it belongs to another feature. */
  invite?: ReactNode;
  /** The open link; it belongs to another feature, too. */
  joinLink?: ReactNode;
}

/** Who may still go on, however long ago the last answer was. */
const BEGUN: readonly RaterProgress['state'][] = ['started', 'between'];

/** One study: how far it is, who takes part, what it has measured. */
export function StudyDetailView(props: StudyDetailViewProps) {
  const { project, base, study, analysis, mayCheck, invite, joinLink } = props;
  const t = useTranslations('studies');
  const { status, mayManage, raters } = study;
  const { pairsPerRater } = study.protocol;
  const answering = raters.filter(({ state }) => BEGUN.includes(state)).length;
  const { answered, expected } = expectedAnswers({ ...study, pairsPerRater });
  return (
    <>
      <PageHeader
        title={study.name}
        breadcrumbs={[{ label: t('title'), href: base }]}
        meta={<StudyStatusLabel status={status} />}
        action={
          mayManage && (
            <div className="flex flex-wrap gap-2">
              {status === 'DRAFT' && (
                <LinkButton href={`${base}/${study.id}/edit`}>{t('detail.edit')}</LinkButton>
              )}
              <StudySwitch project={project} study={study} answering={answering} />
            </div>
          )
        }
      />
      {status !== 'DRAFT' && <StudyTabs study={`${base}/${study.id}`} current="overview" />}
      {status === 'CLOSED' && mayCheck && !study.protocol.pilot && analysis?.responses !== 0 && (
        <Callout
          tone="info"
          className="mb-6"
          title={t('detail.closedNext')}
          action={
            <LinkButton variant="primary" href={`/p/${project}/checks`}>
              {t('detail.toChecks')}
            </LinkButton>
          }
        >
          {t('detail.closedNextText')}
        </Callout>
      )}
      {study.protocol.pilot && (
        <Callout tone="info" className="mb-6" title={t('detail.pilot')}>
          {t('detail.pilotText')}
        </Callout>
      )}
      <PresentationCaveat presentation={study.protocol.presentation} />
      {status === 'OPEN' && (
        <Progress
          className="mb-6 max-w-3xl"
          value={answered}
          max={Math.max(1, expected)}
          label={t('columns.answers')}
          valueText={t('answersOfExpected', { answered, expected })}
          showValue
        />
      )}
      {study.imageReports > 0 && (
        <Callout
          tone="warning"
          className="mb-6"
          title={t('detail.imageReports', { count: study.imageReports })}
        >
          {t('detail.imageReportsHint')}
        </Callout>
      )}
      {analysis && <StudyResults analysis={analysis} final={status === 'CLOSED'} />}
      {analysis && <ExcludedResults raters={study.raters} analysis={analysis} />}
      <Section
        title={t('raters.title')}
        description={mayManage && status !== 'CLOSED' ? t('detail.inviteHint') : undefined}
        action={status === 'CLOSED' ? undefined : invite}
      >
        <RatersTable
          project={project}
          studyId={study.id}
          raters={raters}
          items={2 * pairsEach(study.pairs, pairsPerRater)}
          mayManage={mayManage}
          open={status === 'OPEN'}
        />
      </Section>
      {joinLink}
      <Section title={t('detail.settings')}>
        <StudySettings study={study} />
      </Section>
    </>
  );
}
