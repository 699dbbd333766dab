import { useTranslations } from 'next-intl';
import { Status } from '@/lib/ui/primitives/status';
import type { StudySummary } from '../queries';

const TONE = { DRAFT: 'neutral', OPEN: 'progress', CLOSED: 'ok' } as const;

export function StudyStatusLabel({ status }: { status: StudySummary['status'] }) {
  const t = useTranslations('studies.status');
  return <Status tone={TONE[status]}>{t(status)}</Status>;
}
