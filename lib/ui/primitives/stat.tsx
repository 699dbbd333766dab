import type { ReactNode } from 'react';
import { cn } from './cn';
import { Definition } from './definition';

interface StatProps {
  label: ReactNode;
  value: ReactNode;
  unit?: string;
  /** e.g. "n = 300 items". */
  n?: ReactNode;
  hint?: ReactNode;
  definition?: ReactNode;
  /** What the number belongs to; drawn as a mark, the number itself stays ink. */
  tone?: 'semantic' | 'visual' | 'people';
}

const MARKS = { semantic: 'bg-semantic', visual: 'bg-visual', people: 'bg-people' } as const;

export function Stat({ label, value, unit, n, hint, definition, tone }: StatProps) {
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1.5 text-sm text-ink-2">
        {tone !== undefined && (
          <span aria-hidden className={cn('size-2 rounded-full', MARKS[tone])} />
        )}
        {definition === undefined ? label : <Definition term={label} definition={definition} />}
      </dt>
      <dd className="mt-0.5 text-xl font-medium figure-num">
        {value}
        {unit !== undefined && (
          <span className="ml-1 text-base font-normal text-ink-2">{unit}</span>
        )}
      </dd>
      {(n !== undefined || hint !== undefined) && (
        <dd className="text-sm text-ink-2 num">
          {n}
          {n !== undefined && hint !== undefined && ' · '}
          {hint}
        </dd>
      )}
    </div>
  );
}

/** Stats in a row, parted by hairlines rather than put into boxes. */
export function StatRow({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <dl
      className={cn(
        'grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:flex lg:gap-0 lg:[&>div]:border-l lg:[&>div]:border-line lg:[&>div]:px-6 lg:[&>div:first-child]:border-0 lg:[&>div:first-child]:pl-0',
        className,
      )}
    >
      {children}
    </dl>
  );
}
