import { unstable_rethrow } from 'next/navigation';
import { NextResponse, type NextRequest } from 'next/server';
import type { z } from 'zod';
import { PERSON_HEADER } from '@/lib/domain/acting-as';
import type { Scope } from '@/lib/domain/permissions';
import { isProjectScope } from '@/lib/domain/permissions';
import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { access, type ProjectRef } from './access';
import { parseInput } from './define-action';
import { toFailure } from './failure';
import { readJson } from './read-json';
import { makeCtx } from './services';

type Params = Record<string, string>;

interface RouteArgs<Q, B> {
  params: Params;
  query: Q;
  body: B;
  request: NextRequest;
  /** Present for project scopes. */
  project: ProjectRef;
}

interface RouteDefinition<Q extends z.ZodType, B extends z.ZodType> {
  /** 'public' must be said; nothing is public by forgetting. Project scopes take the slug from `[project]`. */
  scope: Scope | 'public';
  query?: Q;
  /** JSON body; leave out for GET and for bodies read as a stream from `request`. */
  body?: B;
  run: (ctx: Ctx, args: RouteArgs<z.output<Q>, z.output<B>>) => Promise<Response | object>;
}

export interface RouteHandler {
  (request: NextRequest, context: { params: Promise<Params> }): Promise<Response>;
  /** Read by the test that builds the role x route matrix. */
  scope: Scope | 'public';
}

/** Answers are one person's at one moment; nothing of them stays in a cache, least of all a rater's. */
const FRESH = { 'cache-control': 'private, no-store' };

/** The only way to make an API route: scope, schemas, one call. A plain object becomes JSON. */
export function defineRoute<
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(route: RouteDefinition<Q, B>): RouteHandler {
  const handler = async (
    request: NextRequest,
    context: { params: Promise<Params> },
  ): Promise<Response> => {
    try {
      const params = await context.params;
      if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeignOrigin(request);
      const { ctx, project } = await enter(route.scope, params, request.headers.get(PERSON_HEADER));
      const query = route.query
        ? parseInput(route.query, Object.fromEntries(request.nextUrl.searchParams))
        : undefined;
      const body = route.body ? parseInput(route.body, await readJson(request)) : undefined;
      const result = await route.run(ctx, {
        params,
        query: query as z.output<Q>,
        body: body as z.output<B>,
        request,
        project: project as ProjectRef,
      });
      return result instanceof Response ? result : NextResponse.json(result, { headers: FRESH });
    } catch (error) {
      unstable_rethrow(error);
      const { failure, status } = toFailure(error, `${request.method} ${request.nextUrl.pathname}`);
      return NextResponse.json({ error: failure }, { status, headers: FRESH });
    }
  };
  return Object.assign(handler, { scope: route.scope });
}

async function enter(scope: Scope | 'public', params: Params, as: string | null) {
  if (scope === 'public') return { ctx: makeCtx({ kind: 'anonymous' }), project: null };
  const slug = isProjectScope(scope) ? params.project : undefined;
  return access(scope, slug ?? null, as);
}

/** Cookies are SameSite=Lax; this closes what Lax leaves open. */
function refuseForeignOrigin(request: NextRequest): void {
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (origin !== null && host !== null && hostOf(origin) === host) return;
  throw new AppError(
    'forbidden',
    'The request did not come from this site. Reload the page and try again.',
  );
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
