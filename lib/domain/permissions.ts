/**
 * Who may do what: one typed table, read by the server and by the interface.
 * A scope that is not granted here is refused.
 */

export const ROLES = ['ANNOTATOR', 'REVIEWER', 'RATER', 'RESEARCHER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** Scopes within one project. */
export const PROJECT_SCOPES = [
  'project:view',
  'corpus:view',
  'corpus:add',
  'corpus:manage',
  'mining:view',
  'mining:run',
  'models:view',
  'models:manage',
  'guidelines:view',
  'guidelines:edit',
  'authoring:write',
  'review:write',
  'pair:manage',
  'study:view',
  'study:manage',
  'study:rate',
  'checks:view',
  'checks:run',
  'release:view',
  'release:make',
  'release:download',
  'results:view',
  'evaluation:import',
  'people:manage',
  'jobs:view',
  'jobs:manage',
  'audit:view',
] as const;
export type ProjectScope = (typeof PROJECT_SCOPES)[number];

/** Scopes outside any project. */
export const INSTANCE_SCOPES = ['self', 'instance:admin'] as const;
export type InstanceScope = (typeof INSTANCE_SCOPES)[number];

export type Scope = ProjectScope | InstanceScope;

const SEES_PAIRS: readonly ProjectScope[] = [
  'project:view',
  'corpus:view',
  'mining:view',
  'models:view',
  'jobs:view',
  'guidelines:view',
];

/** Role x scope. A rater gets nothing but rating: every other scope would unblind. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly ProjectScope[]>> = {
  ANNOTATOR: [...SEES_PAIRS, 'authoring:write'],
  REVIEWER: [...SEES_PAIRS, 'authoring:write', 'review:write'],
  RATER: ['study:rate'],
  RESEARCHER: [
    ...SEES_PAIRS,
    'study:view',
    'checks:view',
    'release:view',
    'release:download',
    'results:view',
    'evaluation:import',
  ],
  ADMIN: PROJECT_SCOPES.filter((scope) => scope !== 'study:rate'),
};

/** The person or process on whose behalf something is done. */
export type Actor =
  | {
      kind: 'user';
      userId: string;
      name: string;
      email: string;
      instanceAdmin: boolean;
      /** The actor's role in the project that the call is about; null without one. */
      projectId: string | null;
      role: Role | null;
    }
  /** The command line and jobs, run by whoever holds the machine. */
  | { kind: 'system'; label: string }
  | { kind: 'anonymous' };

export function isProjectScope(scope: Scope): scope is ProjectScope {
  return (PROJECT_SCOPES as readonly string[]).includes(scope);
}

/**
 * Whether the actor holds a scope. Project scopes count only for the project that the actor was
 * loaded for. An instance administrator holds the project scopes of an ADMIN everywhere, unless he
 * is a rater in that project: then blindness goes first.
 */
export function can(actor: Actor, scope: Scope, projectId?: string): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'anonymous') return false;
  if (scope === 'self') return true;
  if (scope === 'instance:admin') return actor.instanceAdmin;
  if (!isProjectScope(scope)) return false;
  if (projectId === undefined || actor.projectId !== projectId) return false;
  if (actor.role !== null && ROLE_SCOPES[actor.role].includes(scope)) return true;
  return actor.instanceAdmin && actor.role !== 'RATER' && ROLE_SCOPES.ADMIN.includes(scope);
}
