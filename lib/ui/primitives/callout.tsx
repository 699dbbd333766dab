import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

const TONES = {
  info: { icon: <Info />, box: 'border-info bg-info-soft', ink: 'text-info' },
  ok: { icon: <CircleCheck />, box: 'border-ok bg-ok-soft', ink: 'text-ok' },
  warning: { icon: <TriangleAlert />, box: 'border-warning bg-warning-soft', ink: 'text-warning' },
  danger: { icon: <CircleAlert />, box: 'border-danger bg-danger-soft', ink: 'text-danger' },
} as const;

interface CalloutProps {
  tone: keyof typeof TONES;
  title?: ReactNode;
  action?: ReactNode;
  className?: string;
  /** For one that appears amid work: its title (its text, where it has none) is read out, at once or in turn. */
  live?: 'alert' | 'status';
  children?: ReactNode;
}

export function Callout({ tone, title, action, className, live, children }: CalloutProps) {
  const { icon, box, ink } = TONES[tone];
  return (
    <div className={cn('flex max-w-3xl items-start gap-3 border-l-2 px-3 py-2', box, className)}>
      <span aria-hidden className={cn('mt-0.5 shrink-0 [&_svg]:size-4', ink)}>
        {icon}
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          {title !== undefined && (
            <p role={live} className="font-medium">
              {title}
            </p>
          )}
          {children !== undefined && (
            <div role={title === undefined ? live : undefined}>{children}</div>
          )}
        </div>
        {action}
      </div>
    </div>
  );
}
