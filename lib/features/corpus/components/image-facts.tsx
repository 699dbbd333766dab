import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DateTime } from '@/lib/ui/primitives/time';
import type { ImageDetail } from '../queries';

export function ImageFacts({ image, slug }: { image: ImageDetail; slug: string }) {
  const t = useTranslations('corpus.image');
  const rows: [label: string, value: ReactNode][] = [
    [t('size'), t('dimensions', { width: image.width, height: image.height })],
    [t('served'), t('bytes', { kilobytes: Math.ceil(image.bytes / 1000) })],
    [t('format'), image.format.toUpperCase()],
    [t('source'), image.source],
    [t('licence'), image.licence],
    [t('added'), <DateTime key="added" iso={image.addedAt} />],
    [t('hash'), <code key="hash">{image.sha256}</code>],
    [t('originalHash'), <code key="original">{image.originalSha256}</code>],
    [
      t('pairs'),
      image.pairs.length === 0 ? (
        t('noPairs')
      ) : (
        <ul key="pairs" className="flex flex-wrap gap-x-3">
          {image.pairs.map(({ number }) => (
            <li key={number}>
              <Link className="text-accent num" href={`/p/${slug}/pairs/${number}`}>
                {t('pair', { number })}
              </Link>
            </li>
          ))}
        </ul>
      ),
    ],
  ];
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr]">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-2">{label}</dt>
          <dd className="break-all num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
