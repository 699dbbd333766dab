/** Role x route, from the route files and the one table of scopes: nobody gets further than it says. */
import { can, isProjectScope, ROLES, type Actor, type Role } from '@/lib/domain/permissions';
import { expect, test } from './support/fixtures';
import { allRoutes, fill, type Route } from './support/routes';
import type { Person, World } from './support/world';

interface Caller {
  name: string;
  person: (world: World) => Person | null;
  role: Role | null;
  instanceAdmin: boolean;
}

const CALLERS: readonly Caller[] = [
  { name: 'nobody', person: () => null, role: null, instanceAdmin: false },
  { name: 'an outsider', person: (w) => w.outsider, role: null, instanceAdmin: false },
  { name: 'the instance administrator', person: (w) => w.admin, role: null, instanceAdmin: true },
  ...ROLES.map((role) => ({
    name: role.toLowerCase(),
    person: (w: World) => w.members[role],
    role,
    instanceAdmin: false,
  })),
];

const PROJECT = 'p';
const LENS = '/api/p/[project]/pairs/[number]/lens';

const actorOf = (caller: Caller, projectId: string | null): Actor =>
  caller.name === 'nobody'
    ? { kind: 'anonymous' }
    : {
        kind: 'user',
        userId: 'u',
        name: 'n',
        email: 'e',
        instanceAdmin: caller.instanceAdmin,
        projectId,
        role: caller.role,
      };

function allowed(caller: Caller, route: Route): boolean {
  if (route.scope === 'public') return true;
  // Who may still review the pair answers its question first, whatever the scope says.
  if (route.path === LENS && can(actorOf(caller, PROJECT), 'review:write', PROJECT)) return false;
  const projectId = isProjectScope(route.scope) ? PROJECT : null;
  return can(actorOf(caller, projectId), route.scope, projectId ?? undefined);
}

/** What a refusal looks like: sign in first; or no such thing, for those who may not know of it. */
function refusals(caller: Caller, route: Route): readonly number[] {
  if (caller.name === 'nobody') return route.kind === 'page' ? [302, 303, 307] : [401];
  if (isProjectScope(route.scope as never) && caller.role === null && !caller.instanceAdmin)
    return [404];
  return [403];
}

const routes = allRoutes();

test('the list of routes is whole', () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.filter((route) => route.methods.length === 0).map((route) => route.path)).toEqual([
    // It exports one handler under two names.
    '/api/auth/[...nextauth]',
  ]);
});

for (const caller of CALLERS) {
  test(`${caller.name} reaches what the table of scopes grants, and nothing else`, async ({
    open,
    world,
  }) => {
    const page = await open(caller.person(world));
    const values = { project: world.project, number: '1' };
    const wrong: string[] = [];
    for (const route of routes) {
      for (const method of route.methods) {
        const response = await page.request.fetch(`${world.url}${fill(route.path, values)}`, {
          method,
          maxRedirects: 0,
          headers: { origin: world.url, 'content-type': 'application/json' },
          ...(method === 'GET' ? {} : { data: '{}' }),
        });
        const status = response.status();
        const line = `${method} ${route.path} (${route.scope}): ${status}`;
        if (allowed(caller, route)) {
          // An id that nobody has gives 404, an empty body 400 or 422: both are past the door.
          const past = ![401, 403].includes(status) && status < 500;
          const toSignIn = response.headers().location?.includes('/sign-in') ?? false;
          const hidden = status === 404 && !/\[(?!project\])/.test(route.path);
          if ((!past || toSignIn || hidden) && route.path !== '/readyz')
            wrong.push(`${line}, should be let in`);
        } else if (!refusals(caller, route).includes(status)) {
          wrong.push(`${line}, should be refused`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
}
