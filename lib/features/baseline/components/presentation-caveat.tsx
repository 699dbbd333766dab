import { useTranslations } from 'next-intl';
import type { Presentation } from '@/lib/domain/presentation';
import { Callout } from '@/lib/ui/primitives/callout';

/** Stands above all that was measured with both images on one screen; nothing where each was alone. */
export function PresentationCaveat({ presentation }: { presentation: Presentation }) {
  const t = useTranslations('studies.presentation');
  if (presentation !== 'side-by-side') return null;
  return (
    <Callout tone="warning" className="mb-6" title={t('title')}>
      {t('text')}
    </Callout>
  );
}
