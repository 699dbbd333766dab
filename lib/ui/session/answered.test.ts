import { expect, it } from 'vitest';
import en from '../messages/en/errors.json';
import zh from '../messages/zh/errors.json';
import { answered } from './answered';

it('gives what was answered, a refusal included', async () => {
  const refused = { ok: false as const, error: { code: 'conflict', message: 'No.' } };
  expect(await answered(Promise.resolve({ ok: true }))).toEqual({ ok: true });
  expect(await answered(Promise.resolve(refused))).toBe(refused);
});

it('makes a failure with a sentence in both languages of an answer that never came', async () => {
  const lost = await answered<{ ok: boolean }>(Promise.reject(new TypeError('Failed to fetch')));
  if (lost.ok || !('error' in lost)) throw new Error('no failure');
  const key = lost.error.key as 'notReached';
  expect([en[key], zh[key]].every((sentence) => sentence.length > 10)).toBe(true);
});

it('lets Next lead to another page', async () => {
  const redirect = Object.assign(new Error('NEXT_REDIRECT'), {
    digest: 'NEXT_REDIRECT;replace;/sign-in;307;',
  });
  await expect(answered(Promise.reject(redirect))).rejects.toBe(redirect);
});
