'use client';

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { cn } from '../primitives/cn';
import { IconButton } from '../primitives/icon-button';
import { Logo, Wordmark } from './logo';
import { NavDrawer } from './nav-drawer';
import { NavList, type NavGroup } from './nav-list';
import { ProjectSwitch, type ProjectSwitchProps } from './project-switch';
import { SkipLink } from './skip-link';
import { UserMenu, type UserMenuProps } from './user-menu';

interface AppShellProps extends ProjectSwitchProps, UserMenuProps {
  nav: readonly NavGroup[];
  homeHref: string;
  /** Pages on which the navigation begins as a rail of icons: there the picture comes first. */
  railOn?: readonly string[];
  children: ReactNode;
}

/** Navigation at the left (a drawer below 1024 px), the page at the right. */
export function AppShell({ nav, homeHref, railOn = [], children, ...rest }: AppShellProps) {
  const t = useTranslations('shell');
  const rail = railOn.includes(usePathname());
  // A person's own choice holds for the pages of one kind, until he chooses otherwise.
  const [chosen, setChosen] = useState<{ rail?: boolean; full?: boolean }>({});
  const compact = (rail ? chosen.rail : chosen.full) ?? rail;
  const setCompact = (value: boolean): void =>
    setChosen({ ...chosen, [rail ? 'rail' : 'full']: value });
  const side = (small: boolean): ReactNode => (
    <>
      {!small && <ProjectSwitch {...rest} />}
      <div className="flex-1">
        <NavList nav={nav} compact={small} label={t('navigation')} />
      </div>
      <UserMenu {...rest} compact={small} />
    </>
  );
  return (
    <div className="min-h-dvh lg:flex">
      <SkipLink />
      <header
        className={cn(
          'sticky top-0 hidden h-dvh shrink-0 flex-col gap-3 overflow-y-auto border-r border-line bg-sunken p-2 lg:flex print:hidden',
          compact ? 'w-13' : 'w-56',
        )}
      >
        <div className={cn('flex items-center justify-between', compact && 'flex-col gap-2')}>
          <Link href={homeHref} aria-label={t('product')} className="rounded p-1.5">
            {compact ? <Logo size={20} /> : <Wordmark size={20} />}
          </Link>
          <IconButton
            size="sm"
            label={t(compact ? 'expand' : 'collapse')}
            aria-expanded={!compact}
            icon={compact ? <PanelLeftOpen /> : <PanelLeftClose />}
            className="text-ink-2"
            onClick={() => setCompact(!compact)}
          />
        </div>
        {side(compact)}
      </header>
      <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-bg px-2 lg:hidden print:hidden">
        <NavDrawer>
          <Wordmark size={20} />
          {side(false)}
        </NavDrawer>
        <Link href={homeHref} aria-label={t('product')} className="rounded p-1">
          <Wordmark size={20} />
        </Link>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="min-w-0 flex-1 px-4 py-5 outline-none sm:px-6 lg:px-8 lg:py-6"
      >
        {children}
      </main>
    </div>
  );
}
