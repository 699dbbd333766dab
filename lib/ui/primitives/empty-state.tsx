import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  /** What to do next. */
  action?: ReactNode;
}

export function EmptyState({ icon, title, description, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 border-y border-line py-10">
      {icon !== undefined && (
        <span aria-hidden className="text-ink-2 [&_svg]:size-6 [&_svg]:stroke-[1.5]">
          {icon}
        </span>
      )}
      <div>
        <p className="text-lg font-medium">{title}</p>
        {description !== undefined && <p className="mt-1 measure text-ink-2">{description}</p>}
      </div>
      {action}
    </div>
  );
}
