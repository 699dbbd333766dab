import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Status } from '@/lib/ui/primitives/status';
import type { RaterProgress } from '../study-raters';
import { WithdrawRaterButton } from './withdraw-rater-button';

const TONE = {
  invited: 'neutral',
  started: 'progress',
  between: 'neutral',
  done: 'ok',
  'cut-off': 'neutral',
  'timed-out': 'neutral',
  'out-of-time': 'neutral',
  disqualified: 'neutral',
  withdrawn: 'neutral',
} as const;

interface RatersTableProps {
  project: string;
  studyId: string;
  raters: RaterProgress[];
  /** Items per rater, before somebody has begun. */
  items: number;
  mayManage: boolean;
  /** The study still takes people, so that a free place means something. */
  open: boolean;
}

/** Who takes part and how far. Names only for who manages the study. */
export function RatersTable({
  project,
  studyId,
  raters,
  items,
  mayManage,
  open,
}: RatersTableProps) {
  const t = useTranslations('studies');
  return (
    <DataTable<RaterProgress>
      caption={t('raters.title')}
      hideCaption
      rows={raters}
      rowKey={(rater) => rater.id}
      empty={<p className="text-ink-2">{t('raters.empty')}</p>}
      columns={[
        { key: 'label', header: t('raters.label'), cell: (rater) => rater.label },
        ...(mayManage
          ? [
              {
                key: 'name',
                header: t('raters.name'),
                cell: (rater: RaterProgress) =>
                  rater.open ? (
                    <span className="break-all">
                      {rater.participant ?? <span className="text-ink-2">{t('raters.open')}</span>}
                    </span>
                  ) : (
                    (rater.name ?? '')
                  ),
              },
            ]
          : []),
        {
          key: 'state',
          header: t('raters.state'),
          cell: (rater) => (
            <span className="flex flex-wrap gap-x-3">
              <Status tone={TONE[rater.state]}>{t(`raters.states.${rater.state}`)}</Status>
              {open && rater.place === 'free' && (
                <Status tone="neutral">{t('raters.placeFree')}</Status>
              )}
              {rater.excluded && (
                <Status tone="warning">{t(`raters.excluded.${rater.excluded}`)}</Status>
              )}
            </span>
          ),
        },
        {
          key: 'progress',
          header: t('raters.progress'),
          numeric: true,
          cell: (rater) =>
            t('ofExpected', { answered: rater.answered, expected: rater.total || items }),
        },
        ...(mayManage
          ? [
              {
                key: 'withdraw',
                header: t('raters.withdraw'),
                action: true,
                cell: (rater: RaterProgress) =>
                  rater.state === 'withdrawn' ? null : (
                    <WithdrawRaterButton
                      project={project}
                      studyId={studyId}
                      studyRaterId={rater.id}
                      label={rater.label}
                    />
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}
