'use client';

import { useEffect, useLayoutEffect, useRef, type ComponentProps, type ReactNode } from 'react';
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style';
import { Spinner } from './spinner';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Really disables the button, so that a second click cannot send twice. */
  loading?: boolean;
  loadingLabel?: string;
  icon?: ReactNode;
}

export function Button({
  variant,
  size,
  loading = false,
  loadingLabel,
  icon,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  useFocusBack(loading);
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || loading}
      aria-busy={loading || undefined}
      className={buttonStyle(variant, size, className)}
    >
      {loading ? <Spinner /> : icon}
      {loading && loadingLabel !== undefined ? loadingLabel : children}
    </button>
  );
}

/** A button that is disabled loses the focus. It gets it back, so that one can try again where one was. */
function useFocusBack(loading: boolean): void {
  const pressed = useRef<HTMLElement | null>(null);
  // Before the browser draws the disabled button, which is when it takes the focus away.
  useLayoutEffect(() => {
    const at = document.activeElement;
    if (loading && at instanceof HTMLButtonElement && at.ariaBusy === 'true') pressed.current = at;
  }, [loading]);
  useEffect(() => {
    if (loading) return;
    if (document.activeElement === document.body) pressed.current?.focus();
    pressed.current = null;
  }, [loading]);
}
