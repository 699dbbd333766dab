import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from './cn';

interface LinkTabsProps {
  label: string;
  items: readonly { href: string; label: ReactNode; count?: number | string; current?: boolean }[];
}

/** Views of one list whose choice lives in the address. */
export function LinkTabs({ label, items }: LinkTabsProps) {
  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="flex gap-4 overflow-x-auto">
        {items.map((item) => (
          <li key={item.href} className="shrink-0">
            <Link
              href={item.href}
              aria-current={item.current === true ? 'page' : undefined}
              className={cn(
                'flex h-9 items-center border-b-2 -outline-offset-2',
                item.current === true
                  ? 'border-accent text-ink'
                  : 'border-transparent text-ink-2 hover:text-ink',
              )}
            >
              {item.label}
              {item.count !== undefined && (
                <span className="ml-1.5 text-ink-2 num">{item.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
