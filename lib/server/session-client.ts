'use client';

/** The browser's side of next-auth; forms call these and know nothing of it. */
import { signIn } from 'next-auth/react';

export interface SignInProblem {
  /** Key of the sentence in messages/auth.json under `errors`. */
  key: string;
  minutes: number | null;
}

/** Null after success: the cookie is set. */
export async function signInByPassword(
  email: string,
  password: string,
): Promise<SignInProblem | null> {
  const result = await signIn('credentials', { email, password, redirect: false });
  if (result?.ok && !result.error) return null;
  return readProblem(result?.error ?? 'unexpected');
}

/** Leaves for the provider's page; comes back to `next`. */
export async function signInByProvider(provider: string, next: string): Promise<void> {
  await signIn(provider, { callbackUrl: next });
}

/** The same answer whether or not an account has the address. */
export async function requestMailLink(email: string, next: string): Promise<SignInProblem | null> {
  const result = await signIn('email', { email, callbackUrl: next, redirect: false });
  return result?.error ? readProblem(result.error) : null;
}

/** 'signInThrottled:12' and next-auth's own codes. */
export function readProblem(error: string): SignInProblem {
  const [key = 'unexpected', minutes] = error.split(':');
  return { key, minutes: minutes === undefined ? null : Number(minutes) };
}
