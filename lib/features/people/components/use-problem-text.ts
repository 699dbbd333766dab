'use client';

import { useTranslations } from 'next-intl';
import type { SignInProblem } from '@/lib/server/session-client';

/** The sentence for a sign-in that did not work. Unknown codes of next-auth get the general one. */
export function useProblemText(): (problem: SignInProblem) => string {
  const t = useTranslations('auth.errors');
  return ({ key, minutes }) =>
    t.has(key as never) ? t(key as never, { minutes: minutes ?? 15 } as never) : t('unexpected');
}
