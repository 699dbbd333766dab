import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Callout } from '@/lib/ui/primitives/callout';

interface UncheckedProps {
  unchecked: number;
  images: number;
  /** What starts the check, for whoever may. */
  action?: ReactNode;
}

/** Says that mining would use images that nobody has looked at; nothing where all are checked. */
export function Unchecked({ unchecked, images, action }: UncheckedProps) {
  const t = useTranslations('hygiene.unchecked');
  if (unchecked === 0) return null;
  return (
    <Callout
      tone="warning"
      className="mb-6"
      title={t('title', { count: unchecked, total: images })}
      action={action}
    >
      {t('text')}
    </Callout>
  );
}
