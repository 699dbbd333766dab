import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonStyle } from './button-style';

interface PaginationProps {
  label: string;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  previousLabel: string;
  nextLabel: string;
  summary?: ReactNode;
}

/** Cursor paging: there is a way back and a way on, and no page numbers to jump to. */
export function Pagination({
  label,
  previousHref,
  nextHref,
  previousLabel,
  nextLabel,
  summary,
}: PaginationProps) {
  if (previousHref === undefined && nextHref === undefined && summary === undefined) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-2 pt-3">
      <span className="flex-1 text-sm text-ink-2 num">{summary}</span>
      {previousHref !== undefined && (
        <Link href={previousHref} rel="prev" className={buttonStyle('secondary', 'sm')}>
          <ArrowLeft aria-hidden />
          {previousLabel}
        </Link>
      )}
      {nextHref !== undefined && (
        <Link href={nextHref} rel="next" className={buttonStyle('secondary', 'sm')}>
          {nextLabel}
          <ArrowRight aria-hidden />
        </Link>
      )}
    </nav>
  );
}
