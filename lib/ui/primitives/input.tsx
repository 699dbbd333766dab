import type { ComponentProps } from 'react';
import { cn } from './cn';
import { inputStyle } from './input-style';

/** The width tells how much is expected: a code, a number, a sentence. */
const WIDTHS = { full: '', short: 'max-w-60', number: 'num max-w-28' } as const;

interface InputProps extends Omit<ComponentProps<'input'>, 'width'> {
  width?: keyof typeof WIDTHS;
}

export function Input({ width = 'full', className, type = 'text', ...rest }: InputProps) {
  return (
    <input {...rest} type={type} className={cn(inputStyle, 'h-8', WIDTHS[width], className)} />
  );
}
