'use client';

import { LogOut, Monitor, Moon, Settings, Sun, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useSyncExternalStore, useTransition, type ReactNode } from 'react';
import { LOCALE_NAMES, LOCALES, type Locale } from '../i18n/locale';
import { Menu, MenuItem, MenuRadio, MenuSeparator } from '../primitives/menu';
import { themeStore, type Theme } from './theme';

export interface UserMenuProps {
  user: { name: string; email?: string; role?: string };
  locale: Locale;
  /** A server action that stores the choice. */
  onLocale: (locale: Locale) => Promise<unknown>;
  settingsHref?: string;
  signOutHref?: string;
  onSignOut?: () => Promise<unknown>;
}

const THEME_ICONS: Record<Theme, ReactNode> = {
  light: <Sun />,
  dark: <Moon />,
  system: <Monitor />,
};

export function UserMenu(props: UserMenuProps & { compact?: boolean }) {
  const { user, locale, onLocale, settingsHref, signOutHref, onSignOut, compact = false } = props;
  const t = useTranslations('shell');
  const router = useRouter();
  const [, start] = useTransition();
  const theme = useSyncExternalStore(themeStore.subscribe, themeStore.get, () => 'system' as const);
  const trigger = (
    <button
      type="button"
      aria-label={t('account', { name: user.name })}
      className="flex touch-target w-full items-center gap-2 rounded px-2 py-1.5 text-left transition-colors hover:bg-hover"
    >
      <UserRound size={16} aria-hidden className="shrink-0 text-ink-2" />
      {!compact && (
        <span className="min-w-0">
          <span className="block truncate">{user.name}</span>
          {user.role !== undefined && (
            <span className="block truncate text-xs text-ink-2">{user.role}</span>
          )}
        </span>
      )}
    </button>
  );
  return (
    <Menu trigger={trigger} label={t('account', { name: user.name })} side="top" align="start">
      {user.email !== undefined && <p className="px-2 pt-2 text-sm text-ink-2">{user.email}</p>}
      <MenuRadio
        label={t('theme')}
        value={theme}
        onValueChange={themeStore.set}
        options={(['light', 'dark', 'system'] as const).map((value) => ({
          value,
          label: t(`themes.${value}`),
          icon: THEME_ICONS[value],
        }))}
      />
      <MenuSeparator />
      <MenuRadio
        label={t('language')}
        value={locale}
        onValueChange={(chosen) =>
          start(async () => {
            await onLocale(chosen);
            router.refresh();
          })
        }
        options={LOCALES.map((value) => ({
          value,
          label: <span lang={value === 'zh' ? 'zh-Hans' : value}>{LOCALE_NAMES[value]}</span>,
        }))}
      />
      {(settingsHref ?? signOutHref ?? onSignOut) !== undefined && <MenuSeparator />}
      {settingsHref !== undefined && (
        <MenuItem href={settingsHref} icon={<Settings />}>
          {t('settings')}
        </MenuItem>
      )}
      {(signOutHref !== undefined || onSignOut !== undefined) && (
        <MenuItem
          icon={<LogOut />}
          {...(signOutHref === undefined
            ? { onSelect: () => start(async () => void (await onSignOut?.())) }
            : { href: signOutHref })}
        >
          {t('signOut')}
        </MenuItem>
      )}
    </Menu>
  );
}
