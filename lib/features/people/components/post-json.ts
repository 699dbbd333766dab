import { z } from 'zod';

const failed = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    key: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
});
type Failed = z.output<typeof failed>['error'];

/** One request to a route of ours; what cannot be understood is said as "offline". */
export async function post<T>(
  path: string,
  body: object,
): Promise<{ ok: true; data: T } | { ok: false; error: Failed }> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (response.ok) return { ok: true, data: answer as T };
    return { ok: false, error: failed.parse(answer).error };
  } catch {
    return { ok: false, error: { code: 'unavailable', message: '', key: 'offline' } };
  }
}
