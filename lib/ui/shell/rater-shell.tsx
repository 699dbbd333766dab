import type { ReactNode } from 'react';
import { Progress } from '../primitives/progress';
import { SkipLink } from './skip-link';

interface RaterShellProps {
  /** A thin line at the very top. */
  progress?: { value: number; max: number; label: string };
  /** The one thing beside the task: a way to pause. */
  end?: ReactNode;
  children: ReactNode;
}

/** Nothing on the screen but the task, at 16 px. */
export function RaterShell({ progress, end, children }: RaterShellProps) {
  return (
    <div className="flex min-h-dvh flex-col text-lg">
      <SkipLink />
      <header>
        {progress !== undefined && <Progress thin {...progress} />}
        {end !== undefined && <div className="flex justify-end px-3 py-2 text-base">{end}</div>}
      </header>
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}
