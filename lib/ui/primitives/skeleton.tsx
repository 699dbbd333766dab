import { cn } from './cn';

/** Keeps the place of what is loading, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('skeleton', className)} />;
}

export function SkeletonRows({ rows, columns }: { rows: number; columns: number }) {
  return (
    <div aria-hidden className="border-y border-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b border-line last:border-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton key={column} className={cn('h-3', column === 0 ? 'w-40' : 'w-16')} />
          ))}
        </div>
      ))}
    </div>
  );
}
