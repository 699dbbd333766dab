'use client';
import { useTranslations } from 'next-intl';
import type { GuidelineText } from '@/lib/domain/guidelines';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import type { GuidelineVersion } from '../queries';
import { GuidelineDiff } from './line-diff';

/** Two administrators wrote at once: the second sees the difference and chooses. */
export function GuidelineConflict(props: {
  mine: GuidelineText;
  current: GuidelineVersion;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const { mine, current, onMine, onTheirs } = props;
  const { version, summary } = current;
  const t = useTranslations('guidelines.conflict');
  return (
    <div role="alert" className="flex flex-col gap-4">
      <Callout
        tone="danger"
        title={t('title', { name: current.createdBy ?? t('somebody'), version })}
      >
        <p>{t('text', { version, summary })}</p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" onClick={onMine}>
            {t('mine')}
          </Button>
          <Button size="sm" onClick={onTheirs}>
            {t('theirs')}
          </Button>
        </div>
      </Callout>
      <GuidelineDiff before={current} after={mine} />
    </div>
  );
}
