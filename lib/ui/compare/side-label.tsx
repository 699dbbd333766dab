import { cn } from '@/lib/ui/primitives/cn';

/** Says in its corner what a pane shows. */
export function SideLabel({ children, end = false }: { children: string; end?: boolean }) {
  return (
    <span
      className={cn(
        'pointer-events-none absolute top-0 bg-surround px-2 py-1 text-sm font-semibold text-on-surround',
        end ? 'right-0' : 'left-0',
      )}
    >
      {children}
    </span>
  );
}
