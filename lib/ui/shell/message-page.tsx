import type { ReactNode } from 'react';
import { Wordmark } from './logo';

interface MessagePageProps {
  title: ReactNode;
  children: ReactNode;
  action: ReactNode;
}

/** One message instead of a page: what happened, what is safe, what to do. */
export function MessagePage({ title, children, action }: MessagePageProps) {
  return (
    <main className="mx-auto flex min-h-[70dvh] max-w-lg flex-col justify-center gap-4 px-5 py-10">
      <Wordmark />
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <div className="flex flex-col gap-2 text-ink-2">{children}</div>
      <div className="flex flex-wrap gap-2 pt-2">{action}</div>
    </main>
  );
}
