'use client';
import { useTranslations } from 'next-intl';

/** What an action or route answers when it fails (lib/server/failure.ts). */
export interface FailureLike {
  code: string;
  message: string;
  key?: string | undefined;
  params?: Record<string, string | number> | undefined;
}

/** Turns a failure into the reader's language; the English sentence stands in where none is translated. */
export function useFailureText(): (failure: FailureLike) => string {
  const t = useTranslations('errors');
  return ({ key, params, code, message }) => {
    for (const candidate of [key, `byCode.${code}`]) {
      if (candidate !== undefined && t.has(candidate as never)) {
        return t(candidate as never, params as never);
      }
    }
    return message;
  };
}
