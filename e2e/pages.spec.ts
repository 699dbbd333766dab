/** Every page that a role can open: no console error, no axe finding, no sideways scroll, a picture. */
import type { Page } from '@playwright/test';
import { ROLES, can, isProjectScope, type Role } from '@/lib/domain/permissions';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot, settled } from './support/look';
import { allRoutes, fill, type Route } from './support/routes';

interface View {
  width: 1280 | 375;
  theme: 'light' | 'dark';
}

interface Visit {
  locale: 'en' | 'zh';
  /** The page is loaded in the first and then becomes each of the others. */
  views: readonly [View, ...View[]];
}

/**
 * Of the eight combinations four, so that any two of width, theme and language meet, and each page is
 * loaded wide and loaded narrow. A language is another page; width and theme change under an open one,
 * as they do for people who turn a phone or whose evening begins.
 */
const FOUR_VIEWS: readonly Visit[] = [
  {
    locale: 'en',
    views: [
      { width: 1280, theme: 'light' },
      { width: 375, theme: 'dark' },
    ],
  },
  {
    locale: 'zh',
    views: [
      { width: 375, theme: 'light' },
      { width: 1280, theme: 'dark' },
    ],
  },
];

/**
 * An administrator's pages hold all that others' do, and are looked at in every view. Members between
 * them and raters see the same pages with less on them: once wide and light, once narrow and dark.
 */
const visitsOf = (who: string) =>
  ['annotator', 'reviewer', 'researcher'].includes(who) ? FOUR_VIEWS.slice(0, 1) : FOUR_VIEWS;

/** Pages whose ids this world has; those of studies and releases belong to the whole-life journey. */
const KNOWN = new Set(['project', 'number']);

const pages = allRoutes().filter(
  (route) =>
    route.kind === 'page' &&
    [...route.path.matchAll(/\[([a-zA-Z]+)\]/g)].every((found) => KNOWN.has(found[1] ?? '')),
);

function opens(role: Role, route: Route): boolean {
  if (!isProjectScope(route.scope as never)) return route.scope === 'self';
  const actor = { kind: 'user', userId: 'u', name: '', email: '', instanceAdmin: false } as const;
  return can({ ...actor, projectId: 'p', role }, route.scope as never, 'p');
}

const nameOf = (who: string, path: string, locale: string): string =>
  `${who}${path.replace(/[^a-z]+/g, '-').replace(/-$/, '')}${locale === 'en' ? '' : `-${locale}`}`;

const VISITS = [
  {
    who: 'nobody',
    paths: [
      ...['/sign-in', '/sign-in/sent', '/invite/unknown-token'],
      ...['/join/unknown-token', '/join/resume/unknown-token'],
    ],
  },
  { who: 'instance', paths: ['/admin', '/'] },
  ...ROLES.map((role) => ({
    who: role.toLowerCase(),
    paths: pages.filter((route) => opens(role, route)).map((route) => route.path),
  })),
];

for (const { who, paths } of VISITS) {
  for (const { locale, views } of visitsOf(who)) {
    test(`${who}: all pages, ${locale}`, async ({ open, world }) => {
      test.setTimeout(300_000);
      const person =
        who === 'nobody'
          ? null
          : who === 'instance'
            ? world.admin
            : world.members[who.toUpperCase() as Role];
      const page = await open(person, { ...views[0], locale });
      for (const path of paths) {
        await show(page, views[0]);
        const response = await page.goto(fill(path, { project: world.project, number: '1' }));
        expect(response?.status(), path).toBe(200);
        if (who === 'nobody' || who === 'rater') await expectNoWordOfPairs(page, path);
        for (const view of views) {
          const where = `${path} for ${who}, ${view.width} px, ${view.theme}, ${locale}`;
          await show(page, view);
          await settled(page);
          await expect(page.locator('html'), where).toHaveAttribute('data-theme', view.theme);
          await expect(page.locator('html'), where).toHaveAttribute('lang', new RegExp(locale));
          await expect(page.getByRole('heading', { level: 1 }), where).toHaveCount(1);
          await expectNoSidewaysScroll(page, where);
          await expectAccessible(page, where);
          await screenshot(page, nameOf(who, path, locale), view.theme);
        }
      }
    });
  }
}

/** Turns what the page is shown on, and waits until the page has followed. */
async function show(page: Page, { width, theme }: View): Promise<void> {
  await page.setViewportSize({ width, height: width < 600 ? 812 : 800 });
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

/** Whoever rates, or is on the way in to it, is to see each image by itself, and not to look for its like. */
async function expectNoWordOfPairs(page: Page, path: string): Promise<void> {
  const description = page.locator('meta[name="description"]');
  const read = [await page.locator('body').innerText(), await description.getAttribute('content')];
  for (const text of read) expect(text, path).not.toMatch(/\bpairs?\b|成对|图像对|每一对/i);
}
