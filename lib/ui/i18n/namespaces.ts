/** One message file per namespace and language: lib/ui/messages/<locale>/<namespace>.json. */
export const NAMESPACES = [
  'common',
  'shell',
  'home',
  'auth',
  'people',
  'corpus',
  'hygiene',
  'mining',
  'bench',
  'review',
  'studies',
  'rating',
  'checks',
  'releases',
  'results',
  'jobs',
  'audit',
  'errors',
  'patterns',
  'admin',
] as const;
export type Namespace = (typeof NAMESPACES)[number];
