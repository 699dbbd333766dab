/** Every page and route of the application with its scope, read from the files that Next reads. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INSTANCE_SCOPES, PROJECT_SCOPES, type Scope } from '@/lib/domain/permissions';

const APP = fileURLToPath(new URL('../../app', import.meta.url));

export interface Route {
  /** As Next writes it: /p/[project]/images/[id] */
  path: string;
  kind: 'page' | 'route';
  scope: Scope | 'public';
  methods: readonly string[];
}

/** Pages that people see before they have a session, or that end it. Adding one is a decision. */
const OPEN_PAGES = [
  ...['/sign-in', '/sign-in/sent', '/sign-out', '/invite/[token]'],
  ...['/join/[token]', '/join/resume/[token]'],
];
/** NextAuth's own handler has no scope of ours. */
const FOREIGN_ROUTES = ['/api/auth/[...nextauth]'];

function scopeOf(path: string, kind: Route['kind'], source: string): Scope | 'public' {
  const said =
    kind === 'page'
      ? /\b(?:projectPage|instancePage)\(\s*'([a-z:]+)'/.exec(source)?.[1]
      : /\bscope:\s*'([a-z:]+)'/.exec(source)?.[1];
  const known: readonly string[] = ['public', ...PROJECT_SCOPES, ...INSTANCE_SCOPES];
  if (said !== undefined && known.includes(said)) return said as Scope | 'public';
  const open = kind === 'page' ? OPEN_PAGES : FOREIGN_ROUTES;
  if (said === undefined && open.includes(path)) return 'public';
  throw new Error(
    `${path} does not say its scope; it must call projectPage, instancePage or defineRoute.`,
  );
}

export function allRoutes(): Route[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file): Route => {
      const source = readFileSync(join(APP, file), 'utf8');
      const kind = file.endsWith('page.tsx') ? 'page' : 'route';
      const folders = file.split('/').slice(0, -1);
      const path = `/${folders.filter((part) => !part.startsWith('(')).join('/')}`;
      const methods = [
        ...source.matchAll(/export (?:const|async function) (GET|POST|PUT|PATCH|DELETE)\b/g),
      ];
      return {
        path,
        kind,
        scope: scopeOf(path, kind, source),
        methods: kind === 'page' ? ['GET'] : methods.map((found) => found[1] ?? ''),
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export interface Action {
  name: string;
  /** As the browser calls it. */
  id: string;
  /** A page that carries it, as Next writes pages. */
  page: string;
  scope: Scope | 'public';
}

/** Actions that need no session or only end one. Adding one is a decision. */
const OPEN_ACTIONS = ['setLocale', 'carryInvitationAction', 'signOutAction'];
const BUILD = fileURLToPath(new URL('../../.next/server', import.meta.url));

/** Every server action of the build, with the scope that its source says. */
export function allActions(): Action[] {
  const manifest = JSON.parse(
    readFileSync(join(BUILD, 'server-reference-manifest.json'), 'utf8'),
  ) as {
    node: Record<string, { exportedName: string; filename: string; workers: object }>;
  };
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return Object.entries(manifest.node).map(([id, { exportedName, filename, workers }]) => {
    const source = readFileSync(join(root, filename), 'utf8');
    const scope = actionScope(exportedName, source);
    if (scope === null && !OPEN_ACTIONS.includes(exportedName)) {
      throw new Error(`The action ${exportedName} does not say its scope.`);
    }
    const folders = (Object.keys(workers)[0] ?? '').split('/').slice(1, -1);
    return {
      name: exportedName,
      id,
      page: `/${folders.filter((part) => !part.startsWith('(')).join('/')}`,
      scope: scope ?? 'public',
    };
  });
}

/** Said in the action itself, or once for all actions of the file. */
function actionScope(name: string, source: string): Scope | null {
  const own = new RegExp(`${name} = defineAction\\(\\{\\s*scope(?:: '([a-z:]+)')?,`).exec(source);
  const said = own && (own[1] ?? /^const scope = '([a-z:]+)';$/m.exec(source)?.[1]);
  const known: readonly string[] = [...PROJECT_SCOPES, ...INSTANCE_SCOPES];
  return said && known.includes(said) ? (said as Scope) : null;
}

/** Fills the brackets; an id that nobody has where no value is known. */
export function fill(path: string, values: Record<string, string>): string {
  return path.replace(
    /\[(?:\.\.\.)?([a-zA-Z]+)\]/g,
    (_, name: string) => values[name] ?? '00000000-0000-4000-8000-000000000000',
  );
}
