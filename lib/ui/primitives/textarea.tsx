import type { ComponentProps } from 'react';
import { cn } from './cn';
import { inputStyle } from './input-style';

/** Grows with its text where the browser can (field-sizing), else scrolls. */
export function Textarea({ className, rows = 2, style, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...rest}
      rows={rows}
      // field-sizing drops `rows`: without a least height an empty field would show a single line.
      style={{ minHeight: `calc(${rows} * 1.25rem + 0.875rem)`, ...style }}
      className={cn(inputStyle, 'field-sizing-content max-h-80 resize-y py-1.5', className)}
    />
  );
}
