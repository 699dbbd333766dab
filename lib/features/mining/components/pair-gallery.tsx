import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';
import { ServedImage } from '@/lib/ui/primitives/served-image';
import type { ImageRef, PairCard } from '../queries';
import { Cosines } from './cosines';

export function PairGallery({ pairs, slug }: { pairs: readonly PairCard[]; slug: string }) {
  const t = useTranslations('mining');
  return (
    <ul className="grid gap-x-6 gap-y-8 lg:grid-cols-2 2xl:grid-cols-3">
      {pairs.map((pair) => (
        <li key={pair.id}>
          <Link
            href={`/p/${slug}/pairs/${pair.number}`}
            aria-label={t('pair', { number: pair.number })}
            className="grid grid-cols-2 gap-px bg-surround"
          >
            <Half image={pair.a} slug={slug} />
            <Half image={pair.b} slug={slug} />
          </Link>
          <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
            <span className="font-medium num">{t('pair', { number: pair.number })}</span>
            <PairStatusLabel status={pair.status} />
            <Cosines semantic={pair.semantic} visual={pair.visual} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Half({ image, slug }: { image: ImageRef; slug: string }) {
  return (
    <span className="flex aspect-square items-center justify-center">
      <ServedImage
        slug={slug}
        id={image.id}
        size={640}
        width={image.width}
        height={image.height}
        className="h-full w-full object-contain"
      />
    </span>
  );
}
