'use client';
import { useTranslations } from 'next-intl';
import { CompareViewer } from '@/lib/ui/compare/compare-viewer';
import { imageSrc, lensSrc } from '@/lib/ui/compare/image-sources';
import type { ImageRef } from '../queries';

interface PairCompareProps {
  slug: string;
  number: number;
  a: ImageRef;
  b: ImageRef;
}

/** The two images as on the bench: side by side, in place of one another, through an edge, as difference. */
export function PairCompare({ slug, number, a, b }: PairCompareProps) {
  const t = useTranslations('mining.detail');
  const image = ({ id, width, height }: ImageRef, alt: string) => ({
    src: imageSrc(slug, id),
    alt,
    width,
    height,
  });
  return (
    <CompareViewer
      className="h-[min(62dvh,40rem)] border-b border-line max-md:h-[85dvh]"
      imageA={image(a, t('imageA', { number }))}
      imageB={image(b, t('imageB', { number }))}
      lens={lensSrc(slug, number)}
    />
  );
}
