import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Info,
  LoaderCircle,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

export type Tone = 'neutral' | 'info' | 'ok' | 'warning' | 'danger' | 'progress';

const TONES: Record<Tone, { icon: ReactNode; style: string }> = {
  neutral: { icon: <CircleDashed />, style: 'text-ink-2' },
  info: { icon: <Info />, style: 'text-info' },
  ok: { icon: <CircleCheck />, style: 'text-ok' },
  warning: { icon: <TriangleAlert />, style: 'text-warning' },
  danger: { icon: <CircleAlert />, style: 'text-danger' },
  progress: { icon: <LoaderCircle />, style: 'text-info' },
};

interface StatusProps {
  tone: Tone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A state: its own shape of icon and words; the colour only repeats them. */
export function Status({ tone, icon, className, children }: StatusProps) {
  return (
    <span className={cn('inline-flex items-center gap-1.5 align-top whitespace-nowrap', className)}>
      <span aria-hidden className={cn('shrink-0 [&_svg]:size-4', TONES[tone].style)}>
        {icon ?? TONES[tone].icon}
      </span>
      {children}
    </span>
  );
}

/** A word set apart, with no state in it. */
export function Badge({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span
      className={cn(
        'inline-flex h-5 items-center rounded border border-line bg-sunken px-1.5 text-xs text-ink-2',
        className,
      )}
    >
      {children}
    </span>
  );
}
