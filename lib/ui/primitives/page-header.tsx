import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs';

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** The one primary action of the screen. */
  action?: ReactNode;
  breadcrumbs?: readonly Crumb[];
  /** Facts under the title: status, version, dates. */
  meta?: ReactNode;
}

export function PageHeader({ title, description, action, breadcrumbs, meta }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {breadcrumbs !== undefined && breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
        <h1 className="scroll-mt-16 text-xl font-semibold tracking-tight">{title}</h1>
        {description !== undefined && <p className="measure text-ink-2">{description}</p>}
        {meta !== undefined && (
          <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-2">
            {meta}
          </div>
        )}
      </div>
      {action}
    </header>
  );
}
