import Link from 'next/link';
import { ServedImage } from '@/lib/ui/primitives/served-image';
import type { ImageCard } from '../queries';

/** Thumbnails of one height, each as wide as its picture: nothing is cropped, nothing jumps. */
export function ImageGrid({ images, slug }: { images: readonly ImageCard[]; slug: string }) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4 xl:grid-cols-6">
      {images.map((image) => (
        <li key={image.id}>
          <Link href={`/p/${slug}/images/${image.id}`} className="group block">
            <span className="flex aspect-square items-center justify-center bg-surround">
              <ServedImage
                slug={slug}
                id={image.id}
                size={320}
                width={image.width}
                height={image.height}
                className="h-full w-full object-contain"
              />
            </span>
            <span className="mt-1 block truncate text-sm text-ink-2 group-hover:text-ink">
              {image.name}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
