'use client';
import { useTranslations } from 'next-intl';
import { useSession } from '../session/use-session';

/** What an action or route answers when it fails (lib/server/failure.ts). */
export interface FailureLike {
  code: string;
  message: string;
  key?: string | undefined;
  params?: Record<string, string | number> | undefined;
}

/**
 * Turns a failure into the reader's language; the English sentence stands in where none is translated. Who
 * has to tell that the session has ended has met its end: the dialog that renews it opens.
 */
export function useFailureText(): (failure: FailureLike) => string {
  const t = useTranslations('errors');
  const session = useSession();
  return ({ key, params, code, message }) => {
    if (code === 'unauthenticated') void session.ended();
    for (const candidate of [key, `byCode.${code}`]) {
      if (candidate !== undefined && t.has(candidate as never)) {
        return t(candidate as never, params as never);
      }
    }
    return message;
  };
}
