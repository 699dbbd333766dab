import type { ComponentProps } from 'react';

interface ServedImageProps extends Omit<ComponentProps<'img'>, 'src' | 'id'> {
  slug: string;
  id: string;
  /** Longest width in pixels that the server makes of it. */
  size: 320 | 640;
}

/** An image of the corpus as it is served: the stored bytes themselves; an optimiser would show other pixels. */
export function ServedImage({ slug, id, size, alt = '', ...rest }: ServedImageProps) {
  return (
    // eslint-disable-next-line @next/next/no-img-element
    <img
      loading="lazy"
      decoding="async"
      {...rest}
      alt={alt}
      src={`/api/p/${slug}/images/${id}?w=${size}`}
    />
  );
}
