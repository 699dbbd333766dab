import { useTranslations } from 'next-intl';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { SkeletonRows } from '@/lib/ui/primitives/skeleton';

/** The first look after a large download hashes its files, which takes seconds. */
export default function ModelsLoading() {
  const t = useTranslations('models');
  return (
    <div aria-busy="true">
      <PageHeader title={t('title')} description={t('description')} />
      <p role="status" className="mb-3 text-ink-2">
        {t('loading')}
      </p>
      <SkeletonRows rows={8} columns={6} />
    </div>
  );
}
