/** The OAuth providers whose variables are set. Each profile says whether its address is verified. */
import type { AuthOptions } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import GitHub, { type GithubEmail, type GithubProfile } from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import { env } from '@/lib/infra/env';

export interface OfferedProvider {
  id: 'github' | 'google' | 'oidc';
  name: string;
}

/** For the buttons of the sign-in page. */
export function offeredProviders(): OfferedProvider[] {
  const e = env();
  const offered: OfferedProvider[] = [];
  if (e.GITHUB_ID && e.GITHUB_SECRET) offered.push({ id: 'github', name: 'GitHub' });
  if (e.GOOGLE_ID && e.GOOGLE_SECRET) offered.push({ id: 'google', name: 'Google' });
  if (e.OIDC_ISSUER && e.OIDC_ID && e.OIDC_SECRET) {
    offered.push({ id: 'oidc', name: e.OIDC_NAME ?? 'OpenID Connect' });
  }
  return offered;
}

export const mailLinksOffered = (): boolean => Boolean(env().EMAIL_SERVER && env().EMAIL_FROM);

export function oauthProviders(): AuthOptions['providers'] {
  const e = env();
  const made: Record<OfferedProvider['id'], () => AuthOptions['providers'][number]> = {
    github: () => github(e.GITHUB_ID ?? '', e.GITHUB_SECRET ?? ''),
    google: () => Google({ clientId: e.GOOGLE_ID ?? '', clientSecret: e.GOOGLE_SECRET ?? '' }),
    oidc: () => oidc(e.OIDC_ISSUER ?? '', e.OIDC_ID ?? '', e.OIDC_SECRET ?? ''),
  };
  return offeredProviders().map(({ id }) => made[id]());
}

/** GitHub's /user carries no word on verification; /user/emails does. */
function github(clientId: string, clientSecret: string) {
  return GitHub({
    clientId,
    clientSecret,
    userinfo: {
      url: 'https://api.github.com/user',
      async request({ client, tokens }) {
        const accessToken = tokens.access_token ?? '';
        const profile = await client.userinfo<GithubProfile>(accessToken);
        const response = await fetch('https://api.github.com/user/emails', {
          headers: {
            authorization: `Bearer ${accessToken}`,
            accept: 'application/vnd.github+json',
          },
        });
        const emails = response.ok ? ((await response.json()) as GithubEmail[]) : [];
        const primary = emails.find((entry) => entry.primary && entry.verified);
        return { ...profile, email: primary?.email ?? '', email_verified: primary !== undefined };
      },
    },
  });
}

interface OidcClaims {
  sub: string;
  name?: string;
  preferred_username?: string;
  email?: string;
}

/** OpenID Connect Core 1.0, section 5.1: `sub` is the identity, `email_verified` the word on the address. */
function oidc(issuer: string, clientId: string, clientSecret: string): OAuthConfig<OidcClaims> {
  return {
    id: 'oidc',
    name: 'OpenID Connect',
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId,
    clientSecret,
    profile: (claims) => ({
      id: claims.sub,
      name: claims.name ?? claims.preferred_username ?? claims.email ?? claims.sub,
      email: claims.email ?? null,
      sessionVersion: 0,
    }),
  };
}

/** The address that the provider vouches for, lower-cased; null without its word. */
export function verifiedEmail(profile: unknown): string | null {
  if (typeof profile !== 'object' || profile === null) return null;
  const { email, email_verified: verified } = profile as Record<string, unknown>;
  // Some providers write the claim as a string (AWS Cognito).
  if (verified !== true && verified !== 'true') return null;
  return typeof email === 'string' && /^[^@\s"]+@[^@\s"]+$/.test(email)
    ? email.toLowerCase()
    : null;
}
