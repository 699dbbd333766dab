import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style';

interface LinkButtonProps {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** A file: a plain anchor, so that the router does not try to prefetch it. */
  download?: boolean | string;
  className?: string;
  children: ReactNode;
}

export function LinkButton({
  href,
  variant,
  size,
  icon,
  download,
  className,
  children,
}: LinkButtonProps) {
  const style = buttonStyle(variant, size, className);
  if (download !== undefined && download !== false) {
    return (
      <a href={href} download={download} className={style}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={style}>
      {icon}
      {children}
    </Link>
  );
}
