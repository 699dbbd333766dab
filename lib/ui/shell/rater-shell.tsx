import type { ReactNode } from 'react';
import { Progress } from '../primitives/progress';
import { Wordmark } from './logo';
import { SkipLink } from './skip-link';

interface RaterShellProps {
  /** A thin line at the very top. */
  progress?: { value: number; max: number; label: string };
  /** Between two pieces of work: who is signed in, and the way out. */
  account?: ReactNode;
  children: ReactNode;
}

/** Nothing on the screen but the task, at 16 px. */
export function RaterShell({ progress, account, children }: RaterShellProps) {
  return (
    <div className="flex min-h-dvh flex-col text-lg">
      <SkipLink />
      <header>
        {progress !== undefined && <Progress thin {...progress} />}
        {account !== undefined && (
          <div className="flex h-12 items-center justify-between gap-4 border-b border-line px-4 text-base">
            <Wordmark size={20} />
            <div className="min-w-0">{account}</div>
          </div>
        )}
      </header>
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}
