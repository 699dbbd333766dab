import type { ReactNode } from 'react';
import { cn } from './cn';

interface SectionProps {
  title?: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  id?: string;
  /** A side note, as in a paper's margin: how the numbers beside it were made. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Section({
  title,
  description,
  action,
  id,
  aside,
  className,
  children,
}: SectionProps) {
  const headingId = id === undefined ? undefined : `${id}-heading`;
  return (
    <section
      id={id}
      aria-labelledby={title === undefined ? undefined : headingId}
      className={cn('mt-8 [header+&]:mt-0', className)}
    >
      {(title !== undefined || action !== undefined) && (
        <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
          <div>
            {title !== undefined && (
              <h2 id={headingId} className="text-base font-semibold">
                {title}
              </h2>
            )}
            {description !== undefined && <p className="measure text-ink-2">{description}</p>}
          </div>
          {action}
        </div>
      )}
      {aside === undefined ? (
        children
      ) : (
        <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,1fr)_15rem]">
          <div className="min-w-0">{children}</div>
          <div
            role="note"
            className="min-w-0 text-sm break-words text-ink-2 lg:border-l lg:border-line lg:pl-4"
          >
            {aside}
          </div>
        </div>
      )}
    </section>
  );
}
