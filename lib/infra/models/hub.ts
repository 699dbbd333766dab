/** The Hugging Face hub, or a mirror of it: commits and addresses of files. */
import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { env } from '../env';

export interface Hub {
  endpoint: string;
  token?: string | undefined;
}

export const configuredHub = (): Hub => ({ endpoint: env().HF_ENDPOINT, token: env().HF_TOKEN });

const COMMIT = /^[0-9a-f]{40}$/;
const answer = z.looseObject({ sha: z.string().regex(COMMIT) });
const PATIENCE_MS = 20_000;

const base = ({ endpoint }: Hub): string => endpoint.replace(/\/+$/, '');

export const fileUrl = (hub: Hub, repository: string, revision: string, path: string): string =>
  `${base(hub)}/${repository}/resolve/${revision}/${path}`;

export const hubHeaders = ({ token }: Hub): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {};

/** What to do about a host that does not serve: a mirror is named already where it is not the hub itself. */
export const mirrorHint = (host: string): string =>
  mirrorOf(host) === 'none'
    ? 'name a mirror in HF_ENDPOINT'
    : 'correct HF_ENDPOINT, which names this server';

/** The same for messages, which choose their words by it. */
export const mirrorOf = (host: string): 'none' | 'named' =>
  host === 'huggingface.co' ? 'none' : 'named';

/** The commit that a branch or tag names now; a commit is itself. */
export async function resolveRevision(
  hub: Hub,
  repository: string,
  revision: string,
  signal?: AbortSignal,
): Promise<string> {
  if (COMMIT.test(revision)) return revision;
  const url = `${base(hub)}/api/models/${repository}/revision/${encodeURIComponent(revision)}`;
  const { host } = new URL(url);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const asked = async (): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(url, {
      headers: hubHeaders(hub),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    return { status: response.status, body: response.ok ? await response.json() : null };
  };
  const { status, body } = await asked().catch((error: unknown) => {
    signal?.throwIfAborted();
    throw new AppError(
      'unavailable',
      `${host} cannot be reached. Encoders that are installed go on working. Check the connection, or ${mirrorHint(host)}. Where there is no network, copy the models folder of another machine.`,
      { key: 'hubUnreachable', params: { host, mirror: mirrorOf(host) }, cause: error },
    );
  });
  const parsed = answer.safeParse(body);
  if (parsed.success) return parsed.data.sha;
  if (status === 401 || status === 403) {
    throw new AppError(
      'forbidden',
      `${host} does not show ${repository} without permission (${status}). Accept the model's licence there and set HF_TOKEN.`,
      { key: 'hubForbidden', params: { host, repository, status } },
    );
  }
  if (status === 404) {
    throw new AppError(
      'not-found',
      `${host} has no revision "${revision}" of ${repository}. Name another one with --revision, or ${mirrorHint(host)}.`,
      {
        key: 'hubNoRevision',
        params: { host, mirror: mirrorOf(host), revision, repository },
      },
    );
  }
  throw new AppError(
    'unavailable',
    `${host} did not say which revision "${revision}" of ${repository} is (${status}). Try again later, or ${mirrorHint(host)}.`,
    { key: 'hubSilent', params: { host, mirror: mirrorOf(host), revision, repository, status } },
  );
}
