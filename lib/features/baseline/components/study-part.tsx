import { useTranslations } from 'next-intl';
import { ChartNoAxesCombined } from 'lucide-react';
import type { ReactNode } from 'react';
import { Callout } from '@/lib/ui/primitives/callout';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { StudyStatusLabel } from './study-status';
import { StudyTabs, type StudyTab } from './study-tabs';
import type { StudySummary } from '../queries';

interface StudyPartProps {
  /** Address of the list of studies. */
  base: string;
  study: Pick<StudySummary, 'id' | 'name' | 'status'> & { protocol: { pilot: boolean } };
  current: Exclude<StudyTab, 'overview'>;
  title: string;
  description?: string;
  action?: ReactNode;
  /** Null before there is an answer. */
  children: ReactNode;
}

/** One of the pages of a study beside its overview. */
export function StudyPart(props: StudyPartProps) {
  const { base, study, current, title, description, action, children } = props;
  const t = useTranslations('analysis');
  const studies = useTranslations('studies');
  const href = `${base}/${study.id}`;
  const none = study.status === 'DRAFT' ? 'draft' : null;
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        breadcrumbs={[
          { label: studies('title'), href: base },
          { label: study.name, href },
        ]}
        meta={<StudyStatusLabel status={study.status} />}
        action={children === null ? undefined : action}
      />
      <StudyTabs study={href} current={current} />
      {study.protocol.pilot && (
        <Callout tone="info" className="mb-6" title={studies('detail.pilot')}>
          {studies('detail.pilotText')}
        </Callout>
      )}
      {children ?? (
        <EmptyState
          icon={<ChartNoAxesCombined aria-hidden />}
          title={none ? t('draft') : studies('results.none')}
          description={none ? t('draftHint') : studies('results.noneHint')}
        />
      )}
    </>
  );
}
