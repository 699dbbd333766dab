import { Skeleton } from '@/lib/ui/primitives/skeleton';

export default function QualityLoading() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-9 w-full" />
      <div className="grid gap-x-4 gap-y-6 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {Array.from({ length: 8 }, (_, k) => (
          <Skeleton key={k} className="h-48" />
        ))}
      </div>
    </div>
  );
}
