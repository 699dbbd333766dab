import { cn } from './cn';

interface ImageFrameProps {
  src: string;
  alt: string;
  /** Pixels of the served file; the place is kept before the bytes are there. */
  width: number;
  height: number;
  priority?: boolean;
  className?: string;
}

/** A picture under judgement: neutral surround, its own edges, nothing on top. */
export function ImageFrame({
  src,
  alt,
  width,
  height,
  priority = false,
  className,
}: ImageFrameProps) {
  return (
    <span className={cn('flex items-center justify-center bg-surround', className)}>
      {/* Same-origin bytes that must reach the eye as the encoders saw them: no optimiser between. */}
      {/* eslint-disable-next-line @next/next/no-img-element */}
      <img
        src={src}
        alt={alt}
        width={width}
        height={height}
        loading={priority ? 'eager' : 'lazy'}
        fetchPriority={priority ? 'high' : 'auto'}
        decoding="async"
        className="size-full object-contain"
      />
    </span>
  );
}
