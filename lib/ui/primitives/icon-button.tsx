'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useKeyLabel } from '../keyboard/own-keys';
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style';
import { Tooltip } from './tooltip';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  label: string;
  icon: ReactNode;
  /** The key that does the same, as it is by default. */
  shortcut?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Where its name is shown, if there is room. */
  tipSide?: 'top' | 'left';
  /** Its name is not shown for now. */
  tipMuted?: boolean;
}

const SQUARE: Record<ButtonSize, string> = { sm: 'w-7 px-0', md: 'w-8 px-0', lg: 'w-11 px-0' };

export function IconButton({
  label,
  icon,
  shortcut,
  variant = 'ghost',
  size = 'md',
  className,
  type = 'button',
  tipSide = 'top',
  tipMuted = false,
  ...rest
}: IconButtonProps) {
  const labelOf = useKeyLabel();
  const key = shortcut === undefined ? undefined : labelOf(shortcut);
  return (
    <Tooltip content={label} shortcut={key} side={tipSide} muted={tipMuted}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-keyshortcuts={key}
        className={buttonStyle(variant, size, `${SQUARE[size]} ${className ?? ''}`)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
