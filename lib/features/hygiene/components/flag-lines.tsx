import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '@/lib/ui/primitives/status';
import type { ImageFlagRow } from '../queries';

/** Each reason in words, with what was measured and what is asked for. */
export function FlagLines({ flags, slug }: { flags: readonly ImageFlagRow[]; slug: string }) {
  const t = useTranslations('hygiene');
  const format = useFormatter();
  const number = (value: number | null): string =>
    value === null ? '' : format.number(value, { maximumFractionDigits: 1 });
  return (
    <ul className="grid gap-1 text-sm">
      {flags.map((flag) => (
        <li key={flag.reason}>
          <span className="font-medium">{t(`reason.${flag.reason}`)}</span>{' '}
          {flag.kept ? <Badge>{t('keptMark')}</Badge> : null}{' '}
          <span className="break-words text-ink-2 num">
            {t(`why.${flag.reason}`, {
              measure: number(flag.measure),
              threshold: number(flag.threshold),
              like: flag.like?.name ?? t('likeGone'),
              note: flag.note ?? '',
            })}
          </span>{' '}
          {flag.like ? (
            <Link className="text-accent" href={`/p/${slug}/images/${flag.like.id}`}>
              {t('seeLike')}
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
