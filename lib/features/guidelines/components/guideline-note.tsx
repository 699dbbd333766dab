import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { GuidelineNews } from '../queries';
import { MarkReadButton } from './mark-read-button';

interface GuidelineNoteProps {
  project: string;
  news: GuidelineNews;
}

/** One line above the work: read them first, or what was changed since they were read. */
export function GuidelineNote({ project, news }: GuidelineNoteProps) {
  const { guideline, changes, readVersion } = news;
  const t = useTranslations('guidelines');
  const format = useFormatter();
  const [newest] = changes;
  const base = `/p/${project}/guidelines`;
  return (
    <div
      role="note"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-info-soft px-4 py-1.5 text-sm"
    >
      <p className="min-w-0 flex-1 basis-60">
        {newest
          ? t('note.changed', {
              // The day as the server sees it; the history has the full time in the reader's zone.
              date: format.dateTime(new Date(newest.createdAt), {
                dateStyle: 'medium',
                timeZone: 'UTC',
              }),
              summary: newest.summary,
            })
          : t.rich('note.first', {
              link: (text) => (
                <Link href={base} className="text-accent underline">
                  {text}
                </Link>
              ),
            })}{' '}
        {changes.length > 1 && t('note.more', { count: changes.length - 1 })}
      </p>
      <span className="flex items-center gap-4">
        {newest && (
          <Link
            href={`${base}/history?from=${readVersion}&to=${guideline.version}`}
            className="text-accent underline"
          >
            {t('note.what')}
          </Link>
        )}
        <MarkReadButton project={project} version={guideline.version} />
      </span>
    </div>
  );
}
