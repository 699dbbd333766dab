import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Button } from '@/lib/ui/primitives/button';
import { Field } from '@/lib/ui/primitives/field';
import { Section } from '@/lib/ui/primitives/section';
import { Select } from '@/lib/ui/primitives/select';
import type { GuidelineHistory } from '../queries';
import { GuidelineMeta } from './guideline-meta';
import { GuidelineDiff } from './line-diff';

/** All versions, and the difference between any two of them; the choice is in the address. */
export function GuidelineHistoryView({
  base,
  history,
}: {
  base: string;
  history: GuidelineHistory;
}) {
  const t = useTranslations('guidelines.versions');
  const all = useTranslations('guidelines');
  const { versions, from, to } = history;
  const choice = (name: 'from' | 'to', value: number | undefined) => (
    <Field id={name} label={t(name)}>
      <Select id={name} name={name} defaultValue={value}>
        {versions.map(({ version }) => (
          <option key={version} value={version}>
            {version}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <>
      <Section title={`${t('list')} (${versions.length})`}>
        <ol className="divide-y divide-line border-y border-line">
          {versions.map((row) => (
            <li key={row.version} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
              <span className="flex flex-wrap gap-x-3 text-sm text-ink-2">
                <GuidelineMeta {...row} />
              </span>
              <span className="min-w-40 flex-1">{row.summary || t('firstSummary')}</span>
              <Link
                href={`${base}/history?to=${row.version}`}
                aria-label={`${t('changes')}, ${all('version', { version: row.version })}`}
                className="text-accent underline"
              >
                {t('changes')}
              </Link>
            </li>
          ))}
        </ol>
      </Section>
      <Section
        title={
          from
            ? t('compare', { from: from.version, to: to.version })
            : t('only', { to: to.version })
        }
        action={
          versions.length > 1 && (
            <form className="flex flex-wrap items-end gap-3">
              {choice('from', from?.version)}
              {choice('to', to.version)}
              <Button type="submit">{t('show')}</Button>
            </form>
          )
        }
      >
        {from ? (
          <GuidelineDiff before={from} after={to} />
        ) : (
          <p className="text-ink-2">{all('diff.first')}</p>
        )}
      </Section>
    </>
  );
}
