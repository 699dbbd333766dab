import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';

export type StudyTab = 'overview' | 'analysis' | 'items' | 'card';
const TABS: readonly StudyTab[] = ['overview', 'analysis', 'items', 'card'];

/** The pages of one study. */
export function StudyTabs({ study, current }: { study: string; current: StudyTab }) {
  const t = useTranslations('analysis.tabs');
  return (
    <div className="mb-6 print:hidden">
      <LinkTabs
        label={t('label')}
        items={TABS.map((tab) => ({
          href: tab === 'overview' ? study : `${study}/${tab}`,
          label: t(tab),
          current: tab === current,
        }))}
      />
    </div>
  );
}
