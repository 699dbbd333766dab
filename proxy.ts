import { NextResponse, type NextRequest } from 'next/server';
import { MTURK_HOSTS } from '@/lib/domain/participant';

/** Where raters from MTurk hand their code in, from the pages that show one. */
const MTURK = MTURK_HOSTS.map((host) => ` https://${host}`).join('');
const handsIn = (path: string): boolean => path.startsWith('/rate/') || path.startsWith('/join/');

/**
 * Convenience only: the content security policy with its nonce and the path for the sign-in redirect. It decides nothing about
 * access; every page, route and action checks the actor itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const dev = process.env.NODE_ENV === 'development';
  const csp = [
    "default-src 'self'",
    // React's development build evaluates strings to rebuild server stacks; production does not.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // React writes style attributes (sizes of images and figures); scripts have no such way in.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self'${handsIn(request.nextUrl.pathname) ? MTURK : ''}`,
    "frame-ancestors 'none'",
  ].join('; ');

  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', csp);
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', csp);
  return response;
}

export const config = {
  // Uploads pass by: Next keeps only the first 10 MB of a body that goes through here.
  matcher: ['/((?!_next/static|_next/image|favicon.ico|icon.svg|api/p/[^/]+/uploads).*)'],
};
