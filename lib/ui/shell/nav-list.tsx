'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '../primitives/cn';
import { Tooltip } from '../primitives/tooltip';
import { NAV_ICONS, type NavIcon } from './nav-icons';

export interface NavItem {
  href: string;
  label: string;
  icon: NavIcon;
  count?: number;
  /** What the count says, e.g. "3 pairs wait for your review". */
  countLabel?: string;
}

export interface NavGroup {
  label?: string;
  items: readonly NavItem[];
}

/** The longest entry that the path begins with, so that a project's home is not always lit. */
export function currentHref(path: string, nav: readonly NavGroup[]): string | undefined {
  return nav
    .flatMap(({ items }) => items.map(({ href }) => href))
    .filter((href) => path === href || path.startsWith(href === '/' ? href : `${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}

export function NavList({
  nav,
  compact,
  label,
}: {
  nav: readonly NavGroup[];
  compact: boolean;
  label: string;
}) {
  const current = currentHref(usePathname(), nav);
  return (
    <nav aria-label={label} className="flex flex-col gap-4">
      {nav.map((group, index) => (
        <div key={group.label ?? index}>
          {group.label !== undefined && !compact && (
            <p className="px-2 pb-1 text-xs text-ink-2">{group.label}</p>
          )}
          <ul className="flex flex-col gap-px">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} current={item.href === current} compact={compact} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavLink({
  item,
  current,
  compact,
}: {
  item: NavItem;
  current: boolean;
  compact: boolean;
}) {
  const Icon = NAV_ICONS[item.icon];
  const link = (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex h-7 touch-target items-center gap-2 rounded px-2 transition-colors',
        current ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <span className={compact ? 'sr-only' : 'flex-1 truncate'}>{item.label}</span>
      {item.count !== undefined && item.count > 0 && !compact && (
        <span className="text-sm text-ink-2 num">
          <span aria-hidden={item.countLabel !== undefined}>{item.count}</span>
          {item.countLabel !== undefined && <span className="sr-only">{item.countLabel}</span>}
        </span>
      )}
    </Link>
  );
  if (!compact) return link;
  return (
    <Tooltip content={item.label} side="right">
      {link}
    </Tooltip>
  );
}
