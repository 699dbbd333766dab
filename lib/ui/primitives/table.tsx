import type { ComponentProps } from 'react';
import { cn } from './cn';

/*
 * Set like a table in a paper: strong rules above and below, a thin one under the head, none between
 * columns, no stripes.
 */

export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <table
      {...rest}
      className={cn('w-full border-collapse border-y border-ink text-left', className)}
    />
  );
}

export function THead({
  sticky = false,
  className,
  ...rest
}: ComponentProps<'thead'> & { sticky?: boolean }) {
  return (
    <thead
      {...rest}
      className={cn(
        // A border of a sticky row would stay behind; the shadow travels with it.
        sticky && '[&_th]:sticky [&_th]:top-0 [&_th]:z-10 [&_th]:bg-bg',
        '[&_th]:shadow-[inset_0_-1px_var(--ink)]',
        className,
      )}
    />
  );
}

export function TBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} />;
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      {...rest}
      className={cn('border-b border-line last:border-0 in-[tbody]:hover:bg-hover', className)}
    />
  );
}

interface CellProps {
  numeric?: boolean | undefined;
}

const cell = 'h-9 px-3 py-1.5 first:pl-1 last:pr-1';

export function Th({
  numeric,
  scope = 'col',
  className,
  ...rest
}: ComponentProps<'th'> & CellProps) {
  return (
    <th
      {...rest}
      scope={scope}
      className={cn(
        cell,
        'text-sm font-medium whitespace-nowrap text-ink-2 in-[tbody]:text-base in-[tbody]:text-ink',
        numeric === true && 'text-right',
        className,
      )}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & CellProps) {
  return (
    <td
      {...rest}
      className={cn(cell, numeric === true && 'text-right whitespace-nowrap num', className)}
    />
  );
}
