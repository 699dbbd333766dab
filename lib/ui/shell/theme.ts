export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_KEY = 'theme';

/**
 * Runs before the first paint. It sets html[data-theme] from the stored choice or the system, and
 * follows the system while that is the choice.
 */
export const THEME_SCRIPT = `(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let choice = null;
    try { choice = localStorage.getItem('${THEME_KEY}'); } catch {}
    const theme = choice === 'light' || choice === 'dark' ? choice : dark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme;
  };
  apply();
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('theme-chosen', apply);
})();`;

const isTheme = (value: unknown): value is Theme => (THEMES as readonly unknown[]).includes(value);

export const themeStore = {
  subscribe(listener: () => void): () => void {
    addEventListener('storage', listener);
    addEventListener('theme-chosen', listener);
    return () => {
      removeEventListener('storage', listener);
      removeEventListener('theme-chosen', listener);
    };
  },
  get(): Theme {
    const stored = localStorage.getItem(THEME_KEY);
    return isTheme(stored) ? stored : 'system';
  },
  set(theme: Theme): void {
    localStorage.setItem(THEME_KEY, theme);
    dispatchEvent(new Event('theme-chosen'));
  },
};
