import { expect, it } from 'vitest';
import { callerAddress } from './session-address';
import { verifiedEmail } from './session-providers';

it('takes the address from X-Forwarded-For only behind a trusted proxy, and only what the proxy wrote', () => {
  expect(callerAddress('203.0.113.9, 198.51.100.4', true)).toBe('198.51.100.4');
  expect(callerAddress('203.0.113.9', false)).toBeNull();
  expect(callerAddress(undefined, true)).toBeNull();
});

it('trusts an address of a provider only with its word that it is verified', () => {
  expect(verifiedEmail({ email: 'A@Example.org', email_verified: true })).toBe('a@example.org');
  expect(verifiedEmail({ email: 'a@example.org', email_verified: 'true' })).toBe('a@example.org');
  expect(verifiedEmail({ email: 'a@example.org', email_verified: false })).toBeNull();
  expect(verifiedEmail({ email: 'a@example.org' })).toBeNull();
  expect(verifiedEmail({ email: 'a@b@example.org', email_verified: true })).toBeNull();
});
