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
const OPEN_PAGES = ['/sign-in', '/sign-in/sent', '/sign-out', '/invite/[token]'];
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

/** Fills the brackets; an id that nobody has where no value is known. */
export function fill(path: string, values: Record<string, string>): string {
  return path.replace(
    /\[(?:\.\.\.)?([a-zA-Z]+)\]/g,
    (_, name: string) => values[name] ?? '00000000-0000-4000-8000-000000000000',
  );
}
