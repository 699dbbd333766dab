import { useTranslations } from 'next-intl';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';

/** The two views of a project's people. */
export function PeopleTabs({ project, at }: { project: string; at: 'members' | 'figures' }) {
  const t = useTranslations('people');
  const base = `/p/${project}/people`;
  return (
    <div className="mb-6">
      <LinkTabs
        label={t('title')}
        items={[
          { href: base, label: t('members'), current: at === 'members' },
          { href: `${base}/figures`, label: t('figures.title'), current: at === 'figures' },
        ]}
      />
    </div>
  );
}
