/**
 * The path to go to after signing in. Only a path of this site: '//host', '/\host' and full
 * addresses would send a person who has just typed a password elsewhere.
 */
export function safeNext(value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  const here = 'http://here.invalid';
  try {
    // Browsers drop tabs and line breaks and read '\' as '/'; the URL parser does the same.
    const url = new URL(value, here);
    return url.origin === here ? `${url.pathname}${url.search}` : '/';
  } catch {
    return '/';
  }
}
