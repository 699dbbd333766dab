import type { ComponentProps } from 'react';
import { cn } from './cn';
import { inputStyle } from './input-style';

/** Grows with its text where the browser can (field-sizing), else scrolls. */
export function Textarea({ className, rows = 2, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cn(inputStyle, 'field-sizing-content max-h-80 resize-y py-1.5', className)}
    />
  );
}
