'use client';

import type { ReactNode } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { useHydrated } from './use-hydrated';

interface OnlyButtonProps {
  /** What went wrong with the last click. */
  problem: string | null;
  busy: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** The one step on a page that a link leads to, and what went wrong with it. */
export function OnlyButton({ problem, busy, onClick, children }: OnlyButtonProps) {
  const hydrated = useHydrated();
  return (
    <>
      <div role="alert">{problem === null ? null : <Callout tone="danger">{problem}</Callout>}</div>
      <Button variant="primary" size="lg" loading={busy} disabled={!hydrated} onClick={onClick}>
        {children}
      </Button>
    </>
  );
}
