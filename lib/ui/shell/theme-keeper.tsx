'use client';

import { useLayoutEffect } from 'react';
import { themeStore } from './theme';

/**
 * A page that failed on the server is drawn in the browser from nothing, where scripts in the markup do
 * not run: then the theme is set here, before the paint.
 */
export function ThemeKeeper() {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (dataset.theme !== undefined) return;
    const chosen = themeStore.get();
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    dataset.theme = chosen === 'system' ? (dark ? 'dark' : 'light') : chosen;
  }, []);
  return null;
}
