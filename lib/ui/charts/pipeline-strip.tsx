import Link from 'next/link';
import type { CSSProperties } from 'react';
import { cn } from '../primitives/cn';

export interface Stage {
  id: string;
  label: string;
  count: number;
  href?: string;
  /** What of it waits for the person who looks. */
  waiting?: number;
  waitingLabel?: string;
}

/**
 * The way of a pair through the house on one line, on two where there is no room for one; filled where
 * something is, ringed where empty.
 */
export function PipelineStrip({ label, stages }: { label: string; stages: readonly Stage[] }) {
  const columns = { '--stages': stages.length, '--half': Math.ceil(stages.length / 2) };
  return (
    <ol
      aria-label={label}
      style={columns as CSSProperties}
      className="grid grid-cols-[repeat(var(--half),minmax(0,1fr))] gap-y-4 lg:grid-cols-[repeat(var(--stages),minmax(0,1fr))]"
    >
      {stages.map((stage, index) => (
        <li key={stage.id} className="relative">
          <span
            aria-hidden
            className={cn(
              'absolute top-1.5 h-px bg-line-strong',
              index === stages.length - 1 ? 'left-0 w-1' : 'inset-x-0',
            )}
          />
          <span
            aria-hidden
            className={cn(
              'relative block size-3 rounded-full border-2',
              stage.count === 0
                ? 'border-line-strong bg-bg'
                : (stage.waiting ?? 0) > 0
                  ? 'border-accent bg-accent'
                  : 'border-ink bg-ink',
            )}
          />
          <StageBody stage={stage} />
        </li>
      ))}
    </ol>
  );
}

function StageBody({ stage }: { stage: Stage }) {
  const body = (
    <>
      <span
        className={cn(
          'block text-sm',
          stage.href === undefined ? 'text-ink-2' : 'text-accent underline underline-offset-3',
        )}
      >
        {stage.label}
      </span>
      <span
        className={cn('block text-xl font-medium figure-num', stage.count === 0 && 'text-ink-2')}
      >
        {stage.count.toLocaleString('en')}
      </span>
      {(stage.waiting ?? 0) > 0 && (
        <span className="block text-sm font-medium text-accent num">{stage.waitingLabel}</span>
      )}
    </>
  );
  if (stage.href === undefined) return <div className="mt-2 pr-3">{body}</div>;
  return (
    <Link href={stage.href} className="mt-1 mr-1 -ml-2 block rounded py-1 pl-2 hover:bg-hover">
      {body}
    </Link>
  );
}
