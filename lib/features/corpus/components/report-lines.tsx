import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReportLine } from '../batch-queries';

export function ReportLines({ lines, slug }: { lines: readonly ReportLine[]; slug: string }) {
  const t = useTranslations('corpus.batch');
  const tr = useTranslations('corpus.refusal');
  if (lines.length === 0) return <p className="text-ink-2">{t('empty')}</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lines.map((line) => (
        <li key={line.id} className="grid gap-x-6 py-2 md:grid-cols-2">
          <span className="break-all">{line.name}</span>
          <span className="text-ink-2">
            {line.reason ? tr(line.reason.key, line.reason.params) : null}
            {line.sameAs ? `${t('sameAs', { name: line.sameAs })} ` : null}
            {line.imageId ? (
              <Link className="text-accent" href={`/p/${slug}/images/${line.imageId}`}>
                {t('view')}
              </Link>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
