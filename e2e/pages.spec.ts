/** Every page that a role can open: no console error, no axe finding, no sideways scroll, a picture. */
import { ROLES, can, isProjectScope, type Role } from '@/lib/domain/permissions';
import { expect, test } from './support/fixtures';
import { expectAccessible, expectNoSidewaysScroll, screenshot, settled } from './support/look';
import { allRoutes, fill, type Route } from './support/routes';

const VIEWS = [
  { width: 1280, theme: 'light', locale: 'en' },
  { width: 1280, theme: 'dark', locale: 'en' },
  { width: 375, theme: 'light', locale: 'en' },
  { width: 375, theme: 'dark', locale: 'en' },
  { width: 1280, theme: 'light', locale: 'zh' },
] as const;

/**
 * An administrator's pages hold all that others' do, and are looked at in every view. Members between
 * them and raters see the same pages with less on them: once wide and light, once narrow and dark.
 */
const viewsOf = (who: string) =>
  ['annotator', 'reviewer', 'researcher'].includes(who) ? [VIEWS[0], VIEWS[3]] : VIEWS;

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
  for (const view of viewsOf(who)) {
    test(`${who}: all pages, ${view.width} px, ${view.theme}, ${view.locale}`, async ({
      open,
      world,
    }) => {
      test.setTimeout(300_000);
      const person =
        who === 'nobody'
          ? null
          : who === 'instance'
            ? world.admin
            : world.members[who.toUpperCase() as Role];
      const page = await open(person, view);
      for (const path of paths) {
        const response = await page.goto(fill(path, { project: world.project, number: '1' }));
        expect(response?.status(), path).toBe(200);
        await settled(page);
        await expect(page.locator('html'), path).toHaveAttribute('lang', new RegExp(view.locale));
        await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
        await expectNoSidewaysScroll(page, path);
        await expectAccessible(page, `${path} for ${who}`);
        await screenshot(page, nameOf(who, path, view.locale), view.theme);
      }
    });
  }
}
