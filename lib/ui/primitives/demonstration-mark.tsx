import { useTranslations } from 'next-intl';
import { Definition } from './definition';

/** Stands beside every number that miniature encoders made: nobody should take it for one about CLIP. */
export function DemonstrationMark() {
  const t = useTranslations('common.demonstration');
  return <Definition term={t('mark')} definition={t('text')} className="text-ink-2" />;
}
