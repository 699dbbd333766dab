import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cosine } from '@/lib/ui/charts/scale';
import { ServedImage } from '@/lib/ui/primitives/served-image';
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
            <ServedImage
              slug={slug}
              id={image.id}
              size={320}
              width={image.width}
              height={image.height}
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
