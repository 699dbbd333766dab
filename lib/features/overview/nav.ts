import { can, type Actor, type ProjectScope } from '@/lib/domain/permissions';

export const NAV_ICONS = [
  'home',
  'images',
  'pairs',
  'bench',
  'review',
  'guidelines',
  'me',
  'studies',
  'checks',
  'releases',
  'results',
  'people',
  'settings',
  'models',
  'jobs',
  'audit',
] as const;
export type NavId = (typeof NAV_ICONS)[number];

/** The rail's entries in the order in which data flows, and the scope that shows each. */
const ENTRIES: readonly {
  group: 'work' | 'measure' | 'manage';
  id: NavId;
  path: string;
  scope: ProjectScope;
}[] = [
  { group: 'work', id: 'home', path: '', scope: 'project:view' },
  { group: 'work', id: 'images', path: '/images', scope: 'corpus:view' },
  { group: 'work', id: 'pairs', path: '/pairs', scope: 'mining:view' },
  { group: 'work', id: 'bench', path: '/bench', scope: 'authoring:write' },
  { group: 'work', id: 'review', path: '/review', scope: 'review:write' },
  { group: 'work', id: 'guidelines', path: '/guidelines', scope: 'guidelines:view' },
  { group: 'work', id: 'me', path: '/me', scope: 'authoring:write' },
  { group: 'measure', id: 'studies', path: '/studies', scope: 'study:view' },
  { group: 'measure', id: 'checks', path: '/checks', scope: 'checks:view' },
  { group: 'measure', id: 'releases', path: '/releases', scope: 'release:view' },
  { group: 'measure', id: 'results', path: '/results', scope: 'results:view' },
  { group: 'manage', id: 'people', path: '/people', scope: 'people:manage' },
  { group: 'manage', id: 'settings', path: '/settings', scope: 'pair:manage' },
  { group: 'manage', id: 'models', path: '/models', scope: 'models:view' },
  { group: 'manage', id: 'jobs', path: '/jobs', scope: 'jobs:view' },
  { group: 'manage', id: 'audit', path: '/audit', scope: 'audit:view' },
];

export interface NavGroup {
  group: 'work' | 'measure' | 'manage';
  items: { id: NavId; href: string }[];
}

/** What this person can open. The pages check again; hiding is convenience. */
export function projectNav(actor: Actor, project: { id: string; slug: string }): NavGroup[] {
  return (['work', 'measure', 'manage'] as const)
    .map((group) => ({
      group,
      items: ENTRIES.filter(
        (entry) => entry.group === group && can(actor, entry.scope, project.id),
      ).map((entry) => ({ id: entry.id, href: `/p/${project.slug}${entry.path}` })),
    }))
    .filter((group) => group.items.length > 0);
}
