import { useTranslations } from 'next-intl';
import { DateTime } from '@/lib/ui/primitives/time';
import type { GuidelineVersion } from '../queries';

/** Which version, when and by whom. */
export function GuidelineMeta({
  version,
  createdAt,
  createdBy,
}: Pick<GuidelineVersion, 'version' | 'createdAt' | 'createdBy'>) {
  const t = useTranslations('guidelines');
  return (
    <>
      <span className="num">{t('version', { version })}</span>
      <DateTime iso={createdAt} />
      <span>{createdBy === null ? t('shipped') : t('by', { name: createdBy })}</span>
    </>
  );
}
