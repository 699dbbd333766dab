import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cosine } from '@/lib/ui/charts/scale';
import type { Neighbour } from '../../explore/neighbours';

interface Props {
  slug: string;
  runId: string;
  neighbours: readonly Neighbour[];
}

export function NeighbourList({ slug, runId, neighbours }: Props) {
  const t = useTranslations('explore');
  const tm = useTranslations('mining');
  return (
    <ol className="grid grid-cols-2 gap-4 sm:grid-cols-3 xl:grid-cols-4">
      {neighbours.map(({ image, semantic, visual }, k) => (
        <li key={image.id}>
          <Link
            href={`/p/${slug}/pairs/neighbours?run=${runId}&image=${image.id}`}
            prefetch={false}
            aria-label={t('neighbour', { place: k + 1 })}
            className="block aspect-square bg-surround"
          >
            {/* The stored bytes themselves; an optimiser would show other pixels. */}
            {/* eslint-disable-next-line @next/next/no-img-element */}
            <img
              src={`/api/p/${slug}/images/${image.id}?w=320`}
              alt=""
              width={image.width}
              height={image.height}
              loading="lazy"
              decoding="async"
              className="h-full w-full object-contain"
            />
          </Link>
          {/* Words without their definitions: so many of them leave no room to touch one. */}
          <p className="mt-1 grid text-sm num">
            <span className="text-semantic">{`${tm('semantic')} ${cosine(semantic)}`}</span>
            <span className="text-visual">{`${tm('visual')} ${cosine(visual)}`}</span>
          </p>
        </li>
      ))}
    </ol>
  );
}
