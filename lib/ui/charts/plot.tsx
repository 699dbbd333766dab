'use client';

import { useId, type ReactNode, type RefObject } from 'react';

interface PlotProps {
  /** Measures the width that is drawn for (use-width.ts). */
  box: RefObject<HTMLDivElement | null>;
  width: number;
  height: number;
  label: string;
  /** The figure in words. */
  summary: string;
  className?: string;
  children: ReactNode;
}

/** The frame of a figure that is one picture: as wide as its place, with its name and content in words. */
export function Plot({ box, width, height, label, summary, className = '', children }: PlotProps) {
  const id = useId();
  return (
    <div ref={box}>
      <svg
        data-figure
        role="img"
        aria-labelledby={`${id}-t ${id}-d`}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className={`block h-auto max-w-full text-xs ${className}`}
      >
        <title id={`${id}-t`}>{label}</title>
        <desc id={`${id}-d`}>{summary}</desc>
        {children}
      </svg>
    </div>
  );
}
