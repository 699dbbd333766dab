import { useTranslations } from 'next-intl';
import type { KeyCounts } from '@/lib/domain/project-lint';
import { Section } from '@/lib/ui/primitives/section';
import { Stat, StatRow } from '@/lib/ui/primitives/stat';

/** Whether an answer is right more often than the other, Yes/No questions apart from the others. */
export function KeyBalance({ keys }: { keys: KeyCounts }) {
  const t = useTranslations('home.keys');
  const yesNo = keys.yes + keys.no;
  const all = yesNo + keys.one + keys.two;
  return (
    <Section id="keys" title={t('title')} description={t('text')}>
      {all === 0 ? (
        <p className="text-ink-2">{t('none')}</p>
      ) : (
        <StatRow>
          <Stat label={t('yesNo')} value={`${yesNo} / ${all}`} hint={t('ofAll')} />
          <Stat label={t('answers')} value={`${keys.yes} · ${keys.no}`} hint={t('answersHint')} />
          <Stat label={t('places')} value={`${keys.one} · ${keys.two}`} hint={t('placesHint')} />
        </StatRow>
      )}
    </Section>
  );
}
