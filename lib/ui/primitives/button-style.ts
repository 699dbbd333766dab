import { cn } from './cn';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  secondary: 'bg-bg text-ink border-line-strong hover:bg-hover',
  ghost:
    'bg-transparent text-ink border-transparent hover:bg-hover disabled:border-transparent disabled:bg-transparent',
  danger: 'bg-bg text-danger border-danger hover:bg-danger-soft',
};

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 text-sm gap-1.5',
  md: 'h-8 px-3 text-base gap-2',
  lg: 'h-11 px-5 text-lg gap-2',
};

/** The look shared by buttons and links that act as buttons. */
export function buttonStyle(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'md',
  className?: string,
): string {
  return cn(
    'touch-target inline-flex shrink-0 items-center justify-center rounded border font-medium whitespace-nowrap transition-colors select-none',
    'disabled:cursor-not-allowed disabled:border-line disabled:bg-hover disabled:text-ink-3',
    '[&_svg]:size-4 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}
